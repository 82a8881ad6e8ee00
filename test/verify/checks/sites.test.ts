// Sites that the backbone describes, against those that templates build.

import { prefix } from '../../../lib/net/prefix';
import { siteGateways, sitePrefixes } from '../../../lib/verify/checks/sites';
import { aHybrid, judgingTables } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);

test('a gateway of a site that nobody describes is told, and nothing of the others', () => {
  expect(siteGateways(judgingTables(hybrid))).toHaveLength(0);
  const gateways = [...whole.gateways, { id: 'stray', site: 's7' }];
  expect(siteGateways(judgingTables(hybrid, { ...whole, gateways }))).toEqual([
    expect.objectContaining({
      code: 'verify-metadata-missing',
      message: 'gateway stray belongs to site s7, which no stack describes',
      fix: 'synthesize all stacks of the backbone again from one topology file',
      source: 'stray',
    }),
  ]);
});

test('what a site is said to use and no VPC has is told', () => {
  const vpcs = whole.vpcs.map((vpc) => (vpc.site === 's0' ? { ...vpc, cidrs: [prefix('10.0.0.0/19')] } : vpc));
  expect(sitePrefixes(judgingTables(hybrid, { ...whole, vpcs }))).toEqual([
    expect.objectContaining({
      code: 'verify-site-prefixes',
      message: 'no VPC of site s0 in the templates has 10.0.0.0/18',
      fix: 'synthesize again: templates and metadata have to come from one topology file',
    }),
  ]);
});
