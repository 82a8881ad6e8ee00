// Snapshot tests of an example's stacks. One file of tests for each example, so that each has a file of snapshots.

import path from 'node:path';
import { loadTopology } from '../../lib/topology/load';
import { type Assembly, assemblyOf, pathOf, stackOf, type Template } from './assembly';

const EXAMPLES = path.join(__dirname, '../../examples');
const LARGEST = 400_000;

/** The stacks of an example, which must be valid. */
export function exampleAssembly(name: string): Assembly {
  const loaded = loadTopology(path.join(EXAMPLES, name));
  if (!loaded.ok) throw new Error(`${name} has mistakes`);
  return assemblyOf(loaded.value);
}

/** The hashes of assets change with every release of what they are made from. */
function masked(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>'));
}

const MACHINERY = /^AWS::(IAM|Lambda|StepFunctions|KMS)::|^AWS::Logs::LogGroup$/;

/**
 * The template without what the CDK builds around every custom resource, of which only type and place are left. The
 * snapshots of one site of examples/backbone.yaml show it in full, and the security rules judge all of it.
 */
function withoutMachinery(template: Template): unknown {
  const resources = Object.entries(template.Resources).map(([id, resource]) => [
    id,
    MACHINERY.test(resource.Type) ? `${resource.Type} ${pathOf(resource)}` : resource,
  ]);
  return { ...template, Resources: Object.fromEntries(resources) };
}

/** The body of a dashboard is one text. It is shown with a line for each widget, so that a change is seen where it is. */
function withReadableBodies(template: Template): Template {
  const resources = Object.entries(template.Resources).map(([id, resource]) => {
    const { DashboardBody } = resource.Properties as { readonly DashboardBody?: { readonly 'Fn::Sub': unknown } };
    const [body, variables] = [DashboardBody?.['Fn::Sub']].flat();
    if (typeof body !== 'string') return [id, resource];
    const { widgets, ...rest } = JSON.parse(body);
    const shown = { ...rest, widgets: widgets.map((widget: unknown) => JSON.stringify(widget)) };
    return [
      id,
      { ...resource, Properties: { ...resource.Properties, DashboardBody: { 'Fn::Sub': [shown, variables] } } },
    ];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}

interface Shown {
  /** Stacks that are shown with all that custom resources bring along. */
  readonly whole?: RegExp;
  /** Stacks of which the like is shown for another site, and so not shown. */
  readonly alike?: RegExp;
}

/** A snapshot of each stack. */
export function snapshotStacks(example: string, { whole, alike }: Shown = {}): void {
  const assembly = exampleAssembly(example);
  test.each([...assembly.keys()].filter((name) => !alike?.test(name)))('stack %s', (name) => {
    const { template, terminationProtection } = stackOf(assembly, name);
    expect(JSON.stringify(template).length).toBeLessThan(LARGEST);
    expect(terminationProtection).toBe(true);
    expect(masked(whole?.test(name) ? template : withoutMachinery(withReadableBodies(template)))).toMatchSnapshot();
  });
}
