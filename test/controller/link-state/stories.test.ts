// What a link goes through in time: each story puts in what becomes known and asks for the state at chosen minutes.

import type { Admission, LinkStatus, Notice, Observation, Order, Snapshot } from '../../../lib/controller/database';
import { linkStates } from '../../../lib/controller/link-state/link-states';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import {
  aNotice,
  anAdmission,
  anObservation,
  anOrder,
  aStatus,
  MINUTE_MS,
  NOTHING_KNOWN,
  NOW_MS,
} from '../../support/world';

const LINK = 's0-s1';
const peerings = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const [peering] = peerings.links;
if (!peering) throw new Error('there is no link');
/** The far end is on premises and has nothing that answers probes. */
const unprobed = aBackbone([aSite(0), aSite(1, 'on-prem')], [{ ...peering, kind: 'direct-connect' }]);
const at = (minute: number) => NOW_MS + minute * MINUTE_MS;

type Item = Notice | Order | Observation | LinkStatus | Admission;

/** The link as its site's controller knows it: minute by minute, admitted whenever it waits. */
class Story {
  private known: Snapshot = { ...NOTHING_KNOWN, observations: [anObservation(LINK, 's0')] };
  private previous: Standing = 'up';
  private minute = 0;

  constructor(private readonly backbone = peerings) {
    if (backbone === unprobed) this.known = NOTHING_KNOWN;
  }

  /** Items under a name that is known already take its place. */
  learn(...items: readonly Item[]): this {
    for (const item of items) {
      const key = `${item.kind}s` as 'notices' | 'orders' | 'observations' | 'admissions';
      const field = item.kind === 'status' ? 'statuses' : key;
      const nameOf = (one: Item) => ('id' in one ? one.id : `${one.link} ${'site' in one ? one.site : ''}`);
      const others = (this.known[field] as readonly Item[]).filter((one) => nameOf(one) !== nameOf(item));
      this.known = { ...this.known, [field]: [...others, item] };
    }
    return this;
  }

  /** `standing code`, after a reconcile each minute until then. */
  state(minute: number): string {
    let said = '';
    for (; this.minute <= minute; this.minute += 1) {
      const before = { [LINK]: { standing: this.previous, code: 'link-healthy' } } as const;
      const [state] = linkStates(this.backbone, this.known, before, at(this.minute));
      if (!state) throw new Error('there is no link');
      this.previous = state.standing;
      said = `${state.standing} ${state.code}`;
      if (state.wanted && state.code !== 'link-forced-up') this.learn(anAdmission(LINK));
      if (!state.wanted) this.known = { ...this.known, admissions: [] };
    }
    return said;
  }
}

function notice(id: string, fromMinute: number, toMinute: number, more: Partial<Notice> = {}): Notice {
  return aNotice(LINK, { id, event: id, startMs: at(fromMinute), endMs: at(toMinute), receivedMs: at(0), ...more });
}
function order(action: Order['action'], fromMinute: number, toMinute: number): Order {
  return anOrder(action, LINK, { id: `${action} ${fromMinute}`, atMs: at(fromMinute), expiresMs: at(toMinute) });
}

const DRAINED = 'drained link-maintenance';
const HEALTHY = 'up link-healthy';

test('several windows drain the link one after the other, each with its lead time', () => {
  const story = new Story().learn(notice('a', 20, 40), notice('b', 60, 70));
  expect([9, 12, 39, 40, 49, 52, 70].map((minute) => story.state(minute))).toEqual([
    HEALTHY,
    DRAINED,
    DRAINED,
    HEALTHY,
    HEALTHY,
    DRAINED,
    HEALTHY,
  ]);
});

test('overlapping windows of two sources keep it drained until the last one ends', () => {
  const story = new Story().learn(notice('a', 20, 40), notice('b', 30, 60, { source: 'aws-health' }));
  expect([39, 45, 59, 60].map((minute) => story.state(minute))).toEqual([DRAINED, DRAINED, DRAINED, HEALTHY]);
});

test('maintenance that was late to be announced drains at once', () => {
  const story = new Story();
  story.state(5);
  story.learn(notice('a', -30, 20, { receivedMs: at(6) }));
  expect([story.state(8), story.state(20)]).toEqual([DRAINED, HEALTHY]);
});

