// A running backbone as the commands about it see it: what the topology file declares, and each AWS site as an operator
// reaches it. Nothing is called before a command asks for it.

import { HeardClock } from '../../controller/aws/heard-clock';
import { type OperatorClients, operatorClients } from '../../controller/aws/operator-clients';
import { operatorSite } from '../../controller/aws/operator-site';
import type { HealthCheckPort } from '../../controller/health-check-ports';
import type { OperatorSite } from '../../controller/operator/operator-site';
import type { Reach } from '../../controller/operator/reach';
import type { Backbone } from '../../routing/backbone';
import { toBackbone } from '../../topology/backbone';
import { deployedNames } from '../../topology/deployed-names';
import { loadTopology } from '../../topology/load';
import type { Topology } from '../../topology/topology';
import { complain } from '../complain';
import { EXIT, type Io } from '../io';
import { type LiveOptions, type Reaches, reachesOf } from './live-options';

export interface LiveWorld {
  readonly topology: Topology;
  /** What the file declares, which may not be deployed. */
  readonly declared: Backbone;
  /** The AWS sites, in the topology's order. */
  readonly sites: readonly OperatorSite[];
  /** Runs something over the health checks of Route 53, as they are reached from this site's account. */
  withHealthChecks<T>(site: string, run: (checks: HealthCheckPort) => Promise<T>): Promise<T>;
  /** Epoch milliseconds, by the last answer that came from AWS. */
  now(): number;
}

interface Opened {
  readonly world: LiveWorld;
  readonly clients: readonly OperatorClients[];
}

/** Its client is loaded only here: few commands need it. */
async function withHealthChecks<T>(reach: Reach | undefined, run: (checks: HealthCheckPort) => Promise<T>) {
  if (!reach) throw new Error('there is no such AWS site');
  const { operatorHealthChecks } = await import('../../controller/aws/operator-health-checks');
  const { checks, close } = operatorHealthChecks(reach);
  try {
    return await run(checks);
  } finally {
    close();
  }
}

function opened(topology: Topology, reaches: Reaches): Opened {
  const { linkStateTable, auditTable, parametersOf, namesOf } = deployedNames(topology);
  const clock = new HeardClock();
  const made = [...reaches].map(([site, reach]) => {
    const clients = operatorClients(reach, clock);
    const paths = { parametersPath: parametersOf(site), namesPath: namesOf(site) };
    const deployed = { site, region: reach.region, ...paths, linkStateTable, auditTable };
    return { clients, site: operatorSite(deployed, clients) };
  });
  const world = {
    topology,
    declared: toBackbone(topology),
    sites: made.map(({ site }) => site),
    withHealthChecks: <T>(site: string, run: (checks: HealthCheckPort) => Promise<T>) =>
      withHealthChecks(reaches.get(site), run),
    now: () => clock.now(),
  };
  return { world, clients: made.map(({ clients }) => clients) };
}

/**
 * Runs a command over the world that these options name, and closes its connections afterwards. Everything that is wrong
 * with the file or with the options is said, and the command does not run: exit code 1 for the file, 2 for the options.
 */
export async function withLiveWorld(
  options: LiveOptions,
  io: Io,
  command: (world: LiveWorld) => Promise<number>,
): Promise<number> {
  const topology = loadTopology(options.topology);
  if (!topology.ok) {
    complain(topology.error, io);
    return EXIT.problem;
  }
  const reaches = reachesOf(topology.value, options);
  if (!reaches.ok) {
    for (const problem of reaches.error) io.err(`error: ${problem}`);
    return EXIT.usage;
  }
  const { world, clients } = opened(topology.value, reaches.value);
  try {
    return await command(world);
  } finally {
    for (const { directConnect, dynamo, ec2, ssm } of clients)
      for (const client of [directConnect, dynamo, ec2, ssm]) client.destroy();
  }
}
