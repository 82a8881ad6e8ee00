// The controller of one site: the run that runs on AWS, as AWS invokes it. The code is handed in.
//
//   source                   begins a run
//   changes of the replica   when none that changes began is under way; else when that has ended, one for all of them;
//                            again, a few times within a minute, when it failed or was kept waiting for its lease
//   the schedule             each minute, whatever is under way: the lease keeps two runs apart
//   a deployment             when it asks for one

import type { ReconcileRun, RunWorld } from '../controller/run';
import { SiteSource } from '../controller/site-plan/site-source';
import { type SiteRouting, siteRouting } from '../controller/site-routing';
import type { Backbone } from '../routing/backbone';
import { topologyId } from '../routing/topology-id';
import { ApiCalls } from './api-calls';
import { BgpApi } from './bgp-api';
import { BgpTestApi } from './bgp-test-api';
import { leasePortOf } from './database-stores';
import { FailoverTests } from './failover-tests';
import { GatewayApi } from './gateway-api';
import { linkIdentities } from './identities';
import type { Random } from './random';
import { eachMinute } from './schedule';
import { siteParameters } from './site-parameters';
import { clockAt, type SitePorts, type World } from './world';

/** How long a run may take on AWS. */
const TIME_LIMIT_MS = 60_000;

/** How often a batch of changes comes again, and for how long after the first of them. */
const RETRIES = 3;
const LATEST_MS = 60_000;

/** To write entries down takes as long as any write to the site's replica. */
function auditPort(world: World, site: string, random: Random): SitePorts['audit'] {
  const { clock, latencies, tell } = world;
  return {
    record: async (entries) => {
      await clock.sleep(random(...latencies.database));
      world.audited?.(site, entries);
      entries.forEach(tell);
    },
  };
}

/** Nothing unless the policy lets the site take BGP down on a Direct Connect link, and it has one. */
function bgpTests(world: World, routing: SiteRouting, random: Random): Pick<SitePorts, 'bgpTests'> {
  const { backbone, fabric, clock, latencies, calls, note } = world;
  const isDirect = [...routing.sessionOf.values()].some(({ origin }) => origin === 'direct-connect');
  if (backbone.policy.greyDx !== 'bgp-down' || !isDirect) return {};
  const back = world.random(`sessions ${routing.site}`);
  const tests = new FailoverTests(fabric, clock, () => back(...latencies.sessionBack['direct-connect']));
  const made = new ApiCalls(routing.site, clock, random, calls, note);
  return { bgpTests: new BgpTestApi(routing, tests, made, latencies) };
}

type PortsOf = (token: number) => SitePorts;

/** By the token of the lease under which the ports write. */
function sitePorts(world: World, routing: SiteRouting): PortsOf {
  const { fabric, clock, latencies, calls, note, database, trouble } = world;
  const { site } = routing;
  const random = world.random(`controller ${site}`);
  const hasBgp = routing.sessionOf.size > 0;
  const lasting = {
    routing: new GatewayApi(routing, fabric, clock, latencies, random, calls, note),
    ...(hasBgp ? { bgp: new BgpApi(routing, fabric, clock, latencies, random, calls, note) } : {}),
    ...bgpTests(world, routing, random),
    lease: leasePortOf(database, site, clockAt(world, site)),
    audit: auditPort(world, site, world.random(`audit ${site}`)),
  };
  return (token) => {
    const ports: SitePorts = { ...lasting, database: database.portOf(site, token) };
    return trouble.portsOf?.(site, ports) ?? ports;
  };
}

/** Reads what was deployed last. */
function sourceOf(world: World, routing: SiteRouting): SiteSource {
  const { fabric, latencies } = world;
  const { site } = routing;
  const clock = clockAt(world, site);
  const random = world.random(`parameters ${site}`);
  const { network } = fabric;
  const written = new Map<Backbone, ReturnType<typeof siteParameters>>();
  return new SiteSource(site, async () => {
    await clock.sleep(random(...latencies.parameters));
    const backbone = world.deployedAt?.(site) ?? world.backbone;
    const parameters =
      written.get(backbone) ?? siteParameters(network, backbone, routing, linkIdentities(network, backbone, site));
    written.set(backbone, parameters);
    const topology = topologyId(world.deployingAt?.(site) ?? backbone);
    return new Map([...parameters, ['routing/topology', JSON.stringify({ topology })]]);
  });
}

function runWorldOf(world: World, routing: SiteRouting): RunWorld {
  const { site } = routing;
  const ports = sitePorts(world, routing);
  const { lease, audit } = ports(0);
  return {
    site,
    source: sourceOf(world, routing),
    lease,
    audit,
    clock: clockAt(world, site),
    portsOf: (_, token) => ports(token),
  };
}

export interface Controller {
  /** As a deployment asks for a run that reads everything anew. */
  settle(): void;
}

/** Undefined at a site without anything to steer with. */
export function startController(world: World, site: string, run: ReconcileRun): Controller | undefined {
  const { fabric, database, clock, latencies, trouble } = world;
  const routing = siteRouting(fabric.network, site);
  if (!routing) return undefined;
  const runWorld = runWorldOf(world, routing);
  let runs = 0;
  const invoke = async (fresh = false): Promise<boolean> => {
    if (trouble.isDead?.('controller', site)) return false;
    runs += 1;
    const endMs = runWorld.clock.now() + TIME_LIMIT_MS;
    try {
      return (await run(runWorld, { holder: `run ${runs} of ${site}`, endMs, fresh })).kind === 'done';
    } catch (error) {
      world.failed(site, error);
      return false;
    }
  };
  database.onNews(
    site,
    batches(world, site, () => invoke()),
  );
  eachMinute(world, `minute ${site}`, site, 'early', async () => void (await invoke()));
  const random = world.random(`deployment ${site}`);
  const settle = async () => void (await invoke(true));
  return { settle: () => clock.start(clock.now() + random(...latencies.start), settle) };
}

/**
 * Gives what is to be called at each change. `invoke` is false when the batch has to come again: the run failed, or was
 * kept waiting by another one.
 */
function batches({ clock, latencies, random: chance }: World, site: string, invoke: () => Promise<boolean>) {
  const random = chance(`changes ${site}`);
  let isUnderWay = false;
  let isWaiting = false;
  const hand = (tries: number, untilMs: number) =>
    clock.start(clock.now() + random(...latencies.wake), async () => {
      const isDone = await invoke();
      if (!isDone && tries <= RETRIES && clock.now() < untilMs) hand(tries + 1, untilMs);
      else {
        isUnderWay = false;
        if (isWaiting) begin();
      }
    });
  const begin = () => {
    isWaiting = isUnderWay;
    if (isUnderWay) return;
    isUnderWay = true;
    hand(1, clock.now() + LATEST_MS);
  };
  return begin;
}
