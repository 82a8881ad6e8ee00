// Whatever the hybrid backbone: one link is drained and restored, or fails and heals. No change loses a working flow,
// the end of a drain is exactly what is desired, and the end of a restore is exactly the baseline.

import fc from 'fast-check';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import type { LinkConditions } from '../../lib/routing/network';
import type { Standings } from '../../lib/routing/shortest-paths';
import { hybridBackbones } from '../support/backbones';
import type { DirectConnectTiming } from '../support/fake-ports';
import { contentOf } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { Sites } from '../support/sites';
import { allGood, aNotice, anObservation, MINUTE_MS, NOW_MS, standing } from '../support/world';

const timing: fc.Arbitrary<DirectConnectTiming> = fc.record({
  delayMs: fc.constantFrom(30_000, 90_000),
  hears: fc.constantFrom('old', 'new'),
  shows: fc.constantFrom('old', 'new'),
});

/** A backbone with premises, and a link of it. */
const cases = hybridBackbones
  .filter(({ sites }) => sites.some(({ kind }) => kind === 'on-prem'))
  .chain((backbone) =>
    fc.record({ backbone: fc.constant(backbone), link: fc.constantFrom(...backbone.links), timing }),
  );

function sitesOf(backbone: Backbone, direct: DirectConnectTiming): Sites {
  const sites = new Sites(backbone);
  sites.world.direct = direct;
  sites.roundMs = 15_000;
  return sites;
}

function desired(backbone: Backbone, conditions: LinkConditions, standings: Standings): readonly string[] {
  const baseline = networkOf(backbone);
  return contentOf(applySteering(baseline, backbone, desiredSteering(baseline, conditions, backbone, standings)));
}

function observed(sites: Sites, { name, between }: BackboneLink, verdict: 'good' | 'bad'): void {
  const others = allGood(sites.backbone).filter(({ link }) => link !== name);
  const times = { wasBad: true, sinceMs: sites.world.nowMs, verdict };
  sites.know({ observations: [...others, ...between.map((site) => anObservation(name, site, times))] });
}

/** What says that somebody else has changed something: nobody has. */
function blamed({ world }: Sites): readonly string[] {
  return world.audit.filter(({ code }) => /^(changed-by-others|residual-route)$/.test(code)).map((e) => e.because);
}

test('a drained link ends as desired and a restored one as it was, and no change loses a flow', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ backbone, link: { name }, timing: direct }) => {
      const notices = [aNotice(name, { startMs: NOW_MS, endMs: NOW_MS + 30 * MINUTE_MS })];
      const sites = await sitesOf(backbone, direct).know({ notices }).rounds(40);
      expect(sites.lost).toEqual([]);
      const drained = desired(backbone, new Map(), standing({ [name]: 'drained' }));
      expect(contentOf(sites.world.network)).toEqual(drained);
      sites.world.advance(30 * MINUTE_MS);
      await sites.rounds(40);
      expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
      expect(contentOf(sites.world.network)).toEqual(contentOf(networkOf(backbone)));
      expect(blamed(sites)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('a link that fails is left by all that can leave it, and is as it was once it has healed', async () => {
  const failures = fc.record({ each: cases, grey: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(failures, async ({ each: { backbone, link, timing: direct }, grey }) => {
      const sites = await sitesOf(backbone, direct).rounds(2);
      const isSeen = !grey && link.kind !== 'transit-gateway-peering';
      sites.conditions = new Map([[link.name, isSeen ? 'down' : 'grey']]);
      observed(sites, link, 'bad');
      await sites.rounds(40);
      const conditions = sites.conditions;
      const steering = desiredSteering(networkOf(backbone), conditions, backbone, standing({ [link.name]: 'down' }));
      const wanted = sites.undelivered(applySteering(networkOf(backbone), backbone, steering));
      expect(sites.undelivered().length).toBe(wanted.length);
      sites.conditions = new Map();
      observed(sites, link, 'good');
      await sites.rounds(70);
      expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
      expect(contentOf(sites.world.network)).toEqual(contentOf(networkOf(backbone)));
      expect(blamed(sites)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
