// Pure: what a site publishes of its ends of BGP links, and since when each part of it stands. Times are kept from the
// previous publication: a controller remembers nothing else.
//
//   now read           update under way             said before       said now
//   announced          none                         since t           since t
//   announced          none                         not               since now
//   announced          ours, about something else   since t           since t, and changing
//   announced          ours, about it               since t           removed, and changing
//   announced          not known whose              since t           removed, and changing: a dead controller's may
//                                                                     take it away
//   not announced      any                          since t           removed; dropped once heard
//   not readable       ours                         since t           removed, and changing, when it is about it
//   not readable       none                         anything          the same: nobody else writes it

import type { Backbone } from '../routing/backbone';
import type { BgpEnd, BgpEnds } from './bgp-ends';
import type { PublishedSession } from './database';
import type { AnnouncementChange, Change, WithdrawalChange } from './plan';
import { isHeard } from './premises-entries';

type Times = Readonly<Record<string, number>>;

type WithdrawalState = Pick<PublishedSession, 'withdrawnMs' | 'restoredMs' | 'partly'>;

/** The AWS sites whose announcement over this link was just changed by this controller; absent: it changed nothing. */
type Touched = readonly string[] | undefined;

function announcedSince(
  { announced, settled }: BgpEnd,
  before: PublishedSession | undefined,
  touched: Touched,
  atMs: number,
): Times {
  const isOurs = before?.changing !== undefined || touched !== undefined;
  return Object.fromEntries(
    [...announced.keys()].flatMap((remote): [string, number][] => {
      const sinceMs = before?.announced[remote];
      if (settled) return [[remote, sinceMs ?? atMs]];
      return isOurs && sinceMs !== undefined && !touched?.includes(remote) ? [[remote, sinceMs]] : [];
    }),
  );
}

/** Counted from when the update that took it away was settled; until then from its beginning, which is not news twice. */
function removedSince(announced: Times, settled: boolean, before: PublishedSession | undefined, atMs: number): Times {
  const earlier = Object.entries(before?.removed ?? {}).map(([remote, sinceMs]): [string, number] => [
    remote,
    settled && before?.changing ? atMs : sinceMs,
  ]);
  const justNow = Object.keys(before?.announced ?? {}).map((remote): [string, number] => [remote, atMs]);
  return Object.fromEntries(
    [...earlier, ...justNow].filter(
      ([remote, sinceMs]) => announced[remote] === undefined && !(settled && isHeard(sinceMs, { atMs })),
    ),
  );
}

function withdrawal({ withdrawn, settled }: BgpEnd, before: PublishedSession | undefined, atMs: number) {
  const wasWhole = before?.withdrawnMs !== undefined;
  if (withdrawn === 'part') return { partly: true } as const;
  if (withdrawn === 'whole') {
    if (wasWhole) return { withdrawnMs: before.withdrawnMs };
    return settled ? { withdrawnMs: atMs } : ({ partly: true } as const);
  }
  if (wasWhole || before?.partly) return settled ? { restoredMs: atMs } : ({ partly: true } as const);
  const restoredMs = before?.restoredMs;
  return restoredMs === undefined || isHeard(restoredMs, { atMs }) ? {} : { restoredMs };
}

function withdrawalSaid({ withdrawnMs, restoredMs }: WithdrawalState, isPartly: boolean): WithdrawalState {
  if (isPartly) return { partly: true };
  return { ...(withdrawnMs === undefined ? {} : { withdrawnMs }), ...(restoredMs === undefined ? {} : { restoredMs }) };
}

