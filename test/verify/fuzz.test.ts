import fc from 'fast-check';
import type { Scenario } from '../../lib/routing/scenario';
import type { Assembly } from '../../lib/verify/assembly';
import { edited, synthesized, verified } from '../support/judged';
import { hybrid, triangle } from '../support/topologies';

type Path = readonly (string | number)[];

const WHOLES = [synthesized(triangle()), synthesized(hybrid())] as const;
const [assembly, hybridAssembly] = WHOLES;

/** The place of every value in what verification reads, outermost first. */
function placesIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

const RELEVANT = [
  /^AWS::EC2::(TransitGateway.*|VPC|VPCCidrBlock|Subnet.*|Route.*|PrefixList|VPNConnection|CustomerGateway)$/,
  /^AWS::DirectConnect::/,
  /^Custom::Detour(Peering|Attachment|AllowedPrefixes|HostedInterface)$/,
];

function relevant({ stacks }: Assembly): readonly Path[] {
  return stacks.flatMap(({ id, template }) => {
    const { Resources = {}, ...rest } = template as { Resources?: Record<string, { Type: string }> };
    const resources = Object.entries(Resources).filter(([, { Type }]) => RELEVANT.some((type) => type.test(Type)));
    return [
      ...placesIn(rest, [id]),
      ...resources.flatMap(([logicalId, resource]) => placesIn(resource, [id, 'Resources', logicalId])),
    ];
  });
}

const relevantOf = new Map(WHOLES.map((whole) => [whole, relevant(whole)]));

/** One of the assemblies, and some of its places. */
const places = fc.constantFrom(...WHOLES).chain((whole) =>
  fc.record({
    whole: fc.constant(whole),
    paths: fc.array(fc.constantFrom(...(relevantOf.get(whole) ?? [])), { minLength: 1, maxLength: 3 }),
  }),
);

const FUNCTIONS = [
  ...['Fn::And', 'Fn::Cidr', 'Fn::Equals', 'Fn::FindInMap', 'Fn::GetAZs', 'Fn::GetAtt', 'Fn::If', 'Fn::ImportValue'],
  ...['Fn::Join', 'Fn::Length', 'Fn::Not', 'Fn::Or', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::ToJsonString'],
  ...['Fn::Transform', 'Condition'],
] as const;

/** Random JSON, often of a shape that a template could have. */
const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, null, true, '', '10.20.0.0/16', '0.0.0.0/0', '::/0', [], {}),
  fc.record({ Ref: fc.oneof(fc.string(), fc.constantFrom('AWS::NoValue', 'AWS::Region', 'TransitGatewayD9F441C7')) }),
  fc.dictionary(fc.constantFrom(...FUNCTIONS), fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), {
    minKeys: 1,
    maxKeys: 1,
  }),
  fc.record({ 'Fn::If': fc.tuple(fc.constantFrom('No', 'CDKMetadataAvailable'), fc.jsonValue(), fc.jsonValue()) }),
  fc.record({ 'Fn::ForEach::Each': fc.tuple(fc.constant('Id'), fc.jsonValue(), fc.jsonValue()) }),
  fc.record({ Type: fc.constantFrom('AWS::CloudFormation::Stack', 'A::B::C::MODULE'), Condition: fc.jsonValue() }),
  fc.record({
    'Fn::GetStackOutput': fc.record({
      StackName: fc.constantFrom('acme-iad', 'acme-cmh', 'x'),
      OutputName: fc.string(),
    }),
  }),
);

test('fails never by an exception, whatever stands anywhere in a template', () => {
  const values = fc.array(junk, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(places, values, ({ whole, paths }, [...junks]) => {
      const broken = paths.reduce((before, path, i) => edited(before, path, junks[i]), whole);
      const { results, flows, scenarios } = verified(broken);
      // Flows that begin or end at a site that is lost whole are not judged then.
      const single = ({ links, sites }: Scenario) => links.length < 2 && sites === undefined;
      expect(results.filter(({ scenario }) => single(scenario))).toHaveLength(
        flows.length * scenarios.filter(single).length * 2,
      );
    }),
    { numRuns: 160 },
  );
});

/** Properties that routing depends on. */
const ROUTING =
  /^(TransitGateway.*Id|PeerTransitGatewayId|DestinationCidrBlock|VpcId|SubnetId|RouteTableId|CidrBlock|StaticRoutesOnly|ResourceId|DirectConnectGatewayId|AssociatedGatewayId|Prefixes|AllowedPrefixesToDirectConnectGateway)$/;

function routingOf(whole: Assembly): readonly Path[] {
  const properties = (relevantOf.get(whole) ?? []).filter((path) => path.at(-2) === 'Properties');
  return properties.filter((path) => ROUTING.test(String(path.at(-1))));
}

/** Of the hybrid, only what the triangle does not have: its links to premises. */
const ROUTED = [
  ...routingOf(assembly).map((path) => [assembly, path] as const),
  ...routingOf(hybridAssembly).flatMap((path) =>
    /-(dx|vpn)$/.test(String(path[0])) ? [[hybridAssembly, path] as const] : [],
  ),
];

test('a value that routing depends on and that only a deployment can tell is never silently taken for right', () => {
  expect(ROUTED.length).toBeGreaterThan(130);
  const quiet = ROUTED.filter(([whole, path]) => {
    const { findings } = verified(edited(whole, path, { 'Fn::If': ['Sometimes', 'a', 'b'] }));
    return !findings.some(({ code, severity }) => severity !== 'info' && code !== 'verify-takeover-mtu');
  });
  // Subnets' own prefixes forward nothing, and the tables of probe subnets carry no flow.
  const harmless = /(workload|transit).* CidrBlock$|ProbesLinks.*FarEnd.* TransitGatewayId$/;
  expect(quiet.map(([, path]) => `${path[2]} ${path.at(-1)}`).filter((name) => !harmless.test(name))).toEqual([]);
});

test('a table that may hold a route to anywhere delivers nothing for certain', () => {
  const [iad] = assembly.stacks.filter(({ id }) => id === 'acme-iad-routes');
  const template = iad?.template as {
    Resources: Record<string, { Type: string; Properties: { DestinationCidrBlock: unknown } }>;
  };
  const routes = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::EC2::TransitGatewayRoute');
  for (const [logicalId, route] of routes) {
    const extra = {
      ...route,
      Properties: {
        ...route.Properties,
        DestinationCidrBlock: { Ref: 'Chosen' },
        TransitGatewayRouteTableId: { Ref: 'AnyTable' },
      },
    };
    const { results } = verified(edited(assembly, ['acme-iad-routes', 'Resources', `${logicalId}Extra`], extra));
    const through = results.filter(({ flow }) => flow.from === 'iad' || flow.to === 'iad');
    expect(through.filter(({ outcome }) => outcome === 'delivered')).toEqual([]);
  }
});