test.each(['completed', 'cancelled'] as const)('a window that is %s while the link is drained ends there', (status) => {
  const story = new Story().learn(notice('a', 20, 90));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(notice('a', 20, 90, { version: 1, status }));
  expect(story.state(31)).toBe(HEALTHY);
});

test('an extension while the link is drained keeps it so until the new end', () => {
  const story = new Story().learn(notice('a', 20, 40));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(notice('a, again', 20, 80, { event: 'a', version: 1 }));
  expect([41, 79, 80].map((minute) => story.state(minute))).toEqual([DRAINED, DRAINED, HEALTHY]);
});

test('an untrusted update changes nothing of what a trusted message said', () => {
  const story = new Story().learn(notice('a', 20, 40));
  story.learn(notice('forged', 20, 40, { event: 'a', version: 9, status: 'cancelled', trusted: false }));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(notice('forged too', 20, 400, { event: 'a', version: 10, trusted: false }));
  expect(story.state(40)).toBe(HEALTHY);
});

test('a cancellation counts when all of its pages are there, in whatever order they come', () => {
  const story = new Story().learn(notice('a', 20, 90));
  const cancelled = { event: 'a', version: 1, status: 'cancelled' } as const;
  story.learn(notice('second page', 20, 90, { ...cancelled, links: ['another'], page: { number: 2, of: 2 } }));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(notice('first page', 20, 90, { ...cancelled, page: { number: 1, of: 2 } }));
  expect(story.state(31)).toBe(HEALTHY);
});

test('a restore takes back the notice that came before it, and its copies, until it expires', () => {
  const story = new Story().learn(notice('a', 20, 90));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(order('restore', 31, 60), { ...notice('a copy', 20, 90, { event: 'a' }), receivedMs: at(32) });
  expect([33, 59, 61].map((minute) => story.state(minute))).toEqual([HEALTHY, HEALTHY, DRAINED]);
});

test('a notice that is newer than a restore drains again', () => {
  const story = new Story().learn(notice('a', 20, 90));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(order('restore', 31, 90));
  expect(story.state(33)).toBe(HEALTHY);
  story.learn(notice('a, again', 20, 120, { event: 'a', version: 1, receivedMs: at(34) }));
  expect(story.state(36)).toBe(DRAINED);
});

test('a restore takes back an order, and an order that is newer than the restore counts', () => {
  const story = new Story().learn(order('drain', 1, 90));
  expect(story.state(3)).toBe('drained link-drain-ordered');
  story.learn(order('restore', 4, 60));
  expect(story.state(5)).toBe(HEALTHY);
  story.learn(order('apply-tunnel-maintenance', 6, 20));
  expect([8, 20].map((minute) => story.state(minute))).toEqual(['drained link-drain-ordered', HEALTHY]);
});

test('of a forced up link and a drain the newer order counts', () => {
  const story = new Story().learn(order('force-up', 1, 90));
  expect(story.state(2)).toBe('up link-forced-up');
  story.learn(order('drain', 3, 30));
  expect(story.state(5)).toBe('drained link-drain-ordered');
  expect(story.state(30)).toBe('up link-forced-up');
  story.learn(order('drain', 31, 90), order('force-up', 32, 60));
  expect(story.state(33)).toBe('up link-forced-up');
});

test('a drained link that is frozen stays empty when its window ends, and keeps its place among the drains', () => {
  const story = new Story().learn(notice('a', 20, 40));
  expect(story.state(30)).toBe(DRAINED);
  story.learn(order('freeze', 31, 60));
  expect(story.state(50)).toBe('drained link-frozen');
  const frozen = { ...NOTHING_KNOWN, orders: [order('freeze', 31, 60)], admissions: [anAdmission(LINK)] };
  const held = { [LINK]: { standing: 'drained', code: 'link-frozen' } } as const;
  expect(linkStates(peerings, frozen, held, at(50))[0]?.wanted).toBe(true);
  expect(linkStates(peerings, { ...frozen, admissions: [] }, held, at(50))[0]?.wanted).toBe(false);
  expect(story.state(60)).toBe(HEALTHY);
});

