// The stories in which things go wrong: on a square of peerings a link is drained, restored, and found dead; where
// premises hang on a Direct Connect link and a VPN, each of the two is drained and restored; where they hang on two Direct
// Connect links, one of them turns grey, and its session is taken down until the other one is heard.

import type { BackboneLink } from '../../../lib/routing/backbone';
import { aBackbone, aPeering, aSite } from '../backbones';
import type { SiteRuns } from '../site-runs';
import { aNotice, anObservation, aStatus, MINUTE_MS } from '../world';
import type { Plot } from './failure-story';

//   s0 --- s1      two ways between any two sites
//   |      |
//   s2 --- s3
const square = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1), aPeering(0, 2, 12), aPeering(1, 3, 11), aPeering(2, 3)],
);

function bgpLink(name: string, kind: BackboneLink['kind'], site: string, cost: number): BackboneLink {
  return { name, kind, between: ['p9', site], cost, sharedRisks: [] };
}

//   s0 ------- s1      the premises' cheaper way to both is the Direct Connect link
//     \       /
//   dx \     / vpn
//       \   /
//        p9
const hybrid = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [aPeering(0, 1), bgpLink('dx', 'direct-connect', 's0', 5), bgpLink('vpn', 'site-to-site-vpn', 's1', 9)],
);

//   s0 ------- s1      the premises' cheaper way to each is the link to it
//     \       /
//  near \     / far
//       \   /
//        p9
const twoDirect = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [aPeering(0, 1), bgpLink('near', 'direct-connect', 's0', 1), bgpLink('far', 'direct-connect', 's1', 1)],
  { greyDx: 'bgp-down' },
);

/** The hybrid, and s2, over which s0 and s1 reach each other when they have to. */
const hybridTriangle = aBackbone([...hybrid.sites, aSite(2)], [...hybrid.links, aPeering(0, 2), aPeering(1, 2)]);

/** Every two sites have a link, and the way over s3 is the last choice. */
const mesh = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1), aPeering(0, 2), aPeering(0, 3, 12), aPeering(1, 2), aPeering(1, 3, 12), aPeering(2, 3)],
);

const AT_ONCE = { delayMs: MINUTE_MS, hears: 'old', shows: 'old' } as const;
const WINDOW_MS = 60 * MINUTE_MS;

/** Maintenance begins: the link is good, and wanted empty for an hour. */
function maintenanceOf(link: string) {
  return async (sites: SiteRuns) => {
    const { nowMs } = sites.world;
    sites.know({ notices: [aNotice(link, { startMs: nowMs, endMs: nowMs + WINDOW_MS, receivedMs: nowMs })] });
  };
}

/** The link has been drained, and its maintenance is over. */
function endOf(link: string, rounds: number) {
  return async (sites: SiteRuns) => {
    await maintenanceOf(link)(sites);
    await sites.rounds(rounds);
    sites.world.advance(Math.max(0, (sites.world.snapshot.notices[0]?.endMs ?? 0) - sites.world.nowMs));
  };
}

/** Its end at s0 measures that nothing gets through any more. */
function deathOf(link: string) {
  return async (sites: SiteRuns) => {
    const bad = anObservation(link, 's0', { verdict: 'bad', wasBad: true, sinceMs: sites.world.nowMs });
    const others = sites.world.snapshot.observations.filter((o) => o.link !== link || o.site !== 's0');
    sites.know({ observations: [...others, bad] });
  };
}

/** One link has been found dead and left, and then the other one is. */
function deathsOf(first: string, second: string) {
  return async (sites: SiteRuns) => {
    await deathOf(first)(sites);
    await sites.rounds(3);
    await deathOf(second)(sites);
  };
}

/** A link has been drained, and then another one is found dead. */
function deathWhileDrained(drained: string, dead: string) {
  return async (sites: SiteRuns) => {
    await maintenanceOf(drained)(sites);
    await sites.rounds(8);
    await deathOf(dead)(sites);
  };
}

/** The same, while AWS says that its session is up. */
function greynessOf(link: string) {
  return async (sites: SiteRuns) => {
    sites.know({ statuses: [aStatus(link, 's0', ['up'])] });
    await deathOf(link)(sites);
  };
}

const onSquare = { backbone: square, roundMs: MINUTE_MS / 2, direct: AT_ONCE, moreRounds: 8 };
const onHybrid = { backbone: hybrid, roundMs: MINUTE_MS, direct: AT_ONCE, moreRounds: 8 };

const MAIN = {
  'the drain of a peering': { ...onSquare, rounds: 6, begin: maintenanceOf('s0-s1') },
  'the restore of a peering': { ...onSquare, rounds: 5, begin: endOf('s0-s1', 8) },
  'the death of a peering': {
    ...onSquare,
    rounds: 3,
    begin: deathOf('s0-s1'),
    conditions: new Map([['s0-s1', 'grey']]),
  },
  'the drain of a Direct Connect link': { ...onHybrid, rounds: 7, begin: maintenanceOf('dx') },
  'the restore of a Direct Connect link': { ...onHybrid, rounds: 4, begin: endOf('dx', 9) },
  'the drain of a VPN': { ...onHybrid, rounds: 7, begin: maintenanceOf('vpn') },
  'the restore of a VPN': { ...onHybrid, rounds: 5, begin: endOf('vpn', 9) },
} as const satisfies Readonly<Record<string, Plot>>;

/** All of them: with the last ones, a controller makes every call that it can make, see every-call.test.ts. */
export const PLOTS = {
  ...MAIN,
  'the death of the peering that took over': {
    ...onSquare,
    backbone: mesh,
    rounds: 3,
    begin: deathsOf('s0-s1', 's0-s2'),
    conditions: new Map([
      ['s0-s1', 'grey'],
      ['s0-s2', 'grey'],
    ]),
  },
  'the death of a peering behind the VPN that took over': {
    ...onHybrid,
    backbone: hybridTriangle,
    rounds: 4,
    begin: deathWhileDrained('dx', 's0-s1'),
    conditions: new Map([['s0-s1', 'grey']]),
  },
  'the drain of a peering beside a Direct Connect link': {
    ...onHybrid,
    backbone: hybridTriangle,
    rounds: 6,
    begin: maintenanceOf('s0-s1'),
  },
  'the death of a peering where calls take long': {
    ...onSquare,
    rounds: 3,
    callMs: 1_500,
    begin: deathOf('s0-s1'),
    conditions: new Map([['s0-s1', 'grey']]),
  },
  'the greyness of a Direct Connect link': {
    ...onHybrid,
    backbone: twoDirect,
    roundMs: MINUTE_MS / 2,
    rounds: 10,
    begin: greynessOf('near'),
    conditions: new Map([['near', 'grey']]),
  },
} as const satisfies Readonly<Record<string, Plot>>;

/** Those that are told again and again with much going wrong. */
export const MAIN_NAMES = Object.keys(MAIN) as (keyof typeof MAIN)[];
