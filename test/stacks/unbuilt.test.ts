import { readdirSync } from 'node:fs';
import { synthesize, trySynthesize } from '../../lib/stacks/synthesize';
import { unbuilt } from '../../lib/stacks/unbuilt';
import { temporaryFolder } from '../support/folders';
import { awsSite, hybrid, peering, topology, triangle } from '../support/topologies';

test('a backbone of peerings is built, and so is one with premises', () => {
  expect(unbuilt(triangle())).toEqual([]);
  expect(unbuilt(hybrid())).toEqual([]);
});

test('existing networks, probe subnets, shares, services and alarms do not keep anything from being built', () => {
  const existing = { vpcId: 'vpc-1', subnetIds: ['subnet-1'], routeTableIds: ['rtb-1'] };
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/18', azs: 4, existing }];
  const iad = awsSite('iad', 1, { vpcs, transitGatewayId: 'tgw-1', probeCidr: '10.10.240.0/20' });
  const primary = { site: 'iad', address: '10.10.1.10' };
  const services = [{ name: 'db', zone: 'acme.internal', primary, secondary: { ...primary, site: 'pdx' }, ttl: 60 }];
  const asked = triangle({
    sites: [iad, awsSite('cmh', 2), awsSite('pdx', 3)],
    services,
    shareWith: ['111122223333'],
    notify: { email: 'oncall@acme.example' },
  });
  expect(unbuilt(asked)).toEqual([]);
});

test('fails with what is not built, and writes nothing', () => {
  const account = '111122223333';
  const whole = hybrid({
    sites: [awsSite('iad', 1, { account }), ...hybrid().sites.filter(({ name }) => name !== 'iad')],
  });
  const folder = temporaryFolder();
  const refused = trySynthesize(whole, folder);
  expect(refused.ok ? [] : refused.error).toMatchObject([
    { code: 'stacks-not-built-yet', path: ['sites', 'iad', 'account'], got: account, fix: 'remove account' },
  ]);
  expect(readdirSync(folder)).toEqual([]);
  expect(() => synthesize(whole, folder)).toThrow(
    '  sites.iad.account: a backbone in several accounts cannot be built',
  );
});

test('fails with accounts that differ, and with an account at some sites only', () => {
  const account = '111122223333';
  const [a, b] = [awsSite('cmh', 1, { account }), awsSite('iad', 2)];
  const fixes = (other: typeof b) =>
    unbuilt(topology({ sites: [a, other], links: [peering('cmh', 'iad', 1)] })).map(({ path, fix }) => [
      path.at(1),
      fix,
    ]);
  const fix = `give it account ${account}, as site cmh has`;
  expect(fixes(b)).toEqual([['iad', fix]]);
  expect(fixes({ ...b, account: '444455556666' })).toEqual([['iad', fix]]);
  expect(fixes({ ...b, account })).toEqual([]);
});

test('fails with a site that is called like the stack of the endpoints of another', () => {
  const iad = awsSite('iad', 1, { controller: { vpc: 'core' } });
  const clashing = topology({
    sites: [iad, awsSite('iad-endpoints-core', 2)],
    links: [peering('iad', 'iad-endpoints-core', 1)],
  });
  expect(unbuilt(clashing).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'stacks-name-clash sites.iad',
  ]);
});

test.each([
  [['iad', 'iad-routes'], 'x', ['sites.iad']],
  [['iad', 'iad-controller'], 'x', ['sites.iad']],
  [['iad', 'iad-signals'], 'x', ['sites.iad']],
  [['iad', 'iad-probes'], 'x', ['sites.iad']],
  [['iad', 'iad-dashboard'], 'x', ['sites.iad']],
  [['iad', 'link-x'], 'x', ['links.x']],
  [['iad', 'link-state'], 'x', ['sites.link-state']],
  [['iad', 'dashboard'], 'x', ['sites.dashboard']],
  [['iad', 'health-us-west-2'], 'x', ['sites.health-us-west-2']],
  [['iad', 'cmh'], 'state', ['links.state']],
])('fails with sites %j and link %s, which give two stacks one name', ([a = '', b = ''], name, said) => {
  const clashing = topology({ sites: [awsSite(a, 1), awsSite(b, 2)], links: [peering(a, b, 1, { name })] });
  expect(unbuilt(clashing).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(
    said.map((path) => `stacks-name-clash ${path}`),
  );
});

test('fails with a site that is called like the stack of a chat, where there is one', () => {
  const sites = [awsSite('chat', 1), awsSite('iad', 2)];
  const called = topology({ sites, links: [peering('chat', 'iad', 1)] });
  expect(unbuilt(called)).toEqual([]);
  const slack = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
  expect(unbuilt({ ...called, notify: { chat: { slack } } })).toMatchObject([
    { code: 'stacks-name-clash', path: ['sites', 'chat'], got: 'chat' },
  ]);
});
