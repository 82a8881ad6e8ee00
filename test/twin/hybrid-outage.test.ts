import { LATENCIES } from '../../lib/twin/latencies';
import type { Replay } from '../../lib/twin/replayed';
import type { Run, Scenario } from '../../lib/twin/scenario';
import type { Wait } from '../../lib/twin/waits';
import { at, GREY_DX, outageOfFlow, play as playOn, understandExample, without } from '../support/outage';

const hybrid = understandExample('hybrid.yaml');
const SEEDS = [1, 2, 3, 4];
/** All that is lost is lost by then, unless it is lost for as long as the fault lasts. */
const BEGINNING = { startMs: at('20:05:00'), endMs: at('20:20:00') };
const TO_IAD = 'ord → iad/core';
const TO_ORD = 'iad/core → ord';

function play(run: Run, changes: Partial<Scenario> = {}, world = hybrid): Promise<Replay> {
  return playOn(world, run, { ...GREY_DX, ...changes });
}

/** One that several tests look at is played once. */
const usual = new Map<Run, Promise<Replay>>();
function usually(run: Run): Promise<Replay> {
  const known = usual.get(run) ?? play(run);
  usual.set(run, known);
  return known;
}

function waitsOf({ waits }: Replay, flow: string, kind: Wait['kind']): readonly Wait[] {
  return waits.filter((wait) => wait.flow === flow && wait.kind === kind);
}

/** Seconds that a wait spent on some of its steps; on all when none is named. */
function seconds(wait: Wait | undefined, ...steps: readonly Wait['steps'][number]['step'][]): number {
  const counted = (wait?.steps ?? []).filter(({ step }) => steps.length === 0 || steps.includes(step));
  return counted.reduce((sum, { ms }) => sum + ms, 0) / 1_000;
}

function expectNoBystanderHurt({ flows }: Replay): void {
  for (const name of ['iad/core → pdx/core', 'pdx/core → iad/core'])
    expect({ name, lost: flows.find((flow) => flow.name === name)?.lost }).toEqual({ name, lost: 0 });
}

test('without Detour a Direct Connect link that is grey is used by both ends for as long as it is', async () => {
  const replay = await usually('without-detour');
  for (const flow of [TO_IAD, TO_ORD]) expect(Math.round(outageOfFlow(replay, flow))).toBe(20 * 60);
  expect(waitsOf(replay, TO_IAD, 'lost')[0]?.steps).toEqual([
    { step: 'end of the fault', ms: 20 * 60_000, link: 'ord-iad-dx' },
  ]);
  expectNoBystanderHurt(replay);
});

test('announced, no packet is lost in either direction, whatever the seed', async () => {
  for (const seed of SEEDS) {
    const { flows } = await play('announced', { seed });
    expect({ seed, lost: flows.map(({ lost }) => lost) }).toEqual({ seed, lost: [0, 0, 0, 0] });
  }
});

test('unannounced, what leaves iad is back within 5 s, and what leaves ord when it has heard of the VPN', async () => {
  for (const seed of SEEDS) {
    const replay = await play('unannounced', { seed, ...BEGINNING });
    expect(outageOfFlow(replay, TO_ORD)).toBeGreaterThan(2);
    expect(outageOfFlow(replay, TO_ORD)).toBeLessThanOrEqual(5);
    const [lost] = waitsOf(replay, TO_IAD, 'lost');
    expect(lost?.path).toEqual(['ord-iad-vpn']);
    expect(seconds(lost, 'detection', 'decision', 'API')).toBeLessThanOrEqual(5);
    expect(outageOfFlow(replay, TO_IAD)).toBeLessThanOrEqual(5 + LATENCIES.bgpUpdate[1] / 1_000);
    expectNoBystanderHurt(replay);
  }
});

test('what a flow waited for adds up to its outage, and each step is one that this flow has to take', async () => {
  const replay = await usually('unannounced');
  const steps = (flow: string) => waitsOf(replay, flow, 'lost')[0]?.steps.map(({ step }) => step);
  expect(steps(TO_ORD)).toEqual(['detection', 'decision', 'API']);
  expect(steps(TO_IAD)).toEqual(['detection', 'decision', 'API', 'BGP update']);
  for (const flow of [TO_IAD, TO_ORD]) {
    const [lost] = waitsOf(replay, flow, 'lost');
    expect(Math.abs(seconds(lost) - outageOfFlow(replay, flow))).toBeLessThan(0.2);
  }
});

