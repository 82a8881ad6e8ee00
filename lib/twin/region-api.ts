// What the APIs of one site's region say of its ends of links: an attachment is there as long as nothing else is said, and a
// session is as the fabric has it.

import type { RegionApis } from '../controller/signals/status/read-ends';
import type { Replacing, SeenInterface, SeenTunnel } from '../controller/signals/status/region-apis';
import { ApiCalls } from './api-calls';
import { Refused } from './refused';
import type { SaidOfEnd, World } from './world';

type Telemetry = ReturnType<World['tunnels']['seen']>[number];

const TELEMETRY = { up: 'UP', down: 'DOWN' } as const;

interface Region {
  readonly world: World;
  readonly calls: ApiCalls;
  /** The link that an id of the site is of; undefined for what AWS does not know there. */
  readonly linkOf: (id: string) => string | undefined;
  readonly said: (link: string) => SaidOfEnd | undefined;
}

function described<T>({ linkOf }: Region, ids: readonly string[], value: (link: string) => T): ReadonlyMap<string, T> {
  return new Map(
    ids.flatMap((id): [string, T][] => {
      const link = linkOf(id);
      return link === undefined ? [] : [[id, value(link)]];
    }),
  );
}

function attachmentsOf(region: Region): RegionApis['attachments'] {
  const { calls, world, said } = region;
  return {
    states: async (ids) => {
      if (ids.length > 0) await calls.read({ 'ec2:DescribeTransitGatewayAttachments': 1 }, world.latencies.apiRead);
      return described(region, ids, (link) => said(link)?.attachment ?? 'available');
    },
  };
}

function tunnelAs({ address, isUp, sinceMs }: Telemetry, said: SaidOfEnd['sessions'][number] | undefined): SeenTunnel {
  const tunnel = { address, changedMs: sinceMs };
  return said === 'unknown' ? tunnel : { ...tunnel, status: TELEMETRY[said ?? (isUp ? 'up' : 'down')] };
}

/** EC2 refuses one thing: a tunnel that is being replaced. */
async function replacing(call: Promise<void>): Promise<Replacing> {
  try {
    await call;
    return { kind: 'accepted' };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'under-way' };
    throw error;
  }
}

function vpnsOf(region: Region): RegionApis['vpns'] {
  const { calls, world, said } = region;
  const { tunnels, latencies } = world;
  return {
    describe: async (ids) => {
      if (ids.length > 0) await calls.read({ 'ec2:DescribeVpnConnections': 1 }, latencies.apiRead);
      return described(region, ids, (link) => {
        const sessions = said(link)?.sessions ?? [];
        return { state: 'available', tunnels: tunnels.seen(link).map((one, i) => tunnelAs(one, sessions[i])) };
      });
    },
    maintenance: async (_, address) => {
      await calls.read({ 'ec2:GetVpnTunnelReplacementStatus': 1 }, latencies.apiRead);
      const { isPending, ...times } = tunnels.maintenance(address);
      return { pending: String(isPending), ...times };
    },
    replace: (_, address) =>
      replacing(calls.write('ec2', 'ReplaceVpnTunnel', latencies.apiWrite, () => tunnels.replace(address, true))),
  };
}

function interfacesOf({ calls, world, linkOf, said }: Region): RegionApis['interfaces'] {
  const { fabric, latencies } = world;
  return {
    describe: async (id): Promise<SeenInterface | undefined> => {
      await calls.read({ 'directconnect:DescribeVirtualInterfaces': 1 }, latencies.directConnectRead);
      const link = linkOf(id);
      if (link === undefined) return undefined;
      const status = said(link)?.sessions[0] ?? (fabric.conditions.get(link) === 'down' ? 'down' : 'up');
      return { state: 'available', peers: [{ id: `${id}/peer`, state: 'available', status }] };
    },
  };
}

export function regionApi(world: World, site: string, linkOf: Region['linkOf']): RegionApis {
  const calls = new ApiCalls(site, world.clock, world.random(`region ${site}`), world.calls, world.note);
  const region: Region = { world, calls, linkOf, said: (link) => world.trouble.said?.(link, site) };
  return { attachments: attachmentsOf(region), vpns: vpnsOf(region), interfaces: interfacesOf(region) };
}
