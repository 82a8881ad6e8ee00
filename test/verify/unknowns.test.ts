// What holds while values are unknown holds whatever they turn out to be: a flow that is delivered in templates with unknown
// parameters is lost with no value of them.

import fc from 'fast-check';
import type { Assembly, StackTemplate } from '../../lib/verify/assembly';
import { isObject } from '../../lib/verify/json';
import { readSource } from '../../lib/verify/templates/source';
import { edited, verified } from '../support/judged';
import { EAST, WEST } from '../support/two-regions';

type Path = readonly (string | number)[];

function template(text: string): unknown {
  const source = readSource(text, 'template');
  if (!source.ok) throw new Error(JSON.stringify(source.error));
  return source.value.value;
}

const UNKNOWNS = ['U0', 'U1'] as const;
const DECLARED = { U0: { Type: 'String' }, U1: { Type: 'CommaDelimitedList' } };
const MAPPINGS = { M: { x: { Cidr: '10.2.0.0/16' }, y: { Cidr: '10.9.0.0/16' } } };

/** Both templates, with parameters that nobody gives a value, and a map. */
function world(id: string, region: string, text: string, given: Record<string, unknown>): StackTemplate {
  const whole = template(text) as { Parameters: object };
  const Parameters = { ...whole.Parameters, ...DECLARED };
  const parameters = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, { value, stack: id === 'east' ? 'west' : 'east' }]),
  );
  const Conditions = { C: { 'Fn::Equals': [{ Ref: 'U0' }, 'x'] } };
  return { id, name: id, region, template: { ...whole, Parameters, Mappings: MAPPINGS, Conditions }, parameters };
}

const WORLD: Assembly = {
  stacks: [
    world('east', 'us-east-1', EAST, { PeerGateway: { Ref: 'Gateway' } }),
    world('west', 'us-west-2', WEST, { PeeringId: { Ref: 'Peering' } }),
  ],
};

/** Values that the unknowns may turn out to have. */
const VALUES: readonly (readonly [string, string])[] = [
  ['x', 'x,y'],
  ['y', '10.2.0.0/16'],
  ['10.2.0.0/16', '10.2.7.0/24,10.1.0.0/16'],
  ['10.9.0.0/16', 'y'],
];

function known(assembly: Assembly, values: readonly string[]): Assembly {
  const own = Object.fromEntries(UNKNOWNS.map((name, i) => [name, { value: values[i] }]));
  return { stacks: assembly.stacks.map((stack) => ({ ...stack, parameters: { ...stack.parameters, ...own } })) };
}

const CIDRS = ['10.1.0.0/16', '10.2.0.0/16', '10.2.7.0/24', '0.0.0.0/0', '10.9.0.0/16'] as const;
const IDS = ['Gateway', 'Table', 'Vpc', 'Routes', 'Attachment', 'Peering', 'Subnet', 'Edge'] as const;

const leaf = fc.oneof(
  fc.constantFrom<unknown>(...CIDRS),
  fc.constantFrom<unknown>(
    ...IDS.map((Ref) => ({ Ref })),
    { Ref: 'U0' },
    { Ref: 'AWS::NoValue' },
    { Ref: 'AWS::AccountId' },
  ),
);

const condition = fc.oneof(
  fc.constantFrom<unknown>('C'),
  fc.constantFrom<unknown>('x', 'y', '10.2.0.0/16').map((value) => ({ 'Fn::Equals': [{ Ref: 'U0' }, value] })),
  fc.constant<unknown>({ 'Fn::Not': [{ Condition: 'C' }] }),
  fc.constant<unknown>({
    'Fn::And': [{ Condition: 'C' }, { 'Fn::Equals': [{ 'Fn::Select': [0, { Ref: 'U1' }] }, 'x'] }],
  }),
);

