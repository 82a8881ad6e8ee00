import type { Lease } from '../../lib/controller/database';
import { answered, Gate, gated, LEASE_TERM_MS, LONGEST_CALL_MS } from '../../lib/controller/gate';
import { VirtualClock } from '../../lib/twin/clock';
import { MemoryLease } from '../support/memory-lease';
import { driven, timePasser } from '../support/passing-time';
import { NOW_MS } from '../support/world';

const END_MS = NOW_MS + 60_000;

async function aGate(more: Partial<MemoryLease> = {}) {
  const clock = new VirtualClock(NOW_MS);
  const port = new MemoryLease('s0', () => clock.now());
  const lease = (await port.acquire('a', LEASE_TERM_MS)) as Lease;
  Object.assign(port, more);
  const gate = new Gate(lease, port, clock);
  const passing = timePasser(clock);
  return { clock, port, gate, pass: (untilMs = END_MS) => passing(gate.pass(untilMs)), passing };
}

/** A port that counts its calls, whose calls last as long as a test says. */
async function aPort(callMs: number, untilMs = END_MS) {
  const { clock, gate, passing, port } = await aGate();
  const calls: string[] = [];
  const slow = async (name: string) => {
    calls.push(name);
    await clock.sleep(callMs);
    return name;
  };
  const target = { readTables: () => slow('readTables'), deleteReference: () => slow('deleteReference'), id: 7 };
  return { clock, gate, calls, port, target: driven(gated(target, gate, untilMs), passing) };
}

test('a call begins as long as its time has not come, and not from then on', async () => {
  const { clock, pass } = await aGate();
  await pass(NOW_MS + 1);
  await clock.run(NOW_MS + 1);
  await expect(pass(NOW_MS + 1)).rejects.toThrow('no time left');
});

test.each([
  ['is not renewed while a whole call fits into it', LEASE_TERM_MS - LONGEST_CALL_MS, 0],
  ['is renewed when a call may outlast it', LEASE_TERM_MS - LONGEST_CALL_MS + 1, 1],
  ['is renewed when it has expired and nobody has taken it', LEASE_TERM_MS + 1, 1],
])('the lease %s', async (_, afterMs, renewals) => {
  const { clock, port, gate, pass } = await aGate();
  const first = gate.held.expiresMs;
  await clock.run(NOW_MS + afterMs);
  const renew = jest.spyOn(port, 'renew');
  await pass();
  expect(renew).toHaveBeenCalledTimes(renewals);
  expect(gate.held.expiresMs).toBe(renewals === 0 ? first : NOW_MS + afterMs + LEASE_TERM_MS);
});

test('calls that begin together renew it once, and all begin', async () => {
  const { clock, port, pass } = await aGate();
  await clock.run(NOW_MS + 15_000);
  const renew = jest.spyOn(port, 'renew');
  await Promise.all([pass(), pass(), pass()]);
  expect(renew).toHaveBeenCalledTimes(1);
});

test('no call begins once another run has taken the lease', async () => {
  const { clock, port, pass, gate } = await aGate();
  await clock.run(NOW_MS + LEASE_TERM_MS);
  await port.acquire('b', LEASE_TERM_MS);
  const mine = gate.held;
  await expect(pass()).rejects.toThrow('another run has taken the lease');
  expect(gate.held).toBe(mine);
});

test.each([
  ['is refused', async () => Promise.reject(new Error('denied')), 'denied', 0],
  ['is not answered', async () => new Promise<never>(() => {}), 'was not answered within 10 s', LONGEST_CALL_MS],
] as const)('no call begins when the renewal %s, and the next one tries again', async (_, renew, why, tookMs) => {
  const { clock, port, pass } = await aGate();
  await clock.run(NOW_MS + 15_000);
  const works = port.renew.bind(port);
  port.renew = renew;
  await expect(pass()).rejects.toThrow(why);
  expect(Math.abs(clock.now() - NOW_MS - 15_000 - tookMs)).toBeLessThan(100);
  port.renew = works;
  await pass();
});

test('no call begins when its time has come while the lease was renewed', async () => {
  const { clock, port, pass } = await aGate();
  await clock.run(NOW_MS + 15_000);
  const works = port.renew.bind(port);
  port.renew = async (...given) => {
    await clock.sleep(5_000);
    return works(...given);
  };
  await expect(pass(NOW_MS + 20_000)).rejects.toThrow('no time left');
});

test('a port behind the gate is called as before, and what is no call is what it is', async () => {
  const { target, calls } = await aPort(1_000);
  expect(await target.readTables()).toBe('readTables');
  expect(await target.deleteReference()).toBe('deleteReference');
  expect(calls).toEqual(['readTables', 'deleteReference']);
  expect(target.id).toBe(7);
});

test('a port behind the gate is not called when the lease is gone', async () => {
  const { clock, port, target, calls } = await aPort(0);
  await clock.run(NOW_MS + LEASE_TERM_MS);
  await port.acquire('b', LEASE_TERM_MS);
  await expect(target.readTables()).rejects.toThrow('another run');
  expect(calls).toEqual([]);
});

test('a write is waited for no longer than it may last', async () => {
  const { clock, target } = await aPort(LONGEST_CALL_MS + 1);
  await expect(target.deleteReference()).rejects.toThrow('deleteReference was not answered within 10 s');
  expect(Math.abs(clock.now() - NOW_MS - LONGEST_CALL_MS)).toBeLessThan(100);
});

test('a read, which outlasts the lease without harm, is waited for until its time has come', async () => {
  const { clock, target } = await aPort(24_000, NOW_MS + 25_000);
  expect(await target.readTables()).toBe('readTables');
  await expect(target.readTables()).rejects.toThrow('readTables was not answered within');
  expect(Math.abs(clock.now() - NOW_MS - 25_000)).toBeLessThan(100);
});

test('an answer, and an error, are passed on as they come', async () => {
  const clock = new VirtualClock(0);
  const passing = timePasser(clock);
  expect(await passing(answered(Promise.resolve(5), 'it', 10, clock))).toBe(5);
  await expect(passing(answered(Promise.reject(new Error('no')), 'it', 10, clock))).rejects.toThrow('no');
});
