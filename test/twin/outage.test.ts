import { at, OUTAGE, outageOf, play, understandExample, withPolicy } from '../support/outage';

const example = understandExample();
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** All that is lost is lost by then, unless it is lost for as long as the fault lasts. */
const BEGINNING = { endMs: at('20:20:00') };

test('without Detour the outage lasts as long as the fault, in both directions, and nobody calls an API', async () => {
  const { flows, calls, decisions } = await play(example, 'without-detour');
  expect(flows.map(({ name }) => name)).toEqual(['pdx/core → iad/databases', 'iad/databases → pdx/core']);
  for (const { outageSeconds, outcomes, lost } of flows) {
    expect(Math.round(outageSeconds)).toBe(20 * 60);
    expect(outcomes).toEqual({ 'dead-link': lost });
  }
  expect(calls).toEqual({});
  expect(decisions).toEqual([]);
});

test('unannounced, with the default policy, it lasts longer than three probes and at most five seconds', async () => {
  for (const seed of SEEDS) {
    const outage = outageOf(await play(example, 'unannounced', { seed, ...BEGINNING }));
    expect(outage).toBeGreaterThan(2);
    expect(outage).toBeLessThanOrEqual(5);
  }
});

test('announced, no packet is lost: not by the drain, the fault, its end or the restore', async () => {
  for (const seed of SEEDS) {
    const replay = await play(example, 'announced', { seed });
    expect(replay.flows.map(({ lost }) => lost)).toEqual([0, 0]);
    const codes = replay.decisions.map(({ code }) => code);
    expect(codes.indexOf('drain-complete')).toBeGreaterThan(codes.indexOf('override-created'));
    expect(codes).toContain('override-removed');
  }
});

test('one drain costs one write per steered table and remote site, and as many to undo it', async () => {
  const { calls } = await play(example, 'announced');
  expect(calls).toMatchObject({
    'ec2:CreateTransitGatewayPrefixListReference': 4,
    'ec2:DeleteTransitGatewayPrefixListReference': 4,
  });
});

test('a longer fault makes the outage without Detour longer, and not the one with it', async () => {
  const faults = [{ link: 'iad-pdx', form: 'grey' as const, fromMs: at('20:10:00'), toMs: at('20:40:00') }];
  expect(Math.round(outageOf(await play(example, 'without-detour', { faults })))).toBe(30 * 60);
  expect(outageOf(await play(example, 'unannounced', { faults }))).toBeLessThanOrEqual(5);
});

test('a window that ends before the fault still loses nothing, because the probes keep the link empty', async () => {
  const notices = OUTAGE.notices.map((notice) => ({ ...notice, toMs: at('20:20:00') }));
  expect(outageOf(await play(example, 'announced', { notices }))).toBe(0);
});

test('a notice that comes only after the fault has begun saves nothing', async () => {
  const notices = OUTAGE.notices.map((notice) => ({ ...notice, announcedMs: at('20:12:00') }));
  const announced = outageOf(await play(example, 'announced', { notices, ...BEGINNING }));
  expect(announced).toBeGreaterThan(2);
  expect(announced).toBeLessThanOrEqual(5);
});

test('slower probes that must miss more often make the outage longer', async () => {
  const { probe } = example.backbone.policy;
  const slow = withPolicy(example.backbone, { probe: { ...probe, intervalMs: 2_000, fall: 5, lossThreshold: 1 } });
  const outage = outageOf(await play({ ...example, backbone: slow }, 'unannounced', BEGINNING));
  expect(outage).toBeGreaterThan(8);
  expect(outage).toBeLessThan(12);
});

test('faster probes make it shorter', async () => {
  const { probe } = example.backbone.policy;
  const fast = withPolicy(example.backbone, { probe: { ...probe, intervalMs: 200, timeoutMs: 100 } });
  expect(outageOf(await play({ ...example, backbone: fast }, 'unannounced', BEGINNING))).toBeLessThan(2);
});

test('when both links of iad are cut, nothing can save its flows, and they are back soon after the first link is', async () => {
  const faults = [
    ...OUTAGE.faults,
    { link: 'iad-cmh', form: 'grey' as const, fromMs: at('20:15:00'), toMs: at('20:25:00') },
  ];
  const { flows } = await play(example, 'unannounced', { faults });
  for (const { outageSeconds, outcomes } of flows) {
    expect(outageSeconds).toBeGreaterThan(10 * 60);
    // Both links are known to be down, so the flow goes back to waiting on the shorter of them; it may stay on the
    // other, or come back to it when probes have answered often enough.
    expect(outageSeconds).toBeLessThan(10 * 60 + 25);
    expect(Object.keys(outcomes)).toEqual(['dead-link']);
  }
});

test('the longer a link must have been good, the later its traffic comes back', async () => {
  const removed = async (holdDownMs: number) => {
    const backbone = withPolicy(example.backbone, { holdDownMs });
    const { decisions } = await play({ ...example, backbone }, 'unannounced');
    return decisions.find(({ code }) => code === 'override-removed')?.atMs ?? Number.NaN;
  };
  const [soon, late] = [await removed(60_000), await removed(600_000)];
  expect(soon).toBeGreaterThan(at('20:31:00'));
  expect(late - soon).toBeGreaterThanOrEqual(8 * 60_000);
});

test('the same seed plays the same replay, packet for packet, and another seed another', async () => {
  const first = await play(example, 'unannounced', BEGINNING);
  expect(await play(example, 'unannounced', BEGINNING)).toEqual(first);
  expect(await play(example, 'unannounced', { seed: 7, ...BEGINNING })).not.toEqual(first);
});

test('when it is over, the templates’ own routes are in force again', async () => {
  const { decisions } = await play(example, 'announced');
  const balance = (code: string) => decisions.filter((entry) => entry.code === code).length;
  expect(balance('override-created')).toBe(balance('override-removed'));
});
