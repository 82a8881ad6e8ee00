// The examples, synthesized and read back from their templates, and their outages with what a test changes of them.

import { reconcileRun } from '../../lib/controller/reconcile-run';
import type { Backbone } from '../../lib/routing/backbone';
import type { Policy } from '../../lib/routing/policy';
import { loadTopology } from '../../lib/topology/load';
import type { Topology } from '../../lib/topology/topology';
import { replay } from '../../lib/twin/replay';
import type { Replay } from '../../lib/twin/replayed';
import type { Run, Scenario } from '../../lib/twin/scenario';
import { type Understanding, understand } from '../../lib/verify/verify';
import { synthesized } from './judged';

export function at(time: string): number {
  return Date.parse(`2025-10-01T${time}Z`);
}

/** What examples/scenarios/2025-10-01.yaml says, with fewer packets and 20 minutes of fault. */
export const OUTAGE: Scenario = {
  name: '2025-10-01',
  title: 'unannounced maintenance between iad and pdx',
  startMs: at('20:00:00'),
  endMs: at('20:50:00'),
  seed: 20251001,
  faults: [{ link: 'iad-pdx', form: 'grey', fromMs: at('20:10:00'), toMs: at('20:30:00') }],
  notices: [
    {
      link: 'iad-pdx',
      source: 'the provider',
      announcedMs: at('20:00:01'),
      fromMs: at('20:10:00'),
      toMs: at('20:33:00'),
    },
  ],
  traffic: [
    {
      name: 'applications and databases',
      between: [
        { site: 'pdx', vpc: 'core' },
        { site: 'iad', vpc: 'databases' },
      ],
      packetsPerSecond: 20,
    },
  ],
};

/** What examples/scenarios/grey-dx.yaml says, with fewer packets and 20 minutes of fault. */
export const GREY_DX: Scenario = {
  ...OUTAGE,
  name: 'grey-dx',
  title: 'unannounced maintenance between ord and iad, and BGP does not notice',
  startMs: at('19:49:00'),
  endMs: at('20:58:00'),
  faults: [{ link: 'ord-iad-dx', form: 'grey', fromMs: at('20:10:00'), toMs: at('20:30:00') }],
  notices: [
    {
      link: 'ord-iad-dx',
      source: 'carrier-a',
      announcedMs: at('19:45:01'),
      fromMs: at('20:00:00'),
      toMs: at('20:33:00'),
    },
  ],
  traffic: [
    {
      name: 'applications and databases',
      between: [{ site: 'ord' }, { site: 'iad', vpc: 'core' }],
      packetsPerSecond: 20,
    },
    {
      name: 'a bystander',
      between: [
        { site: 'iad', vpc: 'core' },
        { site: 'pdx', vpc: 'core' },
      ],
      packetsPerSecond: 20,
    },
  ],
};

/** With `change`, of what the file says: a link that is left out, a policy. */
export function understandExample(
  name = 'backbone.yaml',
  change: (topology: Topology) => Topology = (topology) => topology,
): Understanding {
  const topology = loadTopology(`examples/${name}`);
  if (!topology.ok) throw new Error('the example is broken');
  return understand(synthesized(change(topology.value)));
}

export function withPolicy(backbone: Backbone, changes: Partial<Policy>): Backbone {
  return { ...backbone, policy: { ...backbone.policy, ...changes } };
}

export function play(
  understood: Pick<Understanding, 'backbone' | 'network'>,
  run: Run,
  changes: Partial<Scenario> = {},
) {
  return replay(understood.backbone, understood.network, { ...OUTAGE, ...changes }, run, reconcileRun);
}

/** Seconds of outage of one flow. */
export function outageOfFlow({ flows }: Replay, name: string): number {
  return flows.find((flow) => flow.name === name)?.outageSeconds ?? Number.NaN;
}

/** Leaves links out, and asks no flow to survive anything, so that what is left may be fragile. */
export function without(...names: readonly string[]): (topology: Topology) => Topology {
  return (topology) => ({
    ...topology,
    links: topology.links.filter(({ name }) => !names.includes(name)),
    flows: topology.flows.map((flow) => ({ ...flow, survive: { links: 0, risks: 0 } })),
  });
}

/** Seconds of outage, the worse of both directions. */
export function outageOf({ flows }: Replay): number {
  return Math.max(...flows.map(({ outageSeconds }) => outageSeconds));
}
