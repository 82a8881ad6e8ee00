// VPCs of a site: that tables lead to them, that they reach each other, and that no address is in two of them.

import { prefix } from '../../../lib/net/prefix';
import type { GatewayRoute, Network } from '../../../lib/routing/network';
import { siteUnsplit } from '../../../lib/verify/checks/site-unsplit';
import { vpcsDisjoint } from '../../../lib/verify/checks/vpcs-disjoint';
import { vpcsPropagated } from '../../../lib/verify/checks/vpcs-propagated';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpLink, judgingTables, messages, PREMISES, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

/** A site with two VPCs, one with one, and premises. */
const backbone = aBackbone([aSite(0, 'aws', 2), aSite(1), PREMISES], [aPeering(0, 1), bgpLink('dx-0', 0)]);
const whole = networkOf(backbone);

function judged(network: Network) {
  return judgingTables(backbone, network);
}

/** What table `spokes` of s0 has for its second VPC leads to another attachment. */
function misled(attachment: string): Network {
  return withRoutes(whole, 's0/spokes', (routes) =>
    routes.map(
      (route): GatewayRoute =>
        route.prefix.text === '10.0.64.0/18' ? { ...route, target: { kind: 'attachment', attachment } } : route,
    ),
  );
}

function withCidrs(id: string, ...cidrs: readonly string[]): Network {
  return { ...whole, vpcs: whole.vpcs.map((vpc) => (vpc.id === id ? { ...vpc, cidrs: cidrs.map(prefix) } : vpc)) };
}

test('sites whose VPCs all reach each other, and tables that lead to all of them, are no finding', () => {
  expect(siteUnsplit(judged(whole))).toEqual([]);
  expect(vpcsPropagated(judged(whole))).toEqual([]);
  expect(vpcsDisjoint(judged(whole))).toEqual([]);
});

test('a table that leads to another VPC, or out of the site, does not lead to one', () => {
  for (const attachment of ['vpc-0', 's0-s1'])
    expect(messages(vpcsPropagated(judged(misled(attachment))))).toEqual([
      'table spokes of gateway s0 does not lead to 10.0.64.0/18 of VPC vpc-1, which is attached to it',
    ]);
});

test('a site is split where a packet for one VPC ends in another, and how it ends there is told', () => {
  const [found, ...more] = siteUnsplit(judged(misled('vpc-0')));
  expect(more).toEqual([]);
  expect(found?.message).toBe(`the VPCs of site s0 do not all reach each other: ${found?.trace?.hops.at(-1)?.said}`);
  expect(found?.trace?.hops).toHaveLength(3);
});

test('a site without a VPC is not split', () => {
  const vpcs = whole.vpcs.filter(({ site }) => site !== 's1');
  expect(siteUnsplit(judged({ ...whole, vpcs }))).toEqual([]);
});

test('every VPC is told that has addresses of one before it, however many are between', () => {
  const found = vpcsDisjoint(judged(withCidrs('s1/vpc-0', '10.0.0.0/19', '10.0.64.0/20', '10.1.0.0/18')));
  expect(messages(found)).toEqual([
    '10.0.0.0/18 of s0/vpc-0 and 10.0.0.0/19 of s1/vpc-0 overlap',
    '10.0.64.0/18 of s0/vpc-1 and 10.0.64.0/20 of s1/vpc-0 overlap',
  ]);
});

test('what overlaps within one VPC is for AWS to refuse', () => {
  expect(vpcsDisjoint(judged(withCidrs('s1/vpc-0', '10.1.0.0/18', '10.1.0.0/19')))).toEqual([]);
});
