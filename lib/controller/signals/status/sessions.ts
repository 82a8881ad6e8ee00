// Pure: the sessions over one end of a link, as AWS tells of them. What it says in words that are not known here is
// unknown, and never down.
//
//   VPN connection        its tunnels are
//   deleting, deleted     down
//   any other             as EC2's telemetry says: UP, DOWN, else unknown
//
//   virtual interface                                                     its BGP peers are
//   deleting, deleted, rejected, confirming, verifying, pending           down: it carries nothing
//   down                                                                  down, unless they are said to be up
//   any other                                                             as they are said to be: up, down, else unknown
//
// A peer that is being deleted is none. An interface without peers is a session itself.

import type { SessionStatus } from '../../database';
import type { SeenInterface, SeenPeer, SeenVpn } from './region-apis';

type State = SessionStatus['state'];

const GONE_VPN: ReadonlySet<string | undefined> = new Set(['deleting', 'deleted']);
const TUNNEL: ReadonlyMap<string, State> = new Map([
  ['UP', 'up'],
  ['DOWN', 'down'],
]);

const IDLE_INTERFACE: ReadonlySet<string | undefined> = new Set([
  'deleting',
  'deleted',
  'rejected',
  'confirming',
  'verifying',
  'pending',
]);
const GONE_PEER: ReadonlySet<string | undefined> = new Set(['deleting', 'deleted']);
const PEER: ReadonlyMap<string, State> = new Map([
  ['up', 'up'],
  ['down', 'down'],
]);
const ALONE: ReadonlyMap<string, State> = new Map([
  ['available', 'up'],
  ['down', 'down'],
]);

function byName(a: SessionStatus, b: SessionStatus): number {
  return a.name < b.name ? -1 : 1;
}

export function tunnelSessions({ state, tunnels }: SeenVpn): readonly SessionStatus[] {
  const isGone = GONE_VPN.has(state);
  return tunnels
    .map(({ address, status }): SessionStatus => {
      return { name: address, state: isGone ? 'down' : (TUNNEL.get(status ?? '') ?? 'unknown') };
    })
    .sort(byName);
}

function peerState(interfaceState: string | undefined, { status }: SeenPeer): State {
  const said = PEER.get(status ?? '') ?? 'unknown';
  return interfaceState === 'down' && said === 'unknown' ? 'down' : said;
}

export function peerSessions(virtualInterfaceId: string, { state, peers }: SeenInterface): readonly SessionStatus[] {
  const isIdle = IDLE_INTERFACE.has(state);
  const there = peers.filter((peer) => !GONE_PEER.has(peer.state));
  if (there.length === 0)
    return [{ name: virtualInterfaceId, state: isIdle ? 'down' : (ALONE.get(state ?? '') ?? 'unknown') }];
  return there
    .map((peer): SessionStatus => ({ name: peer.id, state: isIdle ? 'down' : peerState(state, peer) }))
    .sort(byName);
}
