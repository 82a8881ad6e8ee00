// Sites that have addresses in common.

import { prefix } from '../../../lib/net/prefix';
import type { Backbone, BackboneSite } from '../../../lib/routing/backbone';
import { siteOverlaps } from '../../../lib/verify/checks/site-overlaps';
import { aHybrid, judgingTables, messages } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();

function found(backbone: Backbone): readonly string[] {
  return messages(siteOverlaps(judgingTables(backbone, networkOf(hybrid))));
}

function withSite(name: string, changes: Partial<BackboneSite>): Backbone {
  return { ...hybrid, sites: hybrid.sites.map((site) => (site.name === name ? { ...site, ...changes } : site)) };
}

test('sites with addresses of their own are no finding', () => {
  expect(found(hybrid)).toEqual([]);
});

test('an aggregate that covers another site is told once, with both prefixes', () => {
  expect(found(withSite('s0', { aggregate: '10.0.0.0/15' }))).toEqual([
    '10.0.0.0/15 of s0 (its aggregate) and 10.1.0.0/16 of s1 (its aggregate) overlap: what is sent to one may be led to the other',
  ]);
});

test('premises that announce addresses of a VPC are told', () => {
  expect(found(withSite('p9', { specifics: ['10.9.0.0/17', '10.1.0.0/19'] }))).toEqual([
    '10.1.0.0/16 of s1 (its aggregate) and 10.1.0.0/19 of p9 (announced) overlap: what is sent to one may be led to the other',
  ]);
});

test('two VPCs of two sites are told elsewhere', () => {
  const network = networkOf(hybrid);
  const vpcs = network.vpcs.map((vpc) => (vpc.site === 's0' ? { ...vpc, cidrs: [prefix('10.70.0.0/18')] } : vpc));
  const both = vpcs.map((vpc) => (vpc.site === 's1' ? { ...vpc, cidrs: [prefix('10.70.0.0/19')] } : vpc));
  expect(messages(siteOverlaps(judgingTables(hybrid, { ...network, vpcs: both })))).toEqual([]);
});
