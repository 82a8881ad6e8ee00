// What a site does with overrides to where no path works any more: they may be right again when a link heals, but not when
// they send what is lost in a circle.

import { decide } from '../../lib/controller/decide';
import { applyOverrides, type Override } from '../../lib/controller/overrides';
import { STEERED_TABLES } from '../../lib/controller/site-routing';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { allGood, anObservation, aPublication, NOTHING_KNOWN, NOW_MS, siteIn, standing } from '../support/world';

//   s0 --- s2      both links of s1 are down
//     \   /
//      s1
const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const DEAD = ['s0-s1', 's1-s2'];
const down = standing({ 's0-s1': 'down', 's1-s2': 'down' });

function toS1(site: string, link: string): readonly Override[] {
  return STEERED_TABLES.map((table) => ({ site, table, remote: 's1', link }));
}

/** The changes that s0 makes while these overrides stand, each as `table before after`. */
function changes(...overrides: readonly Override[]): readonly string[] {
  const network = applyOverrides(networkOf(backbone), overrides);
  const { routing, tables } = siteIn(network, 's0', networkOf(backbone));
  const observations = allGood(backbone).map(({ link, site }) => {
    return DEAD.includes(link)
      ? anObservation(link, site, { verdict: 'bad', wasBad: true })
      : anObservation(link, site);
  });
  const publications = backbone.sites.map(({ name }) => aPublication(backbone, network, name, down));
  const snapshot = { ...NOTHING_KNOWN, observations, publications };
  const { plan } = decide({ backbone, routing, tables, snapshot, nowMs: NOW_MS });
  return plan.allowed.flatMap((one) => (one.kind === 'override' ? [`${one.table} ${one.before} ${one.after}`] : []));
}

test('an override that sends what is lost in a circle is taken back', () => {
  expect(changes(...toS1('s0', 's0-s2'), ...toS1('s2', 's0-s2'))).toEqual(['transit s0-s2 null', 'spokes s0-s2 null']);
});

test('an override that leads to a dead end stays: nothing is better', () => {
  expect(changes(...toS1('s0', 's0-s2'))).toEqual([]);
});