/** An expression over the unknowns; `kept` is what stood there. */
function expression(kept: unknown): fc.Arbitrary<unknown> {
  const some = fc.oneof(leaf, fc.constant(kept));
  return fc.oneof(
    some,
    fc.tuple(condition, some, some).map((parts) => ({ 'Fn::If': parts })),
    fc.tuple(some, some).map((items) => ({ 'Fn::Select': [{ 'Fn::Length': { Ref: 'U1' } }, ['x', ...items]] })),
    fc.tuple(condition, some).map(([c, item]) => ({
      'Fn::Select': [0, [{ 'Fn::If': [c, item, { Ref: 'AWS::NoValue' }] }, kept]],
    })),
    fc.constant<unknown>({ 'Fn::FindInMap': ['M', { Ref: 'U0' }, 'Cidr', { DefaultValue: kept }] }),
    fc.constant<unknown>({ 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::Join': [',', [kept, { Ref: 'U0' }]] }] }] }),
    fc.constant<unknown>({ 'Fn::Select': [0, { 'Fn::Cidr': [{ Ref: 'U0' }, 1, 8] }] }),
    fc.constant<unknown>({ 'Fn::Join': ['', [{ Ref: 'U0' }, { 'Fn::If': ['C', '', kept] }]] }),
  );
}

/** Every property of every resource, with its value. */
const PLACES = WORLD.stacks.flatMap(({ id, template: whole }) => {
  const { Resources } = whole as { Resources: Record<string, { Properties?: Record<string, unknown> }> };
  return Object.entries(Resources).flatMap(([logicalId, { Properties = {} }]) =>
    Object.entries(Properties).map(([key, value]): [Path, unknown] => [
      [id, 'Resources', logicalId, 'Properties', key],
      value,
    ]),
  );
});

type Edit = readonly [Path, unknown];

const property: fc.Arbitrary<Edit> = fc
  .constantFrom(...PLACES)
  .chain(([path, kept]) => expression(kept).map((value): Edit => [path, value]));

const doubt: fc.Arbitrary<Edit> = fc
  .constantFrom(...PLACES)
  .map(([[id, section, logicalId]]): Edit => [[id ?? '', section ?? '', logicalId ?? '', 'Condition'], 'C']);

/** A route more, or one for each item of a list. */
const route: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom('east', 'west'),
    fc.boolean(),
    expression('10.2.7.0/24'),
    expression({ Ref: 'Table' }),
    fc.boolean(),
  )
  .map(([id, isLoop, destination, table, isDoubtful]): Edit => {
    const body = {
      Type: 'AWS::EC2::TransitGatewayRoute',
      ...(isDoubtful ? { Condition: 'C' } : {}),
      Properties: {
        TransitGatewayRouteTableId: table,
        DestinationCidrBlock: isLoop ? { Ref: 'Item' } : destination,
        Blackhole: true,
      },
    };
    if (!isLoop) return [[id, 'Resources', 'Extra'], body];
    return [
      [id, 'Resources', 'Fn::ForEach::Extra'],
      ['Item', { Ref: 'U1' }, { [`Extra&${'{Item}'}`]: body }],
    ];
  });

/** How each flow fares with nothing failed, by its ends. */
function outcomes(assembly: Assembly): ReadonlyMap<string, string> {
  const { results } = verified(assembly);
  const plain = results.filter(({ scenario: { links, risks, sites } }) => links.length + risks.length === 0 && !sites);
  return new Map(plain.map(({ flow, mode, outcome }) => [`${flow.from} ${flow.to} ${mode}`, outcome]));
}

test('the flows of the templates are delivered as they are', () => {
  expect([...new Set(outcomes(WORLD).values())]).toEqual(['delivered']);
});

test('no flow is lost that was delivered while values were unknown', () => {
  let delivered = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(property, doubt, route), { minLength: 1, maxLength: 2 }), (edits) => {
      const assembly = edits.reduce((before, [path, value]) => edited(before, path, value), WORLD);
      const sure = [...outcomes(assembly)].filter(([, outcome]) => outcome === 'delivered').map(([flow]) => flow);
      delivered += sure.length;
      if (sure.length === 0) return;
      for (const values of VALUES) {
        const found = outcomes(known(assembly, values));
        const lost = sure.filter((flow) => !['delivered', 'unknown', undefined].includes(found.get(flow)));
        expect({ lost, values }).toEqual({ lost: [], values });
      }
    }),
    { numRuns: 200 },
  );
  // It would prove nothing if everything were unknown.
  expect(delivered).toBeGreaterThan(50);
});

test('an expression that only looks unknown is what it comes to', () => {
  const [[path, kept] = [[], undefined]] = PLACES.filter(([at]) => at.at(-1) === 'TransitGatewayAttachmentId');
  const same = { 'Fn::If': ['C', kept, kept] };
  expect(isObject(kept)).toBe(true);
  expect([...new Set(outcomes(edited(WORLD, path, same)).values())]).toEqual(['delivered']);
});
