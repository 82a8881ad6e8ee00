import { VirtualClock } from '../../lib/twin/clock';
import { openHttpTwin } from '../../lib/twin/http/open-http-twin';
import { realTime } from '../../lib/twin/http/real-time';
import { pace } from '../../lib/twin/pace';
import { GIVEN } from '../support/contracts/gateway-world';

/** A machine whose time passes only in sleep, and by a little more than was asked for. */
function machine() {
  let nowMs = 1_000;
  return {
    now: () => nowMs,
    sleep: async (ms: number) => {
      await new Promise(setImmediate);
      nowMs += ms + 1;
    },
  };
}

describe('a pace', () => {
  test.each([1, 60, 0.5])('of %d lets virtual time pass so many times as fast', async (speed) => {
    const [clock, real] = [new VirtualClock(50_000), machine()];
    const since = real.now();
    let passed = 0;
    const { stop } = pace(clock, real, speed);
    clock.at(50_000 + 100 * speed, () => {
      passed = real.now() - since;
    });
    while (passed === 0) await new Promise(setImmediate);
    await stop();
    expect(passed).toBeGreaterThanOrEqual(100);
    expect(passed).toBeLessThan(100 + 2 * 11);
    expect(clock.now()).toBe(Math.floor(50_000 + (real.now() - since) * speed));
  });

  test('stands still when it was stopped', async () => {
    const clock = new VirtualClock(0);
    const { stop } = pace(clock, machine(), 1);
    await stop();
    const nowMs = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(nowMs);
  });

  test('fails when something that was planned throws, and stands still', async () => {
    const clock = new VirtualClock(0);
    clock.at(20, () => {
      throw new Error('broken');
    });
    await expect(pace(clock, machine(), 1).done).rejects.toThrow('broken');
    expect(clock.now()).toBe(20);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('fails for a speed of %d', (speed) => {
    expect(() => pace(new VirtualClock(0), machine(), speed)).toThrow(RangeError);
  });

  test('of this machine is that of its clock', async () => {
    const real = realTime();
    const since = real.now();
    await real.sleep(5);
    expect(real.now() - since).toBeGreaterThan(3);
  });

  test('drives the HTTP twin until it is closed', async () => {
    const twin = await openHttpTwin({ network: GIVEN, speed: 1_000 });
    await twin.clock.sleep(5_000);
    expect(twin.clock.now()).toBeGreaterThanOrEqual(5_000);
    await twin.close();
    const nowMs = twin.clock.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(twin.clock.now()).toBe(nowMs);
  });
});
