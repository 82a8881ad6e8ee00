import { App } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { buildStacks } from '../../../lib/stacks/backbone-stacks';
import { detourApp } from '../../../lib/stacks/detour-app';
import { DetourStack } from '../../../lib/stacks/detour-stack';
import { overfullRoles } from '../../../lib/stacks/limits/role-policies';
import type { AwsSite, VpnLink } from '../../../lib/topology/topology';
import { buildHandlers } from '../../support/assembly';
import { awsSite, hybrid, triangle, vpn } from '../../support/topologies';

class Permitted extends DetourStack {
  constructor(app: App, site: AwsSite, policies: readonly number[]) {
    super(app, { suffix: site.name, topology: triangle(), site, description: 'Permitted' });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const [i, length] of policies.entries()) this.permit(`Policy${i}`, role, length);
  }

  private permit(id: string, role: Role, length: number): void {
    const resource = (name: string) => new PolicyStatement({ actions: ['a:B'], resources: [name] });
    const rest = JSON.stringify({
      Statement: [{ Action: 'a:B', Effect: 'Allow', Resource: '' }],
      Version: '2012-10-17',
    }).length;
    new Policy(this, id, { roles: [role], statements: [resource('r'.repeat(length - rest))] });
  }
}

test.each([
  [[5_120, 5_120], []],
  [[5_120, 5_121], ['stacks-limit-role sites.iad']],
])('policies of %j characters for one role: %j', (lengths, said) => {
  const app = new App();
  new Permitted(app, awsSite('iad', 1), lengths);
  expect(overfullRoles(app).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(said);
});

test('fails for a site with more VPNs than one role can have permissions for', () => {
  buildHandlers();
  const base = hybrid();
  const vpns = Array.from(
    { length: 60 },
    (_, i): VpnLink => ({
      ...vpn(`ord-iad-v${i}`, ['ord', 'iad'], 20 + i),
      customerGateway: { ip: `203.0.113.${i + 1}` },
    }),
  );
  const app = detourApp();
  const built = buildStacks(app, { ...base, links: [...base.links, ...vpns] });
  expect(built.ok ? [] : built.error.map(({ code }) => code)).toContain('stacks-limit-role');
});
