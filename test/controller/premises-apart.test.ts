// Premises on three sites, and a topology that is deployed to one after the other: each may take another's link for the one
// that has to announce.
//
//   p9 --- dx 1 --- s0        s0, s1 and s2 have peerings of cost 10 with each other. Without the first link, p9 reaches s0
//   p9 --- dx 5 --- s1        over the cheaper of the other two.
//   p9 --- dx 8 --- s2

import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { contentOf } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { Sites } from '../support/sites';
import { allGood, anObservation, MINUTE_MS } from '../support/world';

type Kind = BackboneLink['kind'];

function premisesLink(n: number, cost: number, kind: Kind = 'direct-connect'): BackboneLink {
  return { name: `p9-s${n}`, kind, between: ['p9', `s${n}`], cost, sharedRisks: [] };
}

function topology(costs: readonly number[], kind: Kind): Backbone {
  const links = costs.map((cost, n) => premisesLink(n, cost, n === 0 ? 'direct-connect' : kind));
  const sites = [aSite(0), aSite(1), aSite(2), aSite(9, 'on-prem', 2)];
  return aBackbone(sites, [...links, aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
}

/** The first link drops data from the third round on; these sites go by the topology in which s2 is the cheaper one. */
async function failing(kind: Kind, deployedTo: readonly string[]) {
  const before = topology([1, 5, 8], kind);
  const sites = new Sites(before);
  for (const site of deployedTo) sites.deployed.set(site, topology([1, 8, 5], kind));
  sites.world.direct = { delayMs: 2 * MINUTE_MS, hears: 'old', shows: 'old' };
  sites.roundMs = 10_000;
  await sites.rounds(3);
  sites.conditions = new Map([['p9-s0', 'grey']]);
  const bad = { verdict: 'bad', wasBad: true, sinceMs: sites.world.nowMs } as const;
  sites.know({
    observations: [...allGood(before).filter(({ link }) => link !== 'p9-s0'), anObservation('p9-s0', 's0', bad)],
  });
  return sites;
}

const EACH = [[], ['s1'], ['s2'], ['s1', 's2'], ['s0'], ['s0', 's1'], ['s0', 's2'], ['s0', 's1', 's2']];

describe.each<[string, Kind, number]>([
  ['Direct Connect, which takes minutes', 'direct-connect', 20],
  ['a VPN, which takes seconds', 'site-to-site-vpn', 2],
])('when what remains is %s', (_, kind, rounds) => {
  test.each(EACH)('what premises send is rescued while %j %j %j have the new topology', async (...deployed) => {
    const sites = await failing(kind, deployed);
    expect(sites.undelivered()).toContain('p9 s0 dead-link');
    await sites.rounds(rounds);
    expect([...sites.undelivered(), ...sites.lost]).toEqual([]);
    await sites.rounds(60);
    expect([...sites.undelivered(), ...sites.lost]).toEqual([]);
  });
});

test('what premises send does not wait for a site whose controller is dead', async () => {
  const sites = await failing('direct-connect', []);
  for (let round = 0; round < 60; round++) {
    for (const site of ['s0', 's2']) await sites.reconcile(site);
    sites.world.advance(sites.roundMs);
  }
  const made = sites.world.audit.flatMap(({ code, site, change }) =>
    code === 'announcement-made' && change?.kind === 'announcement' ? [`${site} ${change.link} ${change.remote}`] : [],
  );
  expect(made).toContain('s2 p9-s2 s0');
  expect([...sites.undelivered(), ...sites.lost]).toEqual([]);
});

test('nothing of it is left when the topology has reached all sites and the link has healed', async () => {
  const sites = await (await failing('direct-connect', ['s1'])).rounds(40);
  for (const site of ['s0', 's2']) sites.deployed.set(site, topology([1, 8, 5], 'direct-connect'));
  await sites.rounds(40);
  sites.conditions = new Map();
  sites.know({ observations: allGood(sites.backbone) });
  await sites.rounds(100);
  expect(contentOf(sites.world.network)).toEqual(contentOf(networkOf(sites.backbone)));
  expect([...sites.undelivered(), ...sites.lost]).toEqual([]);
});
