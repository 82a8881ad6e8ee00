// Pure: asks AWS about all link ends of a site at once. An API that fails takes nothing from what the others say.

import type { SessionStatus } from '../../database';
import type { LinkEnd } from '../signal';
import { judgeAttachment } from './attachment-states';
import type { EndAnswers } from './link-status';
import type {
  Asked,
  AttachmentStateApi,
  InterfaceStateApi,
  SeenInterface,
  SeenMaintenance,
  SeenTunnel,
  SeenVpn,
  VpnApi,
} from './region-apis';
import { peerSessions, tunnelSessions } from './sessions';

export interface RegionApis {
  readonly attachments: AttachmentStateApi;
  readonly vpns: VpnApi;
  readonly interfaces: InterfaceStateApi;
}

/** Never rejects: what goes wrong, or takes too long, is a failure that says why. */
export type Ask = <T>(call: () => Promise<T>) => Promise<Asked<T>>;

export interface WatchedEnd extends LinkEnd {
  readonly link: string;
}

/** A tunnel, with what AWS has pending for it. */
interface ReadTunnel extends SeenTunnel {
  readonly maintenance: Asked<SeenMaintenance>;
}

export interface ReadEnd {
  readonly end: WatchedEnd;
  readonly answers: EndAnswers;
  /** Of a VPN. */
  readonly tunnels: readonly ReadTunnel[];
  /** What AWS did not say. */
  readonly failures: readonly string[];
}

type Described<T> = Asked<ReadonlyMap<string, T>>;

function failed(why: string): { readonly kind: 'failed'; readonly why: string } {
  return { kind: 'failed', why };
}

/** One of several that were asked for together; what is not among the answers was not said. */
function oneOf<T>(all: Described<T>, id: string): Asked<T> {
  if (all.kind === 'failed') return all;
  const value = all.value.get(id);
  return value === undefined ? failed(`AWS does not describe ${id}`) : { kind: 'said', value };
}

function ids(ends: readonly WatchedEnd[], key: 'attachmentId' | 'vpnConnectionId'): readonly string[] {
  return [...new Set(ends.flatMap((end) => end[key] ?? []))].sort();
}

async function readTunnels(vpnId: string, vpn: Asked<SeenVpn>, apis: RegionApis, ask: Ask) {
  if (vpn.kind === 'failed') return [];
  return Promise.all(
    vpn.value.tunnels.map(async (tunnel): Promise<ReadTunnel> => {
      return { ...tunnel, maintenance: await ask(() => apis.vpns.maintenance(vpnId, tunnel.address)) };
    }),
  );
}

function sessionsOfVpn(id: string, vpn: Asked<SeenVpn>): EndAnswers['sessions'] {
  if (vpn.kind === 'failed') return vpn;
  if (vpn.value.tunnels.length === 0) return failed(`AWS does not say how the tunnels of ${id} are`);
  return { kind: 'said', value: tunnelSessions(vpn.value) };
}

async function sessionsOfInterface(id: string, apis: RegionApis, ask: Ask): Promise<Asked<readonly SessionStatus[]>> {
  const seen: Asked<SeenInterface | undefined> = await ask(() => apis.interfaces.describe(id));
  if (seen.kind === 'failed') return seen;
  if (!seen.value) return failed(`AWS does not describe ${id}`);
  return { kind: 'said', value: peerSessions(id, seen.value) };
}

function attachmentOf({ attachmentId }: WatchedEnd, states: Described<string>): EndAnswers['attachment'] {
  if (attachmentId === undefined) return { kind: 'said', value: 'unknown' };
  const state = oneOf(states, attachmentId);
  return state.kind === 'failed' ? state : { kind: 'said', value: judgeAttachment(state.value) };
}

async function readEnd(
  end: WatchedEnd,
  states: Described<string>,
  vpns: Described<SeenVpn>,
  apis: RegionApis,
  ask: Ask,
): Promise<ReadEnd> {
  const { link, site, vpnConnectionId: vpnId, virtualInterfaceId: interfaceId } = end;
  const vpn = vpnId === undefined ? undefined : oneOf(vpns, vpnId);
  const tunnels = vpnId === undefined || !vpn ? [] : await readTunnels(vpnId, vpn, apis, ask);
  const attachment = attachmentOf(end, states);
  let sessions: EndAnswers['sessions'] = { kind: 'said', value: [] };
  if (vpnId !== undefined && vpn) sessions = sessionsOfVpn(vpnId, vpn);
  else if (interfaceId !== undefined) sessions = await sessionsOfInterface(interfaceId, apis, ask);
  const asked = [attachment, sessions, ...tunnels.map(({ maintenance }) => maintenance)];
  const failures = asked.flatMap((one) => (one.kind === 'failed' ? [one.why] : []));
  return { end, answers: { link, site, attachment, sessions }, tunnels, failures: [...new Set(failures)] };
}

export async function readEnds(ends: readonly WatchedEnd[], apis: RegionApis, ask: Ask): Promise<readonly ReadEnd[]> {
  const [states, vpns] = await Promise.all([
    ask(() => apis.attachments.states(ids(ends, 'attachmentId'))),
    ask(() => apis.vpns.describe(ids(ends, 'vpnConnectionId'))),
  ]);
  return Promise.all(ends.map((end) => readEnd(end, states, vpns, apis, ask)));
}