test('a link that went bad in its window and could not be admitted is not given back before the window ends', () => {
  const bad = anObservation(LINK, 's0', { verdict: 'bad', wasBad: true, sinceMs: at(25) });
  const again = anObservation(LINK, 's0', { wasBad: true, sinceMs: at(27) });
  const known = (observation: Observation, notices: readonly Notice[]) => ({
    ...NOTHING_KNOWN,
    observations: [observation],
    notices,
  });
  const codeAt = (minute: number, snapshot: Snapshot) => linkStates(peerings, snapshot, {}, at(minute))[0]?.code;
  const open = [notice('a', 20, 60)];
  expect(codeAt(26, known(bad, open))).toBe('link-probes-lost');
  expect([28, 59, 60].map((minute) => codeAt(minute, known(again, open)))).toEqual([
    'link-hold-down',
    'link-hold-down',
    'link-healthy',
  ]);
  expect(codeAt(33, known({ ...again, sinceMs: at(5) }, open))).toBe('link-drain-late');
});

test('ends that contradict each other make it down, and the end that recovers last is waited for', () => {
  const story = new Story().learn(anObservation(LINK, 's1', { verdict: 'bad', wasBad: true, sinceMs: at(1) }));
  expect(story.state(2)).toBe('down link-probes-lost');
  story.learn(anObservation(LINK, 's1', { wasBad: true, sinceMs: at(3) }));
  expect([4, 7, 8].map((minute) => story.state(minute))).toEqual([
    'drained link-hold-down',
    'drained link-hold-down',
    HEALTHY,
  ]);
});

test('sessions that AWS saw go and come back are held down as well, though no probe was lost', () => {
  const story = new Story().learn(aStatus(LINK, 's0', ['down'], { wasBad: true, sinceMs: at(1) }));
  expect(story.state(1)).toBe('down link-reported-down');
  story.learn(aStatus(LINK, 's0', ['up'], { wasBad: true, sinceMs: at(2) }));
  expect([2, 6, 7].map((minute) => story.state(minute))).toEqual([
    'drained link-hold-down',
    'drained link-hold-down',
    HEALTHY,
  ]);
});

test('a report that has expired says nothing of a link that is probed', () => {
  const story = new Story().learn(aStatus(LINK, 's0', ['down'], { expiresMs: at(5) }));
  expect([4, 5].map((minute) => story.state(minute))).toEqual(['down link-reported-down', HEALTHY]);
});

describe('a link that nothing can be probed on', () => {
  const up = aStatus(LINK, 's0', ['up'], { expiresMs: at(10) });

  test('is judged by what AWS says of it, and held as it was when AWS says nothing any more', () => {
    const story = new Story(unprobed).learn(up);
    expect([1, 10].map((minute) => story.state(minute))).toEqual([HEALTHY, 'up link-unobserved']);
    story.learn(aStatus(LINK, 's0', ['down'], { wasBad: true, sinceMs: at(11), expiresMs: at(15) }));
    expect([11, 15].map((minute) => story.state(minute))).toEqual(['down link-reported-down', 'down link-unobserved']);
    story.learn(aStatus(LINK, 's0', ['up'], { wasBad: true, sinceMs: at(16), expiresMs: at(90) }));
    expect([16, 21].map((minute) => story.state(minute))).toEqual(['drained link-hold-down', HEALTHY]);
  });

  test('is judged by what is measured all the same, where something is', () => {
    const story = new Story(unprobed).learn(up, anObservation(LINK, 's0', { verdict: 'bad', wasBad: true }));
    expect(story.state(1)).toBe('down link-probes-lost');
  });

  test('is not good for want of an answer', () => {
    const story = new Story(unprobed).learn(aStatus(LINK, 's0', [], { attachment: 'unknown' }));
    expect(story.state(1)).toBe('up link-unobserved');
  });

  test('is drained for its maintenance and restored after it though its reports have stopped', () => {
    const story = new Story(unprobed).learn(up, notice('a', 20, 40));
    expect([12, 39].map((minute) => story.state(minute))).toEqual([DRAINED, DRAINED]);
    expect(story.state(41)).toBe('drained link-unobserved');
    story.learn(aStatus(LINK, 's0', ['up'], { expiresMs: at(90) }));
    expect(story.state(42)).toBe(HEALTHY);
  });
});
