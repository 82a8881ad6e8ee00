import fc from 'fast-check';
import type { Assembly } from '../../lib/verify/assembly';
import { edited, synthesized, verified } from '../support/judged';
import { triangle } from '../support/topologies';

type Path = readonly (string | number)[];

const assembly = synthesized(triangle());

/** The place of every value in what verification reads, outermost first. */
function placesIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

const RELEVANT = /^AWS::EC2::(TransitGateway.*|VPC|VPCCidrBlock|Subnet.*|Route.*|PrefixList)$|^Custom::DetourPeering$/;

function relevant({ stacks }: Assembly): readonly Path[] {
  return stacks.flatMap(({ id, template }) => {
    const { Resources = {}, ...rest } = template as { Resources?: Record<string, { Type: string }> };
    const resources = Object.entries(Resources).filter(([, { Type }]) => RELEVANT.test(Type));
    return [
      ...placesIn(rest, [id]),
      ...resources.flatMap(([logicalId, resource]) => placesIn(resource, [id, 'Resources', logicalId])),
    ];
  });
}

const place = fc.constantFrom(...relevant(assembly));

/** Random JSON, often of a shape that a template could have. */
const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, null, true, '', '10.20.0.0/16', '0.0.0.0/0', '::/0', [], {}),
  fc.record({ Ref: fc.oneof(fc.string(), fc.constantFrom('AWS::NoValue', 'AWS::Region', 'TransitGatewayD9F441C7')) }),
  fc.dictionary(
    fc.constantFrom('Fn::GetAtt', 'Fn::Join', 'Fn::Select', 'Fn::Sub', 'Fn::If', 'Fn::Split'),
    fc.jsonValue(),
    {
      minKeys: 1,
      maxKeys: 1,
    },
  ),
  fc.record({
    'Fn::GetStackOutput': fc.record({
      StackName: fc.constantFrom('acme-iad', 'acme-cmh', 'x'),
      OutputName: fc.string(),
    }),
  }),
);

test('fails never by an exception, whatever stands anywhere in a template', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(place, junk), { minLength: 1, maxLength: 3 }), (edits) => {
      const broken = edits.reduce((whole, [path, value]) => edited(whole, path, value), assembly);
      const { results, flows, scenarios } = verified(broken);
      expect(results).toHaveLength(flows.length * scenarios.length * 2);
    }),
    { numRuns: 300 },
  );
});

test('a value that routing depends on and that only a deployment can tell is never silently taken for right', () => {
  const routing = relevant(assembly).filter(
    (path) =>
      path.at(-2) === 'Properties' &&
      /^(TransitGateway.*Id|PeerTransitGatewayId|DestinationCidrBlock|VpcId|SubnetId|RouteTableId|CidrBlock)$/.test(
        String(path.at(-1)),
      ),
  );
  expect(routing.length).toBeGreaterThan(100);
  const quiet = routing.filter((path) => {
    const { findings } = verified(edited(assembly, path, { 'Fn::If': ['Sometimes', 'a', 'b'] }));
    return findings.every(({ severity }) => severity === 'info');
  });
  // Subnets' own prefixes forward nothing, and the tables of probe subnets carry no flow.
  const harmless = /(workload|transit).* CidrBlock$|ProbesLinks.*FarEnd.* TransitGatewayId$/;
  expect(quiet.filter((path) => !harmless.test(`${path[2]} ${path.at(-1)}`))).toEqual([]);
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
