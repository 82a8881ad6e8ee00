// An order from its beginning to its end, minute by minute, against EC2 as fake-tunnels.ts has it; then the same with the
// function dying before or after each of its calls.

import type { AuditEntry } from '../../../../lib/controller/audit';
import type { Publication } from '../../../../lib/controller/database';
import type { Ask } from '../../../../lib/controller/signals/status/read-ends';
import { watchLinks } from '../../../../lib/controller/signals/status/watch-links';
import { FakeTunnels } from '../../../support/fake-tunnels';
import { MemoryLinkState } from '../../../support/memory-link-state';
import { anOrder, MINUTE_MS, NOW_MS } from '../../../support/world';

const A = '192.0.2.1';
const B = '192.0.2.2';
const LINK = 'vpn';
const ORDER = anOrder('apply-tunnel-maintenance', LINK, { expiresMs: NOW_MS + 180 * MINUTE_MS });
/** How long the drain of the story takes, and the whole story at most. */
const EMPTY_AFTER = 3;
const MINUTES = 60;

interface Crash {
  /** Of the calls of the whole story. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

class Story {
  minute = 0;
  calls = 0;
  isDead = false;
  readonly state = new MemoryLinkState();
  readonly tunnels: FakeTunnels;
  readonly entries: AuditEntry[] = [];
  readonly replacedWhileUsed: number[] = [];
  readonly bothAway: number[] = [];

  constructor(
    private readonly crash?: Crash,
    lost: readonly string[] = [],
  ) {
    this.tunnels = new FakeTunnels('vpn-1', [A, B], this.now, lost);
    this.state.orders.set(ORDER.id, ORDER);
  }

  readonly now = () => NOW_MS + this.minute * MINUTE_MS;

  get isEmpty(): boolean {
    return this.minute >= EMPTY_AFTER && this.isOrdered;
  }

  get isOrdered(): boolean {
    return (this.state.orders.get(ORDER.id)?.expiresMs ?? 0) > this.now();
  }

  /** As the process that dies does it: nothing that comes later in the run happens. */
  private readonly ask: Ask = async (call) => {
    if (this.isDead) return { kind: 'failed', why: 'dead' };
    const isHere = this.crash?.call === this.calls;
    this.calls += 1;
    this.isDead = isHere;
    if (isHere && this.crash?.when === 'before') return { kind: 'failed', why: 'dead' };
    const value = await call();
    return isHere ? { kind: 'failed', why: 'dead' } : { kind: 'said', value };
  };

  private publications(): readonly Publication[] {
    const nothing = { view: '', links: {}, hops: {}, heard: {}, acknowledged: {}, held: {} };
    return [
      { kind: 'publication', site: 'iad', atMs: this.now(), emptied: this.isEmpty ? [LINK] : [], ...nothing },
      { kind: 'publication', site: 'cmh', atMs: this.now(), emptied: [], ...nothing },
    ];
  }

  async run(): Promise<void> {
    this.isDead = false;
    this.state.publications = this.publications();
    const before = this.tunnels.replacements.length;
    const wasEmpty = this.isEmpty;
    const { entries } = await watchLinks({
      site: 'iad',
      identities: [
        {
          link: LINK,
          entities: [],
          circuitIds: [],
          ends: [{ site: 'iad', attachmentId: 'a-1', vpnConnectionId: 'vpn-1' }],
        },
      ],
      apis: { attachments: this.tunnels.attachments, vpns: this.tunnels, interfaces: this.tunnels.interfaces },
      database: this.state,
      signals: this.state,
      orders: this.state,
      now: this.now,
      askToRead: this.ask,
      askToAct: this.ask,
      askToWrite: this.ask,
    });
    if (!this.isDead) this.entries.push(...entries);
    if (this.tunnels.replacements.length > before && !wasEmpty) this.replacedWhileUsed.push(this.minute);
  }

  /** Until the order has ended, and a little longer. */
  async tell(): Promise<this> {
    for (let after = 0; this.minute < MINUTES && after < 3; this.minute += 1) {
      await this.run();
      if (![A, B].some((address) => this.tunnels.carries(address))) this.bothAway.push(this.minute);
      if (!this.isOrdered) after += 1;
    }
    return this;
  }

