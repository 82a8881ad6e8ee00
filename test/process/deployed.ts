// The hybrid example as a deployment leaves it: synthesized, loaded into the twin, and each function with the environment
// that its template gives it.

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { toBackbone } from '../../lib/topology/backbone';
import { loadTopology } from '../../lib/topology/load';
import type { Topology } from '../../lib/topology/topology';
import { inventoryIn } from '../../lib/twin/http/inventory';
import { DeployedResources, templateValue } from '../../lib/twin/http/inventory/deployed-resources';
import type { Assembly } from '../../lib/verify/assembly';
import { field } from '../../lib/verify/json';
import { understand } from '../../lib/verify/verify';
import { temporaryFolder } from '../support/folders';
import { synthesized } from '../support/judged';

/** Short, so that a link comes back within a test; everything else is as users have it. */
const HOLD_DOWN_MS = 20_000;

function hybridTopology(): Topology {
  const loaded = loadTopology(path.join(__dirname, '../../examples/hybrid.yaml'));
  if (!loaded.ok) throw new Error(loaded.error.map(({ problem }) => problem).join('; '));
  return { ...loaded.value, policy: { ...loaded.value.policy, holdDownMs: HOLD_DOWN_MS } };
}

export interface DeployedFunction {
  readonly handler: string;
  readonly region: string;
  readonly site: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Which function it is: the stacks describe each in words of its own. */
const DESCRIBED: Readonly<Record<string, RegExp>> = {
  reconciler: /^Steers the traffic of /,
  'link-status': /^Writes down what AWS says of the links of /,
  'health-event': /AWS Health/,
};

function functionsIn(assembly: Assembly): readonly DeployedFunction[] {
  const resources = new DeployedResources(assembly);
  return resources.of('AWS::Lambda::Function').flatMap((resource): DeployedFunction[] => {
    const description = resources.property(resource, 'Description') ?? '';
    const [handler] = Object.entries(DESCRIBED).find(([, words]) => words.test(description)) ?? [];
    const variables = field(templateValue(resource, 'Environment'), 'Variables');
    if (handler === undefined || typeof variables !== 'object' || variables === null) return [];
    const environment = Object.fromEntries(
      Object.entries(variables).map(([name, value]): [string, string] => {
        const text = resources.text(resource, value);
        if (text === undefined) throw new Error(`${resource.source}: ${name} is not known before a deployment`);
        return [name, text];
      }),
    );
    const { DETOUR_SITE: site = '' } = environment;
    return [{ handler, region: resource.scope.stack.region ?? '', site, environment }];
  });
}

/** Gives the path of a function's code by the name of its handler. */
async function builtFunctions(): Promise<(handler: string) => string> {
  const folder = temporaryFolder();
  await promisify(execFile)(process.execPath, [path.join(__dirname, 'write-bundles.mjs'), folder]);
  return (handler) => path.join(folder, 'handlers', handler, 'index.js');
}

export async function deployHybrid() {
  const building = builtFunctions();
  const topology = hybridTopology();
  const assembly = synthesized(topology);
  const understood = understand(assembly);
  const { inventory } = inventoryIn(assembly, understood);
  return {
    backbone: toBackbone(topology),
    network: understood.network,
    inventory,
    functions: functionsIn(assembly),
    codeOf: await building,
  };
}
