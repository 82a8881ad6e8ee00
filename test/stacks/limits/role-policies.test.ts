import { App } from 'aws-cdk-lib';
import { ManagedPolicy, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { buildStacks } from '../../../lib/stacks/backbone-stacks';
import { detourApp } from '../../../lib/stacks/detour-app';
import { DetourStack } from '../../../lib/stacks/detour-stack';
import { overfullManagedPolicies, overfullRoles } from '../../../lib/stacks/limits/role-policies';
import type { AwsSite, VpnLink } from '../../../lib/topology/topology';
import { buildHandlers } from '../../support/assembly';
import { awsSite, hybrid, premises, triangle, vpn } from '../../support/topologies';

class Permitted extends DetourStack {
  constructor(app: App, site: AwsSite, policies: readonly number[]) {
    super(app, { suffix: site.name, topology: triangle(), site, description: 'Permitted' });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const [i, length] of policies.entries()) this.permit(`Policy${i}`, role, length);
  }

  private permit(id: string, role: Role, length: number): void {
    new Policy(this, id, { roles: [role], statements: [statementOf(length)] });
    new ManagedPolicy(this, `Managed${id}`, { statements: [statementOf(length)] });
  }
}

/** The one statement of a policy of this many characters. */
function statementOf(length: number): PolicyStatement {
  const rest = JSON.stringify({
    Statement: [{ Action: 'a:B', Effect: 'Allow', Resource: '' }],
    Version: '2012-10-17',
  }).length;
  return new PolicyStatement({ actions: ['a:B'], resources: ['r'.repeat(length - rest)] });
}

test.each([
  [[5_120, 5_120], []],
  [[5_120, 5_121], ['stacks-limit-role sites.iad']],
])('policies of %j characters for one role: %j', (lengths, said) => {
  const app = new App();
  new Permitted(app, awsSite('iad', 1), lengths);
  expect(overfullRoles(app).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(said);
});

test.each([
  [[6_144, 6_144], []],
  [[100, 6_145], ['stacks-limit-policy sites.iad']],
])('managed policies of %j characters: %j', (lengths, said) => {
  const app = new App();
  new Permitted(app, awsSite('iad', 1), lengths);
  expect(overfullManagedPolicies(app).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(said);
});

test('a site may steer to as many other sites as a topology has', () => {
  buildHandlers();
  const base = hybrid();
  const more = Array.from({ length: 190 }, (_, i) =>
    premises(`p${i}`, 4, {
      cidr: `10.${50 + (i >> 6)}.${(i % 64) * 4}.0/22`,
      announces: [`10.${50 + (i >> 6)}.${(i % 64) * 4}.0/23`],
    }),
  );
  const app = detourApp();
  buildStacks(app, { ...base, sites: [...base.sites, ...more] });
  expect(overfullManagedPolicies(app)).toEqual([]);
});

test('a role may announce on as many VPNs as a gateway has tables for without asking', () => {
  const app = detourApp();
  buildStacks(app, { ...hybrid(), links: [...hybrid().links, ...vpns(17)] });
  expect(overfullRoles(app)).toEqual([]);
});

test('fails for a site with more VPNs than one role can have permissions for', () => {
  buildHandlers();
  const base = hybrid();
  const app = detourApp();
  const built = buildStacks(app, { ...base, links: [...base.links, ...vpns(60)] });
  expect(built.ok ? [] : built.error.map(({ code }) => code)).toContain('stacks-limit-role');
});

/** More VPNs of iad with the same premises. */
function vpns(count: number): readonly VpnLink[] {
  return Array.from({ length: count }, (_, i) => ({
    ...vpn(`ord-iad-v${i}`, ['ord', 'iad'], 20 + i),
    customerGateway: { ip: `203.0.113.${i + 1}` },
  }));
}
