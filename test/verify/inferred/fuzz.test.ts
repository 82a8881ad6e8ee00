import fc from 'fast-check';
import type { Assembly } from '../../../lib/verify/assembly';
import { exampleTemplates, lacking, peeredRegions, staticVpn } from '../../support/example-templates';
import { edited, verified } from '../../support/judged';

const WHOLES: readonly Assembly[] = [
  exampleTemplates('hub-and-spoke.yaml'),
  exampleTemplates('segmented.json'),
  exampleTemplates('inspection.yaml'),
  exampleTemplates('direct-connect.yaml'),
  peeredRegions(),
  staticVpn(),
];

type Path = readonly (string | number)[];

/** The place of every value in a template, outermost first. */
function placesIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

const worlds = fc.constantFrom(...WHOLES).chain((whole) =>
  fc.record({
    whole: fc.constant(whole),
    path: fc.constantFrom(...whole.stacks.flatMap(({ id, template }) => placesIn(template, [id]))),
  }),
);

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, null, true, '', '10.2.0.0/16', '10.2.0.1/32', '0.0.0.0/0', '::/0', [], {}),
  fc.record({ Ref: fc.constantFrom('Hub', 'Vpn', 'AppVpc', 'Firewall', 'AWS::NoValue', 'AWS::Partition', 'Nobody') }),
  fc.record({ 'Fn::GetAtt': fc.constantFrom(['Firewall', 'EndpointIds'], ['Hub', 'Id'], ['Nobody', 'Arn'], []) }),
);

test('fails never by an exception, whatever stands anywhere in templates of somebody else', () => {
  fc.assert(
    fc.property(worlds, junk, ({ whole, path }, value) => {
      const { flows, results } = verified(edited(whole, path, value));
      expect(results.length).toBeGreaterThanOrEqual(flows.length * 2);
    }),
    { numRuns: 400 },
  );
});

/** A value that only a deployment can tell. */
const UNKNOWN = { 'Fn::GetAtt': ['Custom', 'Value'] };

/** Networks in which something does not arrive. */
const LOSING: readonly Assembly[] = [
  exampleTemplates('segmented.json'),
  lacking(exampleTemplates('segmented.json'), 'segmented.SharedInDev'),
  lacking(exampleTemplates('inspection.yaml'), 'inspection.FirewallBToHub'),
  exampleTemplates('direct-connect.yaml', 'Allowed=10.1.0.0/16'),
  lacking(peeredRegions(), 'us-west-2.ToOtherRegion'),
];

test('a property that is known only at deployment never makes a flow arrive that did not', () => {
  const tried = LOSING.flatMap((whole) => {
    const lost = new Set(fates(whole).flatMap(([flow, outcome]) => (outcome === 'delivered' ? [] : [flow])));
    const properties = whole.stacks.flatMap(({ id, template }) =>
      placesIn(template, [id]).filter((path) => path.length === 5 && path[3] === 'Properties'),
    );
    return properties.map((path) => {
      const now = fates(edited(whole, path, UNKNOWN));
      const gained = now.filter(([flow, outcome]) => outcome === 'delivered' && lost.has(flow));
      return { path: path.join('.'), gained: gained.map(([flow]) => flow) };
    });
  });
  expect(tried.length).toBeGreaterThan(150);
  expect(tried.filter(({ gained }) => gained.length > 0)).toEqual([]);
});

/** What becomes of each flow in each scenario. */
function fates(assembly: Assembly): readonly (readonly [flow: string, outcome: string])[] {
  return verified(assembly).results.map(({ scenario, flow, mode, outcome }) => [
    JSON.stringify([scenario, flow, mode]),
    outcome,
  ]);
}
