// A valid scenario file as a plain value, and the world that it is played on. Each test states its difference.

import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Issue } from '../../lib/net/issue';
import type { Result } from '../../lib/net/result';
import { toBackbone } from '../../lib/topology/backbone';
import { loadTopology } from '../../lib/topology/load';
import type { Scenario } from '../../lib/twin/scenario';
import { parseScenario } from '../../lib/twin/scenario-file';
import type { ScenarioWorld } from '../../lib/twin/scenario-subject';
import { EXAMPLES } from './broken';
import { theTopology } from './topology';

type Written = { [key: string]: unknown };

/** The world of a topology: its backbone, and the VPCs of its AWS sites. */
function worldOf(topology: ReturnType<typeof theTopology>): ScenarioWorld {
  const vpcs = topology.sites.flatMap((site) =>
    site.kind === 'aws' ? site.vpcs.map(({ name }) => ({ site: site.name, name })) : [],
  );
  return { backbone: toBackbone(topology), vpcs };
}

/** The one of an example topology; of the backbone, which the broken scenarios are about, unless named. */
export function exampleWorld(name = 'backbone.yaml'): ScenarioWorld {
  const topology = loadTopology(join(EXAMPLES, name));
  if (!topology.ok) throw new Error('the example is broken');
  return worldOf(topology.value);
}

/** iad and cmh in AWS, each with the VPC core; ord on premises. */
export const WORLD = worldOf(theTopology());

export const FAULT = { link: 'iad-cmh', from: '2025-10-01T20:10:00Z', to: '2025-10-01T21:27:00Z' };
export const NOTICE = {
  link: 'iad-cmh',
  source: 'the provider',
  announced: '2025-10-01T19:35:00Z',
  from: '2025-10-01T20:00:00Z',
  to: '2025-10-01T21:30:00Z',
};
export const TRAFFIC = { name: 'orders', between: ['iad/core', 'cmh/core'], packetsPerSecond: 100 };

/** The written scenario with these keys replaced; `undefined` takes a key away. */
export function aScenario(changes: Written = {}): Written {
  return {
    version: 1,
    name: 'outage',
    title: 'a link goes away',
    starts: '2025-10-01T19:30:00Z',
    ends: '2025-10-01T21:45:00Z',
    faults: [FAULT],
    notices: [NOTICE],
    traffic: [TRAFFIC],
    ...changes,
  };
}

export function parsed(changes: Written): Result<Scenario, readonly Issue[]> {
  return parseScenario(stringify(aScenario(changes), { aliasDuplicateObjects: false }), 'scenario.yaml', WORLD);
}

/** What is wrong with it, as `code path`. */
export function scenarioMistakes(changes: Written): readonly string[] {
  const result = parsed(changes);
  return result.ok ? [] : result.error.map(({ code, path }) => `${code} ${path.join('.')}`);
}
