// Pure: one run of the status function: what AWS says of a site's link ends becomes statuses and notices, and ordered
// tunnel maintenance takes its next step. The world is an argument.

import type { AuditEntry } from '../../audit';
import type { LinkStatus, Notice, Snapshot } from '../../database';
import type { DatabasePort } from '../../ports';
import type { OrderStore, SignalStore, Written } from '../../signal-ports';
import type { LinkIdentity } from '../signal';
import { type CarriedOut, carryOutOrder } from '../tunnel-maintenance/carry-out';
import { maintenanceEntry, maintenanceNotice } from '../tunnel-maintenance/notices';
import { linkStatusOf } from './link-status';
import { type Ask, type ReadEnd, type RegionApis, readEnds, type WatchedEnd } from './read-ends';
import type { Asked } from './region-apis';

export interface WatchDeps {
  readonly site: string;
  readonly identities: readonly LinkIdentity[];
  readonly apis: RegionApis;
  readonly database: Pick<DatabasePort, 'read'>;
  readonly signals: SignalStore;
  readonly orders: Pick<OrderStore, 'end'>;
  readonly now: () => number;
  /** Give up in this order, so that what was read can still be written. */
  readonly askToRead: Ask;
  readonly askToAct: Ask;
  readonly askToWrite: Ask;
}

interface Watched {
  readonly entries: readonly AuditEntry[];
  /** What could not be written. */
  readonly failures: readonly string[];
}

/** An end, and what was written of it before. */
interface KnownEnd {
  readonly read: ReadEnd;
  readonly last: Asked<LinkStatus | undefined>;
}

function endsAt({ site, identities }: WatchDeps): readonly WatchedEnd[] {
  return identities.flatMap(({ link, ends = [] }) =>
    ends.filter((end) => end.site === site).map((end) => ({ ...end, link })),
  );
}

async function lastStatuses(ends: readonly WatchedEnd[], { signals, askToRead }: WatchDeps) {
  return Promise.all(ends.map(({ link, site }) => askToRead(() => signals.lastStatus(link, site))));
}

/** Without its last word, nothing is written of an end: since when it is as it is would be lost. */
async function watchEnd(
  { read, last }: KnownEnd,
  snapshot: Asked<Snapshot>,
  nowMs: number,
  { apis, orders, askToAct }: WatchDeps,
): Promise<CarriedOut> {
  if (last.kind === 'failed') return { entries: [] };
  const status = linkStatusOf(read.answers, last.value, nowMs);
  const now = status ? { status } : {};
  if (snapshot.kind === 'failed') return { ...now, entries: [] };
  const before = last.value ? { last: last.value } : {};
  const world = { snapshot: snapshot.value, ...before, ...now, nowMs };
  return carryOutOrder(read, world, { vpns: apis.vpns, orders, ask: askToAct });
}

/** What was not known before of the maintenance of an end's tunnels. */
function newsOf({ end, tunnels }: ReadEnd, notices: readonly Notice[], nowMs: number): readonly Notice[] {
  const { link, vpnConnectionId } = end;
  if (vpnConnectionId === undefined) return [];
  return tunnels.flatMap(({ address, maintenance }) => {
    if (maintenance.kind === 'failed') return [];
    const tunnel = { link, vpnConnectionId, address, maintenance: maintenance.value };
    return maintenanceNotice(tunnel, notices, nowMs) ?? [];
  });
}

function unread({ site }: WatchDeps, nowMs: number, because: string, link?: string): AuditEntry {
  return { atMs: nowMs, site, code: 'status-unread', because, ...(link === undefined ? {} : { link }) };
}

/** All that was not answered, each once for its link. */
function unreadEntries(
  known: readonly KnownEnd[],
  snapshot: Asked<Snapshot>,
  nowMs: number,
  deps: WatchDeps,
): readonly AuditEntry[] {
  const ofEnds = known.flatMap(({ read, last }) => {
    const whys = [...read.failures, ...(last.kind === 'failed' ? [`its last status: ${last.why}`] : [])];
    return whys.map((why) => unread(deps, nowMs, why, read.end.link));
  });
  return snapshot.kind === 'failed' ? [unread(deps, nowMs, `orders and notices: ${snapshot.why}`), ...ofEnds] : ofEnds;
}

async function writeAll(
  items: readonly (LinkStatus | Notice)[],
  { signals, askToWrite }: WatchDeps,
): Promise<readonly Asked<Written>[]> {
  return Promise.all(items.map((item) => askToWrite(() => signals.put(item))));
}

export async function watchLinks(deps: WatchDeps): Promise<Watched> {
  const ends = endsAt(deps);
  const [reads, lasts, snapshot] = await Promise.all([
    readEnds(ends, deps.apis, deps.askToRead),
    lastStatuses(ends, deps),
    deps.askToRead(() => deps.database.read()),
  ]);
  const nowMs = deps.now();
  const known = reads.map((read, i): KnownEnd => ({ read, last: lasts[i] ?? { kind: 'failed', why: 'not asked' } }));
  const watched = await Promise.all(known.map((end) => watchEnd(end, snapshot, nowMs, deps)));
  const notices =
    snapshot.kind === 'failed' ? [] : reads.flatMap((read) => newsOf(read, snapshot.value.notices, nowMs));
  const statuses = watched.flatMap(({ status }) => status ?? []);
  const written = await writeAll([...statuses, ...notices], deps);
  const told = notices.filter((_, i) => {
    const put = written[statuses.length + i];
    return put?.kind === 'said' && put.value === 'written';
  });
  return {
    entries: [
      ...unreadEntries(known, snapshot, nowMs, deps),
      ...watched.flatMap(({ entries }) => entries),
      ...told.map((notice) => maintenanceEntry(notice, deps.site, nowMs)),
    ],
    failures: written.flatMap((put) => (put.kind === 'failed' ? [put.why] : [])),
  };
}
