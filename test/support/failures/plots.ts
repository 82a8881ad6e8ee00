// The stories in which things go wrong: on a square of peerings a link is drained, restored, and found dead; where
// premises hang on a Direct Connect link and a VPN, each of the two is drained and restored.

import type { BackboneLink } from '../../../lib/routing/backbone';
import { aBackbone, aPeering, aSite } from '../backbones';
import type { SiteRuns } from '../site-runs';
import { aNotice, anObservation, MINUTE_MS } from '../world';
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

const onSquare = { backbone: square, roundMs: MINUTE_MS / 2, direct: AT_ONCE, moreRounds: 8 };
const onHybrid = { backbone: hybrid, roundMs: MINUTE_MS, direct: AT_ONCE, moreRounds: 8 };

export const PLOTS = {
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
