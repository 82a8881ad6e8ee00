import { App, CfnResource } from 'aws-cdk-lib';
import { DetourStack } from '../../../lib/stacks/detour-stack';
import { overfullStacks } from '../../../lib/stacks/limits/resources';
import { trySynthesize } from '../../../lib/stacks/synthesize';
import type { AwsSite } from '../../../lib/topology/topology';
import { buildHandlers } from '../../support/assembly';
import { temporaryFolder } from '../../support/folders';
import { awsSite, peering, topology, triangle } from '../../support/topologies';

class Filled extends DetourStack {
  constructor(app: App, site: AwsSite, resources: number) {
    super(app, { suffix: site.name, topology: triangle(), site, description: 'Filled' });
    for (let i = 0; i < resources; i++) new CfnResource(this, `Thing${i}`, { type: 'AWS::EC2::Route' });
  }
}

test.each([
  [500, []],
  [501, ['stacks-limit-resources sites.iad the stack acme-iad needs 501 of the quota "Resources per stack"']],
])('%i resources in one stack: %j', (count, said) => {
  const app = new App();
  new Filled(app, awsSite('iad', 1), count);
  new Filled(app, awsSite('cmh', 2), 10);
  expect(overfullStacks(app).map(({ code, path, problem }) => `${code} ${path.join('.')} ${problem}`)).toEqual(said);
});

test('fails before anything is written when a stack of the topology is too full', () => {
  buildHandlers();
  const vpcs = Array.from({ length: 40 }, (_, i) => ({ name: `v${i}`, cidr: `10.10.${i}.0/24`, azs: 4 }));
  const given = topology({
    sites: [awsSite('iad', 1, { vpcs }), awsSite('cmh', 2)],
    links: [peering('cmh', 'iad', 1)],
  });
  const built = trySynthesize(given, temporaryFolder());
  expect(built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'stacks-limit-resources sites.iad',
  ]);
});
