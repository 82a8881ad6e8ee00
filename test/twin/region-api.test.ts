import { regionApi } from '../../lib/twin/region-api';
import { aBackbone } from '../support/backbones';
import { GIVEN } from '../support/contracts/gateway-world';
import { driven, timePasser } from '../support/passing-time';
import { aTwinWorld } from '../support/twin-world';

const MINUTE_MS = 60_000;

/** The VPN of s0, whose attachment goes by its link's name. */
function opened() {
  const world = aTwinWorld(aBackbone([], []), GIVEN);
  const { vpns } = regionApi(world, 's0', (id) => (id === 'vpn' ? id : undefined));
  const [first = '', second = ''] = world.tunnels.of('vpn');
  return { world, vpns: driven(vpns, timePasser(world.clock)), first, second };
}

test('tells of the tunnels of a VPN and of what is pending for them, and of no other VPN', async () => {
  const { world, vpns, first, second } = opened();
  const tunnels = [first, second].map((address) => ({ address, status: 'UP', changedMs: 0 }));
  expect(await vpns.describe(['vpn', 'gone'])).toEqual(new Map([['vpn', { state: 'available', tunnels }]]));
  expect(await vpns.maintenance('vpn', first)).toEqual({ pending: 'false' });
  world.tunnels.announce(first, 60 * MINUTE_MS);
  expect(await vpns.maintenance('vpn', first)).toEqual({ pending: 'true', autoAppliedAfterMs: 60 * MINUTE_MS });
});

test('replaces a tunnel once, and its maintenance is done when it is back', async () => {
  const { world, vpns, first } = opened();
  world.tunnels.announce(first, 60 * MINUTE_MS);
  expect(await vpns.replace('vpn', first)).toEqual({ kind: 'accepted' });
  expect(await vpns.replace('vpn', first)).toEqual({ kind: 'under-way' });
  await world.clock.run(10 * MINUTE_MS);
  const { pending, lastAppliedMs = 0 } = await vpns.maintenance('vpn', first);
  expect(pending).toBe('false');
  expect(lastAppliedMs).toBeGreaterThan(MINUTE_MS);
});

test('a VPN carries nothing while both of its tunnels are gone, and EC2 says that both are down', async () => {
  const { world, vpns, first, second } = opened();
  const { tunnelGone, tunnelBack } = world.latencies;
  await vpns.replace('vpn', first);
  expect(world.fabric.conditions.get('vpn')).toBeUndefined();
  await vpns.replace('vpn', second);
  await world.clock.run(tunnelGone[1] + MINUTE_MS / 60);
  expect(world.fabric.conditions.get('vpn')).toBe('down');
  const seen = [...(await vpns.describe(['vpn'])).values()].flatMap(({ tunnels }) => tunnels);
  expect(seen.map(({ status }) => status)).toEqual(['DOWN', 'DOWN']);
  await world.clock.run(world.clock.now() + tunnelBack[1]);
  expect(world.fabric.conditions.get('vpn')).toBeUndefined();
});
