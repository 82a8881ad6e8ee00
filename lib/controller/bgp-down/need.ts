// Pure: whether the BGP session of a Direct Connect link should be held down. A grey link drops what premises send over it
// for as long as they hear its routes, and another Direct Connect link is heard to take over only minutes after it was told
// to. With the session down, their routers fall back in seconds to what other links announce anyway.
//
//   a test that this site began is going on, and the link       the session
//   does not count as down any more                             comes back
//   has been measured good for the hold-down by all its ends    comes back
//   would not be entered by premises, session or not            comes back
//   otherwise                                                   stays down
//
//   no test of the link is going on, and                        the session
//   it is not grey: probes pass, or AWS says nothing, or down   stays up
//   somebody wants it empty, or its maintenance is on, or       stays up: in its own maintenance AWS may end a test at any
//   begins before a test would be over                          time, and a planned drain is gentler
//   premises surely enter elsewhere                             stays up
//   a VPN of the premises works, and has had no two minutes     stays up: what a VPN announces is heard in seconds
//   another test is going on, here or at another site           stays up
//   otherwise                                                   goes down
//
// Without a session Direct Connect forwards nothing to the premises, probes included, so that a link is hardly ever
// measured good meanwhile: it is the takeover being heard that ends a test, or its time. One that others began is theirs.

import type { BackboneSite } from '../../routing/backbone';
import type { World } from '../guards';
import { reportedVerdict } from '../link-state/reported';
import { entriesOf } from '../premises-entries';
import type { SessionEnd } from '../site-routing';
import { maintenanceBefore } from './maintenance-before';

/** A dead controller leaves a link without its session no longer than this; a takeover is heard in far less. */
export const TEST_MINUTES = 30;
const MINUTE_MS = 60_000;
/** Time to announce, and a minute until it surely was acted upon. */
const VPN_MS = 2 * MINUTE_MS;

/** What a look at one link comes to. */
interface Need {
  readonly down: boolean;
  /** One sentence for a person, lower case, no full stop. */
  readonly because: string;
}

/** Undefined: this check has nothing to say. */
type Check = (end: SessionEnd, world: World) => Need | undefined;

const up = (because: string): Need => ({ down: false, because });

function observationsOf({ link }: SessionEnd, { snapshot, nowMs }: World) {
  return snapshot.observations.filter((one) => one.link === link && one.expiresMs > nowMs);
}

function isEntered({ link, premises }: SessionEnd, world: World): boolean {
  const { backbone, voices, standings } = world;
  const isAws = ({ kind }: BackboneSite) => kind === 'aws';
  return backbone.sites.filter(isAws).some(({ name }) => {
    const { links, certain } = entriesOf(backbone, premises, name, voices, standings);
    return links.includes(link) || !certain;
  });
}

const notDown: Check = ({ link }, { standings }) => {
  const standing = standings.get(link) ?? 'up';
  return standing === 'down' ? undefined : up(`${link} does not count as down any more`);
};

const measuredGood: Check = (end, world) => {
  const { holdDownMs } = world.backbone.policy;
  const seen = observationsOf(end, world);
  const isUnread = world.snapshot.unread?.some(({ link }) => link === end.link) ?? false;
  const isGood =
    seen.length > 0 &&
    !isUnread &&
    seen.every((one) => one.verdict === 'good' && world.nowMs - one.sinceMs >= holdDownMs);
  return isGood ? up(`${end.link} carries data again, for as long as the hold-down`) : undefined;
};

const enteredElsewhere: Check = (end, world) =>
  isEntered(end, world) ? undefined : up(`${end.premises} enters elsewhere`);

const notGrey: Check = ({ link }, { states, snapshot, routing, nowMs }) => {
  const state = states.find((one) => one.link === link);
  if (state?.code !== 'link-probes-lost') return up(`${link} is not measured to drop data`);
  const status = snapshot.statuses.find((s) => s.link === link && s.site === routing.site && s.expiresMs > nowMs);
  const isUp = status !== undefined && status.sessions.length > 0 && reportedVerdict(status) === 'good';
  return isUp ? undefined : up(`AWS does not say that BGP is up on ${link}`);
};

const wanted: Check = ({ link }, { states }) =>
  states.some((state) => state.link === link && state.wanted) ? up(`somebody wants ${link} empty`) : undefined;

const inMaintenance: Check = ({ link }, { snapshot, backbone, nowMs }) => {
  const byMs = nowMs + backbone.policy.maintenance.leadMs + TEST_MINUTES * MINUTE_MS;
  const said = maintenanceBefore(link, snapshot.notices, nowMs, byMs);
  return said === undefined ? undefined : up(said);
};

const vpnTakesOver: Check = (end, world) => {
  const { backbone, standings, nowMs } = world;
  const vpn = backbone.links.find(
    ({ name, kind, between }) => kind === 'site-to-site-vpn' && between.includes(end.premises) && !standings.has(name),
  );
  const bad = observationsOf(end, world).filter(({ verdict }) => verdict === 'bad');
  const sinceMs = Math.min(...bad.map((one) => one.sinceMs));
  return vpn && nowMs - sinceMs < VPN_MS ? up(`${vpn.name} announces within seconds`) : undefined;
};

const otherTest: Check = ({ link }, { tests, publications, routing }) => {
  const others = [...publications.values()].filter(({ site }) => site !== routing.site);
  const published = others.flatMap(({ sessions = {} }) =>
    Object.entries(sessions).flatMap(([name, { bgpTest }]) => (bgpTest === undefined ? [] : [name])),
  );
  const [tested] = [...(tests?.keys() ?? []), ...published].filter((name) => name !== link);
  return tested === undefined ? undefined : up(`a test of ${tested} is going on`);
};

const WHILE_DOWN: readonly Check[] = [notDown, measuredGood, enteredElsewhere];
const WHILE_UP: readonly Check[] = [notGrey, wanted, inMaintenance, enteredElsewhere, vpnTakesOver, otherTest];

/** `isDown`: a test that this site began is going on. The first check that has something to say decides. */
export function bgpDownNeed(end: SessionEnd, isDown: boolean, world: World): Need {
  for (const check of isDown ? WHILE_DOWN : WHILE_UP) {
    const need = check(end, world);
    if (need) return need;
  }
  return { down: true, because: `${end.link} drops data while BGP is up, and ${end.premises} may still enter by it` };
}
