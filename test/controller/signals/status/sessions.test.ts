import { BGPPeerState, BGPStatus, VirtualInterfaceState } from '@aws-sdk/client-direct-connect';
import { TelemetryStatus, VpnState } from '@aws-sdk/client-ec2';
import type { SessionStatus } from '../../../../lib/controller/database';
import { peerSessions, tunnelSessions } from '../../../../lib/controller/signals/status/sessions';

type State = SessionStatus['state'];

const IDLE: readonly string[] = ['deleting', 'deleted', 'rejected', 'confirming', 'verifying', 'pending'];
const GONE: readonly string[] = ['deleting', 'deleted'];

describe('the tunnels of a VPN', () => {
  const stateOf = (state: string | undefined, status: string | undefined) =>
    tunnelSessions({
      ...(state ? { state } : {}),
      tunnels: [{ address: '192.0.2.1', ...(status ? { status } : {}) }],
    })[0]?.state;
  const expected: Readonly<Record<string, State>> = { UP: 'up', DOWN: 'down' };

  test.each([...Object.values(VpnState), 'modifying', undefined])('of a connection that is %s', (state) => {
    for (const status of [...Object.values(TelemetryStatus), 'PAUSED', undefined])
      expect(stateOf(state, status)).toBe(GONE.includes(state ?? '') ? 'down' : (expected[status ?? ''] ?? 'unknown'));
  });

  test('are named by their outside addresses, in one order', () => {
    const tunnels = ['192.0.2.9', '192.0.2.10'].map((address) => ({ address, status: 'UP' }));
    const named = tunnelSessions({ state: 'available', tunnels });
    expect(named).toEqual(tunnelSessions({ state: 'available', tunnels: [...tunnels].reverse() }));
    expect(named.map(({ name }) => name)).toEqual(['192.0.2.10', '192.0.2.9']);
  });
});

describe('the BGP peers of a virtual interface', () => {
  const STATES = [...Object.values(VirtualInterfaceState), 'resting', undefined];
  const said: Readonly<Record<string, State>> = { up: 'up', down: 'down' };
  const alone: Readonly<Record<string, State>> = { available: 'up', down: 'down' };

  test.each(STATES)('of one that is %s', (state) => {
    for (const status of [...Object.values(BGPStatus), 'resting', undefined]) {
      const peers = [{ id: 'dxpeer-1', state: 'available', ...(status ? { status } : {}) }];
      const [session] = peerSessions('dxvif-1', { ...(state ? { state } : {}), peers });
      const byItself = said[status ?? ''] ?? (state === 'down' ? 'down' : 'unknown');
      expect(session).toEqual({ name: 'dxpeer-1', state: IDLE.includes(state ?? '') ? 'down' : byItself });
    }
  });

  test.each(STATES)('of one that is %s and has none: it is a session itself', (state) => {
    const sessions = peerSessions('dxvif-1', { ...(state ? { state } : {}), peers: [] });
    const expected = IDLE.includes(state ?? '') ? 'down' : (alone[state ?? ''] ?? 'unknown');
    expect(sessions).toEqual([{ name: 'dxvif-1', state: expected }]);
  });

  test.each(Object.values(BGPPeerState))('a peer that is %s counts unless it is on its way out', (state) => {
    const peers = [
      { id: 'dxpeer-1', state: 'available', status: 'up' },
      { id: 'dxpeer-2', state, status: 'down' },
    ];
    expect(peerSessions('dxvif-1', { state: 'available', peers })).toHaveLength(GONE.includes(state) ? 1 : 2);
  });
});
