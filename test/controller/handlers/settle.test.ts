import { onEvent, progressOf } from '../../../lib/controller/handlers/settle';
import type { Asked } from '../../../lib/controller/settle';
import type { SiteSighting } from '../../../lib/controller/site-sighting';

type SettleEvent = Parameters<typeof progressOf>[0];
const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/acme-iad-controller/1';
const LIMIT_S = 600;
const QUIET: SiteSighting = { isControlled: true, withdrawn: [], steered: [], elsewhere: [] };
const STARTED_MS = 1_000_000;

const event = (changes: Partial<SettleEvent> = {}): SettleEvent => ({
  RequestType: 'Update',
  StackId: STACK,
  ResourceProperties: { TimeLimitSeconds: String(LIMIT_S) },
  StartedMs: STARTED_MS,
  ...changes,
});

const DONE: Asked = { kind: 'answered', outcome: { kind: 'done', changed: 0, failed: 0, held: 2 } };
const CHANGED: Asked = { kind: 'answered', outcome: { kind: 'done', changed: 1, failed: 0, held: 0 } };

interface World {
  readonly nowMs?: number;
  readonly sighting?: SiteSighting;
  readonly unreadable?: string;
  readonly rollingBack?: boolean | Error;
}

function round(asked: SettleEvent, answer: Asked, world: World = {}) {
  const { nowMs = STARTED_MS, sighting = QUIET, unreadable, rollingBack = false } = world;
  const calls: string[] = [];
  const lines: string[] = [];
  const deps = {
    site: 'iad',
    ask: async () => {
      calls.push('ask');
      return answer;
    },
    sight: async () => {
      calls.push('sight');
      if (unreadable !== undefined) throw new Error(unreadable);
      return sighting;
    },
    isRollingBack: async (stackId: string) => {
      calls.push(stackId);
      if (rollingBack instanceof Error) throw rollingBack;
      return rollingBack;
    },
    now: () => nowMs,
    write: (line: string) => lines.push(line),
  };
  return { progress: progressOf(asked, deps), calls, lines };
}

test.each(['Create', 'Update'] as const)(
  'after a %s it is complete when a run finds nothing to change',
  async (kind) => {
    const { progress, calls, lines } = round(event({ RequestType: kind }), DONE);
    await expect(progress).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual(['ask']);
    expect(lines.join('')).toContain('"held":2');
  },
);

test('it waits while runs change something, and fails when the time is over', async () => {
  const last = STARTED_MS + LIMIT_S * 1_000;
  await expect(round(event(), CHANGED).progress).resolves.toEqual({ IsComplete: false });
  await expect(round(event(), CHANGED, { nowMs: last - 1 }).progress).resolves.toEqual({ IsComplete: false });
  await expect(round(event(), CHANGED, { nowMs: last }).progress).rejects.toThrow('what was deployed is in place');
});

test.each([
  ['changed something', CHANGED],
  ['failed', { kind: 'failed', why: 'AccessDenied' }],
] as const)('a stack that rolls back goes back after one run, which %s', async (_, answer) => {
  for (const nowMs of [STARTED_MS, STARTED_MS + LIMIT_S * 1_000]) {
    const { progress, calls, lines } = round(event(), answer, { nowMs, rollingBack: true });
    await expect(progress).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual(['ask', STACK]);
    expect(lines.join('')).toContain('"rolledBack":true');
  }
});

test('what cannot be told of the stack is no reason to let it be, and is written down', async () => {
  const rollingBack = new Error('Throttling');
  const waiting = round(event(), CHANGED, { rollingBack });
  await expect(waiting.progress).resolves.toEqual({ IsComplete: false });
  expect(waiting.lines.join('')).toContain('whether the stack is rolled back: Throttling');
  const last = STARTED_MS + LIMIT_S * 1_000;
  await expect(round(event(), CHANGED, { nowMs: last, rollingBack }).progress).rejects.toThrow(
    'what was deployed is in place',
  );
});

test('a controller that steers nothing may go, and is not asked for a run', async () => {
  const { progress, calls } = round(event({ RequestType: 'Delete' }), CHANGED);
  await expect(progress).resolves.toEqual({ IsComplete: true });
  expect(calls).toEqual(['sight']);
});

test('fails to let a controller go that steers', async () => {
  const sighting = { ...QUIET, steered: [{ link: 'iad-cmh', remote: 'pdx', where: 'table spokes' }] };
  const { progress } = round(event({ RequestType: 'Delete' }), DONE, { sighting });
  await expect(progress).rejects.toThrow('the controller of iad would go, and what it steers would stay');
});

test('fails to let a controller go that has withdrawn a link, which would carry nothing ever after', async () => {
  const sighting = { ...QUIET, withdrawn: [{ link: 'ord-iad-vpn', premises: 'ord', others: ['ord-iad-dx'] }] };
  const { progress } = round(event({ RequestType: 'Delete' }), DONE, { sighting });
  await expect(progress).rejects.toThrow('what it steers would stay: ord-iad-vpn, withdrawn; ');
});

test('fails to let a controller go of which it cannot be read whether it steers, and says what to do', async () => {
  const { progress } = round(event({ RequestType: 'Delete' }), DONE, { unreadable: 'Throttling' });
  await expect(progress).rejects.toThrow(
    'the controller of iad would go, and whether it steers anything cannot be read: Throttling; delete again',
  );
});

test('fails without a time limit', async () => {
  await expect(round(event({ ResourceProperties: {} }), DONE).progress).rejects.toThrow('TimeLimitSeconds');
});

test('what is asked for says when, and stays the same resource', async () => {
  const made = await onEvent(event());
  expect(Math.abs(made.StartedMs - Date.now())).toBeLessThan(60_000);
  expect(await onEvent(event({ PhysicalResourceId: made.PhysicalResourceId }))).toMatchObject({
    PhysicalResourceId: made.PhysicalResourceId,
  });
});