/** The session while an update of this controller is under way: nothing of what it is about is relied on. */
export function underUpdate(session: PublishedSession, own: readonly Saying[], atMs: number): PublishedSession {
  const { announced, removed, withdrawnMs: _, restoredMs: __, partly, changing = [], ...more } = session;
  const remotes = own.flatMap((change) => (change.kind === 'announcement' ? [change.remote] : []));
  const isTouched = ([remote]: [string, number]) => remotes.includes(remote);
  const gone = Object.entries(announced).filter(isTouched);
  return {
    announced: Object.fromEntries(Object.entries(announced).filter((one) => !isTouched(one))),
    removed: { ...removed, ...Object.fromEntries(gone.map(([remote]) => [remote, atMs])) },
    ...withdrawalSaid(session, partly === true || own.some(({ kind }) => kind === 'withdrawal')),
    changing: [...new Set([...changing, ...remotes])].sort(),
    ...more,
  };
}

/** What was published of an end that cannot be read, with what EC2 tells of it. Undefined: nothing was. */
function keptSession(
  { unheard, withdrawn }: BgpEnd,
  before: PublishedSession | undefined,
  own: readonly Saying[],
  bgpTest: string | undefined,
  atMs: number,
): PublishedSession | undefined {
  if (!before) return undefined;
  const session = own.length === 0 ? before : underUpdate(before, own, atMs);
  const { announced, removed, withdrawnMs, partly, changing, onward } = session;
  const isOtherwise = withdrawn !== (withdrawnMs === undefined ? 'none' : 'whole');
  return {
    announced,
    removed,
    ...withdrawalSaid(session, partly === true || isOtherwise),
    ...(changing ? { changing } : {}),
    ...(unheard ? { unheard: true } : {}),
    ...(bgpTest === undefined ? {} : { bgpTest }),
    ...(onward ? { onward } : {}),
  };
}

/** Of an update of which nothing is known, anything may be true. */
function underWay(before: PublishedSession | undefined, touched: Touched, sites: readonly string[]): readonly string[] {
  if (before?.changing === undefined && touched === undefined) return sites;
  return [...new Set([...(before?.changing ?? []), ...(touched ?? [])])].sort();
}

function publishedSession(
  end: BgpEnd,
  before: PublishedSession | undefined,
  touched: Touched,
  sites: readonly string[],
  bgpTest: string | undefined,
  atMs: number,
): PublishedSession {
  const announced = announcedSince(end, before, touched, atMs);
  return {
    announced,
    removed: removedSince(announced, end.settled, before, atMs),
    ...withdrawal(end, before, atMs),
    ...(end.settled ? {} : { changing: underWay(before, touched, sites) }),
    ...(end.unheard ? { unheard: true } : {}),
    ...(bgpTest === undefined ? {} : { bgpTest }),
    ...(end.end.edgeTable === undefined ? {} : { onward: end.onward }),
  };
}

/** A change of what a link says and brings. */
type Saying = AnnouncementChange | WithdrawalChange;

export function changesOf(link: string, changes: readonly Change[]): readonly Saying[] {
  return changes.flatMap((change) => {
    const isOne = change.kind === 'announcement' || change.kind === 'withdrawal';
    return isOne && change.link === link ? [change] : [];
  });
}

/**
 * By link, without ends of which nothing is known; undefined where there is none. `changes` are those that this controller has
 * just written, `bgpTests` the ids of the tests that it has begun and that go on.
 */
export function publishedSessions(
  ends: BgpEnds,
  backbone: Backbone,
  before: Readonly<Record<string, PublishedSession>> | undefined,
  changes: readonly Change[],
  atMs: number,
  bgpTests: ReadonlyMap<string, string> = new Map(),
): Readonly<Record<string, PublishedSession>> | undefined {
  if (ends.size === 0) return undefined;
  const sites = backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : []));
  return Object.fromEntries(
    [...ends].flatMap(([link, end]) => {
      const [bgpTest, own] = [bgpTests.get(link), changesOf(link, changes)];
      const touched = own.length === 0 ? undefined : own.flatMap((c) => (c.kind === 'announcement' ? [c.remote] : []));
      const session =
        end.unread === undefined
          ? publishedSession(end, before?.[link], touched, sites, bgpTest, atMs)
          : keptSession(end, before?.[link], own, bgpTest, atMs);
      return session ? [[link, session] as const] : [];
    }),
  );
}
