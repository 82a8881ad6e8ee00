// Sites that have addresses in common.

import { prefix } from '../../../lib/net/prefix';
import type { Backbone, BackboneSite } from '../../../lib/routing/backbone';
import type { Network } from '../../../lib/routing/network';
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

/** The network whose first VPC of a site has other addresses. */
function withVpc(site: string, ...cidrs: readonly string[]): Network {
  const network = networkOf(hybrid);
  return {
    ...network,
    vpcs: network.vpcs.map((vpc) => (vpc.site === site ? { ...vpc, cidrs: cidrs.map(prefix) } : vpc)),
  };
}

test('a VPC with addresses of another site is told, and so are premises that announce those of a VPC', () => {
  expect(messages(siteOverlaps(judgingTables(hybrid, withVpc('s0', '10.1.0.0/18'))))).toEqual([
    '10.1.0.0/16 of s1 (its aggregate) and 10.1.0.0/18 of s0 (VPC vpc-0) overlap: what is sent to one may be led to the other',
  ]);
  const announcing = withSite('p9', { specifics: ['10.70.0.0/19'] });
  expect(messages(siteOverlaps(judgingTables(announcing, withVpc('s0', '10.70.0.0/18'))))).toEqual([
    '10.70.0.0/18 of s0 (VPC vpc-0) and 10.70.0.0/19 of p9 (announced) overlap: what is sent to one may be led to the other',
  ]);
});

test('two sites that overlap in two places, each within the other, are told once', () => {
  const announcing = withSite('p9', { specifics: ['10.1.0.0/19'] });
  expect(messages(siteOverlaps(judgingTables(announcing, withVpc('s1', '10.9.0.0/18'))))).toHaveLength(1);
});

test('two pairs of sites are two, however their names are put together', () => {
  const premises = (name: string, aggregate: string): BackboneSite => ({
    name,
    kind: 'on-prem',
    aggregate,
    specifics: [],
  });
  const sites = [
    premises('a', '10.80.0.0/15'),
    premises('bc', '10.81.0.0/16'),
    premises('ab', '10.82.0.0/15'),
    premises('c', '10.83.0.0/16'),
  ];
  expect(found({ ...hybrid, sites })).toHaveLength(2);
});

test('what a site is said to use is judged by its VPCs', () => {
  expect(found(withSite('s1', { specifics: ['10.0.0.0/19'] }))).toEqual([]);
});

test('nothing is asked of templates that describe no sites', () => {
  const judged = judgingTables(withSite('s0', { aggregate: '10.0.0.0/15' }));
  expect(siteOverlaps({ ...judged, declared: false })).toEqual([]);
});

test('a VPC that belongs to no site is no matter of sites', () => {
  const network = withVpc('s0', '10.1.0.0/18');
  const vpcs = network.vpcs.map((vpc) => (vpc.site === 's0' ? { ...vpc, site: '' } : vpc));
  expect(siteOverlaps(judgingTables(hybrid, { ...network, vpcs }))).toEqual([]);
});