  told(): readonly string[] {
    return this.entries
      .filter(({ code }) => code.startsWith('tunnel-maintenance-'))
      .map(({ code, because }) => `${code}: ${because}`);
  }
}

test('drains, replaces one tunnel after the other, and ends', async () => {
  const story = await new Story().tell();
  expect(story.told()).toEqual([
    'tunnel-maintenance-waits: the link is not known to be empty yet',
    `tunnel-maintenance-pending: tunnel vpn-1/${B} has maintenance pending, and AWS does not say when it applies it by itself`,
    `tunnel-maintenance-pending: tunnel vpn-1/${A} has maintenance pending, and AWS does not say when it applies it by itself`,
    `tunnel-maintenance-applied: tunnel ${A} is replaced, as ada ordered: a reason`,
    `tunnel-maintenance-done: tunnel vpn-1/${A} has no maintenance pending any more`,
    `tunnel-maintenance-applied: tunnel ${B} is replaced, as ada ordered: a reason`,
    `tunnel-maintenance-waits: tunnel ${B} is down after it was replaced`,
    `tunnel-maintenance-done: tunnel vpn-1/${B} has no maintenance pending any more`,
    'tunnel-maintenance-done: no tunnel has maintenance pending, and all are up',
  ]);
  expect(story.tunnels.replacements.map(({ address }) => address)).toEqual([A, B]);
  expect(story.replacedWhileUsed).toEqual([]);
  expect(story.bothAway).toEqual([]);
});

test('tells a person and stops when a tunnel does not come back, and leaves the other one alone', async () => {
  const story = await new Story(undefined, [A]).tell();
  expect(story.told().at(-1)).toBe(
    `tunnel-maintenance-failed: tunnel ${A} is down after it was replaced, for half an hour now; no other tunnel is replaced`,
  );
  expect(story.tunnels.replacements.map(({ address }) => address)).toEqual([A]);
  expect(story.isOrdered).toBe(false);
});

test('does nothing any more when the order has expired', async () => {
  const story = new Story();
  story.state.orders.set(ORDER.id, { ...ORDER, expiresMs: NOW_MS + 2 * MINUTE_MS });
  await story.tell();
  expect(story.tunnels.replacements).toEqual([]);
  expect(story.told().filter((text) => text.startsWith('tunnel-maintenance-failed'))).toEqual([]);
});

test('an old word of the admission site is not enough to replace a tunnel', async () => {
  const story = new Story();
  story.minute = EMPTY_AFTER;
  await story.run();
  const [fresh] = story.tunnels.replacements;
  expect(fresh?.address).toBe(A);

  const stale = new Story();
  stale.minute = EMPTY_AFTER;
  const read = stale.state.read.bind(stale.state);
  stale.state.read = async () => {
    const known = await read();
    return { ...known, publications: known.publications.map((one) => ({ ...one, atMs: one.atMs - 4 * MINUTE_MS })) };
  };
  await stale.run();
  expect(stale.tunnels.replacements).toEqual([]);
});

test.each(['refused', 'thrown'] as const)('when EC2 does not take it, and that is %s', async (how) => {
  const story = new Story();
  story.minute = EMPTY_AFTER;
  story.tunnels.replace = async () => {
    if (how === 'thrown') throw new Error('RequestLimitExceeded');
    return { kind: 'refused', why: 'UnauthorizedOperation: no' };
  };
  await (how === 'refused' ? story.run() : expect(story.run()).rejects.toThrow('RequestLimitExceeded'));
  expect(story.isOrdered).toBe(how === 'thrown');
  expect(story.told().some((text) => text.includes('AWS refuses to replace tunnel 192.0.2.1'))).toBe(how === 'refused');
});

test('comes to the same end when the function dies before or after any of its calls', async () => {
  const calls = (await new Story().tell()).calls;
  expect(calls).toBeGreaterThan(50);
  for (let call = 0; call < calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const story = await new Story({ call, when }).tell();
      const end = {
        crash: { call, when },
        replaced: story.tunnels.replacements.map(({ address }) => address),
        ordered: story.isOrdered,
        whileUsed: story.replacedWhileUsed,
        bothAway: story.bothAway,
      };
      expect(end).toEqual({ crash: { call, when }, replaced: [A, B], ordered: false, whileUsed: [], bothAway: [] });
    }
  }
});
