// Reads back what was written for FRR, as far as it decides about routes: prefix lists, route-maps, sessions. It is
// strict: a line that it does not know is an error, so that nothing is left out of what the tests judge.

import { contains, type Prefix, prefix } from '../../lib/net/prefix';

interface PrefixRule {
  readonly prefix: Prefix;
  readonly longest: number;
}

interface Entry {
  readonly action: 'permit' | 'deny';
  readonly sequence: number;
  list?: string;
  community?: string;
  localPreference?: number;
  mark?: string;
  prepended?: number;
}

export interface PeerGroup {
  remoteAs?: number;
  incoming?: string;
  outgoing?: string;
  maximumPrefixes?: number;
  readonly neighbors: string[];
  readonly settings: string[];
}

export interface FrrRouter {
  asn?: number;
  readonly lists: Map<string, PrefixRule[]>;
  readonly communities: Map<string, string>;
  readonly maps: Map<string, Entry[]>;
  readonly groups: Map<string, PeerGroup>;
  readonly networks: string[];
  readonly statics: string[];
  readonly loopbacks: string[];
}

interface Reading {
  readonly router: FrrRouter;
  entry?: Entry;
}

type Rule = readonly [RegExp, (reading: Reading, parts: readonly string[]) => void];

function listOf<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function group({ groups }: FrrRouter, name = ''): PeerGroup {
  const known = groups.get(name) ?? { neighbors: [], settings: [] };
  groups.set(name, known);
  return known;
}

function entryOf({ entry }: Reading): Entry {
  if (!entry) throw new Error('not inside a route-map');
  return entry;
}

const RULES: readonly Rule[] = [
  [/^(!.*|exit|exit-address-family|end|frr defaults traditional|service integrated-vtysh-config)$/, () => {}],
  [/^(interface lo|bfd|profile \S+|detect-multiplier \d+|(receive|transmit)-interval \d+)$/, () => {}],
  [/^(bgp router-id \S+|bgp log-neighbor-changes|no bgp default ipv4-unicast|bgp graceful-restart-disable)$/, () => {}],
  [/^address-family ipv4 unicast$/, () => {}],
  [/^ip address (\S+)$/, ({ router }, [text = '']) => void router.loopbacks.push(text)],
  [/^ip route (\S+) blackhole 254$/, ({ router }, [text = '']) => void router.statics.push(text)],
  [
    /^ip prefix-list (\S+) seq \d+ permit (\S+?)(?: le (\d+))?$/,
    ({ router }, [name = '', text = '', le]) => {
      const own = prefix(text);
      listOf(router.lists, name).push({ prefix: own, longest: le === undefined ? own.length : Number(le) });
    },
  ],
  [
    /^bgp community-list standard (\S+) permit (\S+)$/,
    ({ router }, [name = '', text = '']) => void router.communities.set(name, text),
  ],
  [
    /^route-map (\S+) (permit|deny) (\d+)$/,
    (reading, [name = '', action, sequence]) => {
      reading.entry = { action: action === 'permit' ? 'permit' : 'deny', sequence: Number(sequence) };
      listOf(reading.router.maps, name).push(reading.entry);
    },
  ],
  [
    /^match ip address prefix-list (\S+)$/,
    (reading, [name = '']) => void Object.assign(entryOf(reading), { list: name }),
  ],
  [/^match community (\S+)$/, (reading, [name = '']) => void Object.assign(entryOf(reading), { community: name })],
  [
    /^set local-preference (\d+)$/,
    (reading, [value]) => void Object.assign(entryOf(reading), { localPreference: Number(value) }),
  ],
  [/^set community (\S+) additive$/, (reading, [text = '']) => void Object.assign(entryOf(reading), { mark: text })],
  [
    /^set as-path prepend (.+)$/,
    (reading, [path = '']) => {
      if (path.split(' ').some((asn) => asn !== path.split(' ')[0])) throw new Error(`prepends ${path}`);
      entryOf(reading).prepended = path.split(' ').length;
    },
  ],
  [/^router bgp (\d+)$/, ({ router }, [asn]) => void Object.assign(router, { asn: Number(asn) })],
  [/^network (\S+)$/, ({ router }, [text = '']) => void router.networks.push(text)],
  [/^neighbor (\S+) peer-group$/, ({ router }, [name]) => void group(router, name)],
  [
    /^neighbor (\S+) peer-group (\S+)$/,
    ({ router }, [peer = '', name]) => void group(router, name).neighbors.push(peer),
  ],
  [
    /^neighbor (\S+) remote-as (\d+)$/,
    ({ router }, [name, asn]) => void Object.assign(group(router, name), { remoteAs: Number(asn) }),
  ],
  [
    /^neighbor (\S+) route-map (\S+) in$/,
    ({ router }, [name, map = '']) => void Object.assign(group(router, name), { incoming: map }),
  ],
  [
    /^neighbor (\S+) route-map (\S+) out$/,
    ({ router }, [name, map = '']) => void Object.assign(group(router, name), { outgoing: map }),
  ],
  [
    /^neighbor (\S+) maximum-prefix (\d+) restart 15$/,
    ({ router }, [name, most]) => void Object.assign(group(router, name), { maximumPrefixes: Number(most) }),
  ],
  [
    /^neighbor (\S+) (timers \d+ \d+|bfd|bfd profile \S+|activate|soft-reconfiguration inbound)$/,
    ({ router }, [name, setting = '']) => void group(router, name).settings.push(setting),
  ],
  [/^neighbor \S+ description \S+$/, () => {}],
];

export function readFrr(text: string): FrrRouter {
  const router: FrrRouter = {
    lists: new Map(),
    communities: new Map(),
    maps: new Map(),
    groups: new Map(),
    networks: [],
    statics: [],
    loopbacks: [],
  };
  const reading: Reading = { router };
  for (const line of text.split('\n').map((one) => one.trim())) {
    const rule = RULES.find(([form]) => form.test(line));
    if (!rule) throw new Error(`FRR line not known: ${line}`);
    rule[1](reading, rule[0].exec(line)?.slice(1) ?? []);
  }
  return router;
}

interface Verdict {
  readonly accepted: boolean;
  readonly localPreference: number;
  readonly communities: readonly string[];
  readonly prepended: number;
}

const REFUSED: Verdict = { accepted: false, localPreference: 100, communities: [], prepended: 0 };

function matches(router: FrrRouter, { list, community }: Entry, route: Prefix, marks: readonly string[]): boolean {
  const rules = list === undefined ? undefined : router.lists.get(list);
  if (list !== undefined && !rules) throw new Error(`no prefix list ${list}`);
  const inList = rules?.some(({ prefix: own, longest }) => contains(own, route) && route.length <= longest) ?? true;
  return inList && (community === undefined || marks.includes(router.communities.get(community) ?? 'none'));
}

/** The first entry that matches decides; none that matches refuses. */
export function judge(
  router: FrrRouter,
  map: string | undefined,
  route: Prefix,
  marks: readonly string[] = [],
): Verdict {
  const entries = [...(router.maps.get(map ?? '') ?? [])].sort((a, b) => a.sequence - b.sequence);
  if (entries.length === 0) throw new Error(`no route-map ${map}`);
  const entry = entries.find((one) => matches(router, one, route, marks));
  if (!entry || entry.action === 'deny') return REFUSED;
  return {
    accepted: true,
    localPreference: entry.localPreference ?? 100,
    communities: [...marks, ...(entry.mark === undefined ? [] : [entry.mark])],
    prepended: entry.prepended ?? 0,
  };
}
