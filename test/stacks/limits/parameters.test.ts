import { App, Fn } from 'aws-cdk-lib';
import { SiteParameter } from '../../../lib/constructs/site-parameter';
import { buildStacks } from '../../../lib/stacks/backbone-stacks';
import { detourApp } from '../../../lib/stacks/detour-app';
import { DetourStack } from '../../../lib/stacks/detour-stack';
import { overfullParameters } from '../../../lib/stacks/limits/parameters';
import type { AwsSite } from '../../../lib/topology/topology';
import { buildHandlers } from '../../support/assembly';
import { awsSite, hybrid, premises, triangle } from '../../support/topologies';

class Told extends DetourStack {
  constructor(app: App, site: AwsSite, value: string) {
    super(app, { suffix: site.name, topology: triangle(), site, description: 'Told' });
    new SiteParameter(this, 'Part', { path: '/acme/iad', parameter: 'part', description: 'A part', value });
  }
}

const ID = Fn.getStackOutput('acme-cmh', 'TransitGatewayId', 'us-east-2');

test.each([
  ['x'.repeat(8_192), []],
  ['x'.repeat(8_193), ['stacks-limit-parameter sites.iad']],
  ['ä'.repeat(4_097), ['stacks-limit-parameter sites.iad']],
  // An id that only a deployment knows is counted as long as it may be.
  [`${'x'.repeat(8_144)}${ID}`, []],
  [`${'x'.repeat(8_145)}${ID}`, ['stacks-limit-parameter sites.iad']],
])('case %#: a parameter is refused when Systems Manager would refuse it', (value, said) => {
  const app = new App();
  new Told(app, awsSite('iad', 1), value);
  expect(overfullParameters(app).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(said);
});

test('fails for premises that announce more than fits into what a controller is told', () => {
  buildHandlers();
  const base = hybrid();
  const announces = Array.from({ length: 500 }, (_, i) => `10.40.${i >> 1}.${(i % 2) * 128}/25`);
  const sites = base.sites.map((site) => (site.name === 'ord' ? premises('ord', 4, { announces }) : site));
  const built = buildStacks(detourApp(), { ...base, sites });
  const codes = built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path.join('.')}`);
  expect(codes).toEqual(['cmh', 'iad', 'pdx'].map((site) => `stacks-limit-parameter sites.${site}`));
});
