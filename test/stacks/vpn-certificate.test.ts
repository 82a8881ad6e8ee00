// VPNs whose routers are known by certificates: examples/certificates.yaml, one with a fixed address and one without.

import { printRouterConfig } from '../../lib/cli/router-config';
import { loadTopology } from '../../lib/topology/load';
import { recordingIo } from '../support/io';
import { type Resource, resources, synthesized, troubles } from '../support/judged';

const EXAMPLE = 'examples/certificates.yaml';
const loaded = loadTopology(EXAMPLE);
if (!loaded.ok) throw new Error('the example has mistakes');
const assembly = synthesized(loaded.value);
const [FIBRE, MOBILE] = ['0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', '1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a'];
const arn = (id: string | undefined) => `arn:aws:acm:us-east-1:111122223333:certificate/${id}`;

function of(link: string, type: string): readonly Resource[] {
  return resources(assembly, type).filter(({ stack }) => stack === `acme-link-${link}`);
}

function only(link: string, type: string): Resource {
  const [found, ...more] = of(link, type);
  if (!found || more.length > 0) throw new Error(`expected one ${type} of ${link}`);
  return found;
}

/** Of both tunnels, which are alike. */
function tunnelOf(link: string): Readonly<Record<string, unknown>> {
  const { VpnTunnelOptionsSpecifications } = only(link, 'AWS::EC2::VPNConnection').body.Properties;
  const [first, second] = VpnTunnelOptionsSpecifications as readonly Readonly<Record<string, unknown>>[];
  expect(second).toEqual(first);
  return first ?? {};
}

test('a router with a fixed address and a certificate is one of CloudFormation', () => {
  expect(only('ord-iad-fibre', 'AWS::EC2::CustomerGateway').body.Properties).toMatchObject({
    IpAddress: '203.0.113.10',
    CertificateArn: arn(FIBRE),
    BgpAsn: 65010,
    DeviceName: `acme-ord-iad-fibre-${FIBRE}`,
  });
  expect(of('ord-iad-fibre', 'Custom::DetourCustomerGateway')).toEqual([]);
});

test('a router without a fixed address is asked of EC2 itself, because CloudFormation wants an address', () => {
  expect(of('ord-iad-mobile', 'AWS::EC2::CustomerGateway')).toEqual([]);
  const gateway = only('ord-iad-mobile', 'Custom::DetourCustomerGateway');
  expect(gateway.body.Properties).toMatchObject({
    Link: 'ord-iad-mobile',
    CustomerGatewayName: 'acme-ord-iad-mobile',
    CertificateArn: arn(MOBILE),
    BgpAsn: 65010,
    DeviceName: `acme-ord-iad-mobile-${MOBILE}-no-address`,
  });
  expect(only('ord-iad-mobile', 'AWS::EC2::VPNConnection').body.Properties.CustomerGatewayId).toEqual({
    'Fn::GetAtt': [gateway.logicalId, 'CustomerGatewayId'],
  });
});

test.each(['ord-iad-fibre', 'ord-iad-mobile'])('the connection of %s has no pre-shared keys to keep', (link) => {
  const { Properties } = only(link, 'AWS::EC2::VPNConnection').body;
  expect(Properties).not.toHaveProperty('PreSharedKeyStorage');
  expect(tunnelOf(link)).not.toHaveProperty('PreSharedKey');
});

test('AWS brings up the tunnels to an address, and waits for a router without one', () => {
  expect(tunnelOf('ord-iad-fibre')).toMatchObject({ StartupAction: 'start', DPDTimeoutAction: 'restart' });
  expect(tunnelOf('ord-iad-mobile')).toMatchObject({ StartupAction: 'add', DPDTimeoutAction: 'clear' });
});

test('the function makes and deletes customer gateways of its link only', () => {
  const statements = of('ord-iad-mobile', 'AWS::IAM::Policy').flatMap(({ body }) => {
    const { Statement } = body.Properties.PolicyDocument as { Statement: readonly Record<string, unknown>[] };
    return Statement.map(({ Action, Condition }) => [Action, Object.values(Condition ?? {})[0]] as const);
  });
  expect(statements.filter(([action]) => /Customer|CreateTags|^iam/.test(String(action)))).toEqual([
    ['ec2:DescribeCustomerGateways', undefined],
    ['ec2:CreateCustomerGateway', { 'aws:RequestTag/detour:link': 'ord-iad-mobile' }],
    ['ec2:CreateTags', { 'ec2:CreateAction': 'CreateCustomerGateway' }],
    ['ec2:DeleteCustomerGateway', { 'aws:ResourceTag/detour:link': 'ord-iad-mobile' }],
    ['iam:CreateServiceLinkedRole', { 'iam:AWSServiceName': 's2svpn.amazonaws.com' }],
  ]);
});

test('both are links like any other to the verifier', () => {
  expect(troubles(assembly)).toEqual([]);
});

test('both are links like any other to the routers', () => {
  const io = recordingIo();
  printRouterConfig('ord', { topology: EXAMPLE, json: true }, io);
  const { links } = JSON.parse(io.printed());
  expect(links).toMatchObject([
    { name: 'ord-iad-fibre', kind: 'site-to-site-vpn', amazonAsn: 64512 },
    { name: 'ord-iad-mobile', kind: 'site-to-site-vpn', amazonAsn: 64512 },
  ]);
});
