import { NOTHING_FAILED, scenarioName } from '../../lib/routing/scenario';
import {
  changed,
  edited,
  errors,
  findings,
  resources,
  synthesized,
  troubles,
  verified,
  without,
} from '../support/judged';
import { hybrid, triangle } from '../support/topologies';

const assembly = synthesized(triangle());
const of = (type: string) => resources(assembly, type);
/** Probes and their pins are no flow's: what they are for is judged where they are built. */
const named = (type: string) =>
  of(type).flatMap((resource) => (/\/(Probes|Pins)\//.test(resource.path) ? [] : [[resource.path, resource] as const]));

const routes = named('AWS::EC2::TransitGatewayRoute');

test('the untouched templates give nothing above info', () => {
  expect(troubles(assembly)).toEqual([]);
});

test('verifying twice gives the same value, which survives JSON', () => {
  const first = verified(assembly);
  expect(verified(assembly)).toEqual(first);
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
});

test('the example has a baseline route for each site, table and other site', () => {
  expect(routes).toHaveLength(12);
});

describe.each(routes)('the baseline route %s', (_path, route) => {
  const attachments = of('AWS::EC2::TransitGatewayRoute')
    .filter(({ stack }) => stack === route.stack)
    .map(({ body }) => body.Properties.TransitGatewayAttachmentId);
  const others = attachments.filter(
    (a) => JSON.stringify(a) !== JSON.stringify(route.body.Properties.TransitGatewayAttachmentId),
  );

  test('fails verification when it is removed', () => {
    expect(errors(without(assembly, route))).not.toEqual([]);
  });

  test('fails verification when it leads to another attachment', () => {
    expect(others.length).toBeGreaterThan(0);
    for (const TransitGatewayAttachmentId of others)
      expect(errors(changed(assembly, route, { TransitGatewayAttachmentId }))).not.toEqual([]);
  });

  test('fails verification when it is a blackhole', () => {
    const mutant = changed(assembly, route, { Blackhole: true, TransitGatewayAttachmentId: undefined });
    expect(errors(mutant)).not.toEqual([]);
  });

  test('fails verification when its destination is another prefix', () => {
    expect(errors(changed(assembly, route, { DestinationCidrBlock: '10.99.0.0/16' }))).not.toEqual([]);
  });

  test('fails verification when its target is known only at deployment', () => {
    const TransitGatewayAttachmentId = { 'Fn::GetStackOutput': { StackName: 'elsewhere', OutputName: 'Attachment' } };
    expect(errors(changed(assembly, route, { TransitGatewayAttachmentId }))).not.toEqual([]);
  });

  test('fails verification when its destination is known only at deployment', () => {
    expect(errors(changed(assembly, route, { DestinationCidrBlock: { Ref: 'Anything' } }))).not.toEqual([]);
  });
});

describe.each([
  'AWS::EC2::TransitGatewayRouteTableAssociation',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayPeeringAttachment',
  'AWS::EC2::TransitGatewayRouteTable',
  'AWS::EC2::TransitGateway',
  'AWS::EC2::Route',
  'AWS::EC2::PrefixList',
  'AWS::EC2::VPC',
  'Custom::DetourPeering',
])('without one %s', (type) => {
  const present = named(type);

  test('there is one to remove', () => {
    expect(present).not.toEqual([]);
  });

  test.each(present)('%s fails verification', (_path, resource) => {
    expect(errors(without(assembly, resource))).not.toEqual([]);
  });
});

test.each(named('AWS::EC2::TransitGatewayRouteTablePropagation'))(
  'fails to be silent about a missing %s',
  (_path, one) => {
    expect(troubles(without(assembly, one))).not.toEqual([]);
  },
);

test.each(named('AWS::EC2::SubnetRouteTableAssociation').filter(([path]) => path.includes('/workload/')))(
  'a workload subnet falls back to the main table and fails verification without %s',
  (_path, association) => {
    expect(errors(without(assembly, association))).not.toEqual([]);
  },
);

test.each(named('AWS::EC2::PrefixList'))('fails when %s misses an entry', (_path, list) => {
  const Entries = (list.body.Properties.Entries as unknown[]).slice(1);
  expect(troubles(changed(assembly, list, { Entries }))).toContain('verify-prefix-list-differs');
});

test.each(named('AWS::EC2::PrefixList'))('fails when %s has an entry too many', (_path, list) => {
  const Entries = [...(list.body.Properties.Entries as unknown[]), { Cidr: '10.99.0.0/19' }];
  expect(troubles(changed(assembly, list, { Entries }))).toContain('verify-prefix-list-differs');
});

test('fails when the two ends of the baseline send a flow round in a loop', () => {
  const route = (path: string) =>
    of('AWS::EC2::TransitGatewayRoute').find((resource) => resource.path.startsWith(path));
  const [toward, back] = [route('acme-cmh-routes/Baseline/transit/pdx'), route('acme-cmh-routes/Baseline/transit/iad')];
  const first = route('acme-iad-routes/Baseline/spokes/pdx');
  const direct = route('acme-iad-routes/Baseline/spokes/cmh');
  if (!toward || !back || !first || !direct) throw new Error('the example has changed');
  const target = (resource: typeof first) => ({
    TransitGatewayAttachmentId: resource.body.Properties.TransitGatewayAttachmentId,
  });
  // iad sends pdx's traffic to cmh, which sends it back to iad, where it meets the transit table's route to cmh.
  const transit = route('acme-iad-routes/Baseline/transit/pdx');
  if (!transit) throw new Error('the example has changed');
  const looped = changed(
    changed(changed(assembly, first, target(direct)), toward, target(back)),
    transit,
    target(direct),
  );
  const loop = findings(looped).find(({ code, flow }) => code === 'verify-loop' && flow?.from === 'iad');
  expect(loop).toMatchObject({
    severity: 'error',
    flow: { from: 'iad', to: 'pdx' },
    scenario: { links: [], risks: [] },
  });
  expect(loop?.trace?.path.slice(0, 2)).toEqual(['iad-cmh', 'iad-cmh']);
});

test('fails when an edit sends packets round in a loop only after two failures', () => {
  const whole = synthesized(hybrid());
  const statics = resources(whole, 'AWS::EC2::TransitGatewayRoute');
  const route = (path: string) => {
    const found = statics.find((resource) => resource.path.startsWith(path));
    if (!found) throw new Error('the example has changed');
    return found;
  };
  // Both tables `transit` send premises' traffic to each other, beneath what iad learns from its own two links.
  const [there, back] = [route('acme-pdx-routes/Baseline/transit/iad'), route('acme-iad-routes/Baseline/transit/pdx')];
  const extra = ({ body }: typeof there, DestinationCidrBlock: string) => ({
    ...body,
    Properties: { ...body.Properties, DestinationCidrBlock },
  });
  const looped = [
    { at: 'acme-pdx-routes', id: 'Lower', resource: extra(there, '10.40.0.0/17') },
    { at: 'acme-pdx-routes', id: 'Upper', resource: extra(there, '10.40.128.0/17') },
    { at: 'acme-iad-routes', id: 'Whole', resource: extra(back, '10.40.0.0/16') },
  ].reduce((before, { at, id, resource }) => edited(before, [at, 'Resources', id], resource), whole);
  const loops = findings(looped).filter(({ code }) => code === 'verify-loop');
  expect(loops.map(({ flow }) => `${flow?.from} ${flow?.to}`)).toContain('iad ord');
  expect(
    new Set(loops.map(({ severity, scenario }) => `${severity} ${scenarioName(scenario ?? NOTHING_FAILED)}`)),
  ).toEqual(new Set(['error ord-iad-dx down and ord-iad-vpn down']));
});
