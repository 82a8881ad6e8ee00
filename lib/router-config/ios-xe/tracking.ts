// Pure: how IOS XE measures links and avoids one that drops data.
//
//   ip sla N          connects from the link's target to the responder in its probe subnet
//   track N           it answers, after a time in which it did not, or did: as long as so many misses or answers take
//   track 256 + N     at least one link that can take over answers
//   track 512 + N     not N, and 256 + N: the link is avoided; never the last that answers

import { linkName } from '../names';
import type { LinkProbe, Probing, RouterConfig, RouterLink } from '../router-config';

/** An index is at most 255. */
const TAKEOVER = 256;
const AVOID = 512;
/** How often IOS looks at what the operations found; 5 unless told. */
const POLL_SECONDS = 1;
/** The longest that IOS waits before it believes a change. */
const LONGEST_DELAY = 180;

interface Measured extends RouterLink {
  readonly target: NonNullable<RouterLink['target']>;
  readonly probe: LinkProbe;
}

function measured({ links }: RouterConfig): readonly Measured[] {
  return links.filter((link): link is Measured => link.probe !== undefined && link.target !== undefined);
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** IP SLA starts once a second at most and does not wait longer than that. */
function operation({ index, name, target, probe }: Measured, { intervalMs, timeoutMs }: Probing): readonly string[] {
  return [
    `! ${name}`,
    `ip sla ${index}`,
    ` tcp-connect ${probe.responder} ${probe.port} source-ip ${target.address} control disable`,
    ` threshold ${timeoutMs}`,
    ` timeout ${timeoutMs}`,
    ` frequency ${seconds(Math.max(intervalMs, timeoutMs))}`,
    `ip sla schedule ${index} life forever start-time now`,
    '!',
  ];
}

function delay(count: number, { intervalMs, timeoutMs }: Probing): number {
  return Math.min(LONGEST_DELAY, count * seconds(Math.max(intervalMs, timeoutMs)));
}

function track({ index }: Measured, probing: Probing): readonly string[] {
  return [
    `track ${index} ip sla ${index} reachability`,
    ` delay down ${delay(probing.fall, probing)} up ${delay(probing.rise, probing)}`,
    '!',
  ];
}

function avoided({ index, probe }: Measured, indexOf: ReadonlyMap<string, number>): readonly string[] {
  return [
    `track ${TAKEOVER + index} list boolean or`,
    ...probe.takeovers.map((name) => ` object ${indexOf.get(name)}`),
    `track ${AVOID + index} list boolean and`,
    ` object ${index} not`,
    ` object ${TAKEOVER + index}`,
    '!',
  ];
}

function applet(config: RouterConfig, link: Measured, part: 'avoid' | 'in'): readonly string[] {
  const [title, state, said] =
    part === 'avoid'
      ? ['AVOID', 'up', 'drops data and is avoided']
      : ['PREFER', 'down', 'is preferred as the topology says'];
  const addresses = link.sessions.map(({ amazonAddress }) => amazonAddress);
  const commands = [
    'enable',
    'configure terminal',
    `router bgp ${config.asn}`,
    'address-family ipv4',
    ...addresses.map((address) => `neighbor ${address} route-map ${linkName(link.name, part)} in`),
    'end',
    ...addresses.map((address) => `clear ip bgp ${address} soft in`),
  ];
  const number = (i: number) => String(10 * (i + 1)).padStart(3, '0');
  return [
    `event manager applet DETOUR-${title}-${link.name} authorization bypass`,
    ` event track ${AVOID + link.index} state ${state}`,
    ...commands.map((command, i) => ` action ${number(i)} cli command "${command}"`),
    ` action ${number(commands.length)} syslog msg "link ${link.name} ${said}"`,
    '!',
  ];
}

export function tracking(config: RouterConfig): readonly string[] {
  const links = measured(config);
  const indexOf = new Map(links.map(({ name, index }) => [name, index]));
  const avoidable = links.filter(({ probe }) => probe.takeovers.length > 0);
  if (links.length === 0) return [];
  return [
    '! Tracking. BGP and BFD see a dead link; a link that keeps them up and drops data is seen only by data.',
    "! AWS's own probes of the links are answered here.",
    ...links.map(({ target }) => `ip sla responder tcp-connect ipaddress ${target.address} port ${target.port}`),
    '!',
    ...links.flatMap((link) => operation(link, config.probing)),
    `! Results are looked at each second, instead of every 5. A delay is a time, not a count: an answer in it begins it anew.`,
    `track timer ip sla ${POLL_SECONDS}`,
    ...links.flatMap((link) => track(link, config.probing)),
    avoidable.length > 0
      ? '! A link is avoided when it does not answer and another does, so that the last one is never given up.'
      : '! No other link is measured that could take over, so none is avoided.',
    ...avoidable.flatMap((link) => avoided(link, indexOf)),
    ...avoidable.flatMap((link) => [...applet(config, link, 'avoid'), ...applet(config, link, 'in')]),
  ];
}
