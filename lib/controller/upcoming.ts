// Pure: what people are told of maintenance before it comes: when it is announced, seven days, a day and an hour before, when
// it begins, when it is changed and when it is cancelled. One site says it (speech.ts; the admission site as long as it
// publishes), once for all links of a notice. What passed before it was known is not told: late announcements make one message.
//
//   told before               now                                   is told
//   nothing                   to come, or open                      how far it is away, or that it has begun
//   another window or links   to come, or open                      that it has changed, and what it was
//   farther away              nearer by a step, or open             how far it is away, or that it has begun
//   cancelled                 to come, or open                      as if nothing had been told
//   not over, not cancelled   does not count, and is not completed  that it is cancelled
//   not over, not cancelled   completed                             nothing: the links come back, which is told
//   over                      anything                              nothing

import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit';
import type { Notice, Snapshot } from './database';
import { currentNotices } from './link-state/notices';
import { isBinding } from './link-state/wishes';
import { type Heard, isSpeaker, keptSaid, type Latest, latestSpoken, spokenAt } from './speech';
import type { SpokenWindow } from './spoken';
import { windowText } from './window-text';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** So many windows are told of at a time, the next ones first: a publication has a limit. */
const MOST_WINDOWS = 200;

type Window = Omit<SpokenWindow, 'atMs' | 'unsure'>;
type Step = Window['step'];

/** From so long before its start on a window is that near. */
const STEPS: readonly (readonly [step: Step, beforeMs: number])[] = [
  ['open', 0],
  ['hour', HOUR_MS],
  ['day', DAY_MS],
  ['week', 7 * DAY_MS],
];

function stepOf(startMs: number, nowMs: number): Step {
  return STEPS.find(([, beforeMs]) => startMs - nowMs <= beforeMs)?.[0] ?? 'far';
}

/** Of the event, however often it is announced and changed; events of sources are as long as these like. */
function keyOf({ source, event }: Notice): string {
  return createHash('sha256')
    .update(JSON.stringify([source, event]))
    .digest('hex')
    .slice(0, 16);
}

/** Pages of one message are one window. */
function joined(pages: readonly Notice[], nowMs: number): Window {
  const startMs = Math.min(...pages.map((page) => page.startMs));
  const endMs = Math.max(...pages.map((page) => page.endMs));
  const links = [...new Set(pages.flatMap((page) => page.links))].sort();
  const drill = pages.some((page) => page.drill) ? ({ drill: true } as const) : {};
  return { source: pages[0]?.source ?? '', links, startMs, endMs, ...drill, step: stepOf(startMs, nowMs) };
}

/** What drains links by itself and is not over, by event, the next ones first. */
function windowsNow(current: readonly Notice[], nowMs: number): ReadonlyMap<string, Window> {
  const events = new Map<string, Notice[]>();
  for (const notice of current) {
    if (!isBinding(notice) || notice.endMs <= nowMs || notice.links.length === 0) continue;
    events.set(keyOf(notice), [...(events.get(keyOf(notice)) ?? []), notice]);
  }
  const windows = [...events].map(([key, pages]): [string, Window] => [key, joined(pages, nowMs)]);
  return new Map(
    windows.sort(([a, one], [b, other]) => one.startMs - other.startMs || (a < b ? -1 : 1)).slice(0, MOST_WINDOWS),
  );
}

function isSameWindow(a: Window, b: Window): boolean {
  return a.startMs === b.startMs && a.endMs === b.endMs && a.links.join() === b.links.join();
}

/** `maintenance of a, b 2025-10-01 20:00 to 21:30 UTC`. */
function nounOf({ links, startMs, endMs, drill }: Window): string {
  return `${drill ? 'a drill of ' : ''}maintenance of ${links.join(', ')} ${windowText(startMs, endMs)}`;
}

type Said = Pick<AuditEntry, 'code' | 'because'>;

function changed(before: Window, now: Window): Said {
  const because = `${now.source} announced ${nounOf(now)}; before, it was of ${before.links.join(', ')} ${windowText(before.startMs, before.endMs)}`;
  return { code: 'maintenance-changed', because };
}

function upcoming(now: Window): Said {
  const code = now.step === 'open' ? 'maintenance-begun' : 'maintenance-upcoming';
  return { code, because: `${now.source} announced ${nounOf(now)}` };
}

function newsOf(before: Latest<SpokenWindow> | undefined, now: Window): Said | undefined {
  if (!before || before.said.step === 'cancelled') return upcoming(now);
  if (!isSameWindow(before.said, now)) return changed(before.said, now);
  return before.said.step === now.step && before.isSure ? undefined : upcoming(now);
}

/** What is told now of the maintenance of an event. */
export interface WindowNews extends Said {
  readonly window: SpokenWindow;
}

interface Upcoming {
  /** What this site has told people once it has told what is new. */
  readonly windows: Readonly<Record<string, SpokenWindow>>;
  readonly news: readonly WindowNews[];
}

/** Of one event, which people may have been told of or not. */
function newsOfEvent(
  before: Latest<SpokenWindow> | undefined,
  now: Window | undefined,
  isCompleted: boolean,
  nowMs: number,
): WindowNews | undefined {
  const atMs = spokenAt(nowMs, before);
  if (now) {
    const said = newsOf(before, now);
    return said && { ...said, window: { ...now, atMs } };
  }
  if (!before || isCompleted || before.said.endMs <= nowMs) return undefined;
  const { said, isSure } = before;
  if (said.step === 'cancelled' && isSure) return undefined;
  const { unsure: _, ...window } = said;
  const because = `${said.source} does not stand by ${nounOf(said)} any more`;
  return { code: 'maintenance-cancelled', because, window: { ...window, step: 'cancelled', atMs } };
}

/** What this site tells people of maintenance, and has told them. */
export function upcomingNow(heard: Heard, { notices }: Pick<Snapshot, 'notices'>): Upcoming {
  const { nowMs, routing } = heard;
  const current = currentNotices(notices);
  const now = windowsNow(current, nowMs);
  const latest = latestSpoken(heard, ({ windows }) => windows);
  const completed = new Set(current.filter(({ status }) => status === 'completed').map(keyOf));
  const speaks = isSpeaker(heard, []);
  const news = new Map<string, WindowNews>();
  const windows: Record<string, SpokenWindow> = {};
  for (const key of new Set([...now.keys(), ...latest.keys()])) {
    const before = latest.get(key);
    const one = speaks ? newsOfEvent(before, now.get(key), completed.has(key), nowMs) : undefined;
    if (one) news.set(key, one);
    if (one) windows[key] = one.window;
    else if (before?.site === routing.site && before.said.endMs > nowMs) windows[key] = keptSaid(before);
  }
  return { windows, news: [...news.values()] };
}