test('traffic from ord is moved on from the VPN to the other Direct Connect link after its announcement time', async () => {
  const replay = await usually('unannounced');
  const [moved] = waitsOf(replay, TO_IAD, 'moved');
  expect(moved?.path).toEqual(['ord-pdx-dx', 'iad-pdx']);
  expect(seconds(moved, 'announcement')).toBe(LATENCIES.announcement[0] / 1_000);
  expect(moved?.untilMs).toBeGreaterThan(at('20:15:00'));
  expect(moved?.untilMs).toBeLessThan(at('20:15:20'));
});

test('when it is over, each flow goes where it went before', async () => {
  for (const run of ['unannounced', 'announced'] as const) {
    const { flows } = await usually(run);
    for (const { name, turns } of flows)
      expect({ name, path: turns.at(-1)?.path }).toEqual({ name, path: turns[0]?.path });
  }
});

test('without a VPN, ord waits for the announcement time of the other Direct Connect link, and iad does not', async () => {
  const world = understandExample('hybrid.yaml', without('ord-iad-vpn'));
  for (const seed of SEEDS.slice(0, 2)) {
    const replay = await play('unannounced', { seed, ...BEGINNING }, world);
    expect(outageOfFlow(replay, TO_ORD)).toBeLessThanOrEqual(5);
    const [lost] = waitsOf(replay, TO_IAD, 'lost');
    expect(seconds(lost, 'announcement')).toBe(LATENCIES.announcement[0] / 1_000);
    expect(outageOfFlow(replay, TO_IAD) - seconds(lost, 'announcement')).toBeLessThanOrEqual(
      5 + LATENCIES.bgpUpdate[1] / 1_000,
    );
  }
});

test('without any other link to ord the last one is never withdrawn, and carries again when the fault ends', async () => {
  const world = understandExample('hybrid.yaml', without('ord-iad-vpn', 'ord-pdx-dx'));
  for (const run of ['unannounced', 'announced'] as const) {
    const replay = await play(run, {}, world);
    for (const flow of [TO_IAD, TO_ORD]) expect(Math.round(outageOfFlow(replay, flow))).toBe(20 * 60);
    const writes = Object.keys(replay.calls).filter((action) => /:(Disable|Update|Delete|Create)/.test(action));
    expect(writes).toEqual([]);
  }
});

test('when the VPN goes down after the Direct Connect link, ord waits for the rest of an announcement, and iad for nothing', async () => {
  const faults = [
    ...GREY_DX.faults,
    { link: 'ord-iad-vpn', form: 'down' as const, fromMs: at('20:12:00'), toMs: at('20:25:00') },
  ];
  const replay = await play('unannounced', { faults });
  expect(waitsOf(replay, TO_ORD, 'lost')).toHaveLength(1);
  const [, second] = waitsOf(replay, TO_IAD, 'lost');
  expect(second?.sinceMs).toBe(at('20:12:00'));
  expect(second?.steps.map(({ step }) => step)).toEqual(['announcement', 'BGP update']);
  expect(second?.path).toEqual(['ord-pdx-dx', 'iad-pdx']);
  expect(seconds(second)).toBeLessThan(200);
  expectNoBystanderHurt(replay);
  const announced = await play('announced', { faults });
  expect(announced.flows.map(({ lost }) => lost)).toEqual([0, 0, 0, 0]);
});

test('a link that goes down is left by BGP alone, after its timers', async () => {
  const faults = GREY_DX.faults.map((fault) => ({ ...fault, form: 'down' as const }));
  const replay = await play('without-detour', { faults });
  const [fast, slow] = LATENCIES.sessionLost['direct-connect'];
  expect(outageOfFlow(replay, TO_ORD) * 1_000).toBeGreaterThanOrEqual(fast - 50);
  expect(outageOfFlow(replay, TO_ORD) * 1_000).toBeLessThanOrEqual(slow + 50);
  expect(waitsOf(replay, TO_ORD, 'lost')[0]).toMatchObject({ path: ['ord-iad-vpn'], steps: [{ step: 'BGP timers' }] });
  expect(waitsOf(replay, TO_IAD, 'lost')[0]?.steps.map(({ step }) => step)).toEqual(['BGP timers', 'BGP update']);
});

test('calls are counted by service, and the premises cost none', async () => {
  const { calls } = await usually('announced');
  expect(calls['directconnect:UpdateDirectConnectGatewayAssociation']).toBeGreaterThanOrEqual(2);
  expect(calls['ec2:CreateTransitGatewayPrefixListReference']).toBe(
    calls['ec2:DeleteTransitGatewayPrefixListReference'],
  );
  expect(Object.keys(calls).every((action) => /^(ec2|directconnect):[A-Z]/.test(action))).toBe(true);
});

test('the same seed plays the same replay, and another seed another', async () => {
  const first = await usually('unannounced');
  expect(await play('unannounced')).toEqual(first);
  expect(await play('unannounced', { seed: 6 })).not.toEqual(first);
});
