// The stores of the link state database at one site of the twin. Each call takes time, and then reads and writes at once,
// as a conditional write does.

import type { Lease, LinkStatus, Notice, Observation, Order } from '../controller/database';
import { contentOf } from '../controller/link-state/notices';
import { itemKey, leaseKey, observationKey, orderKey, statusKey } from '../controller/link-state-items/item-key';
import type { StoredValue } from '../controller/link-state-items/stored-value';
import type { LeasePort } from '../controller/ports';
import type { ObservationStore, OrderStore, SignalStore, Written } from '../controller/signal-ports';
import type { Clock } from './clock';
import type { ReplicatedDatabase } from './database';

export function signalStoreOf(database: ReplicatedDatabase, site: string): SignalStore {
  return {
    put: (item) => put(database, site, item),
    lastStatus: (link, end) =>
      database.call(() => {
        const value = database.find(site, statusKey(link, end));
        return value?.kind === 'status' ? value : undefined;
      }),
  };
}

export function observationStoreOf(database: ReplicatedDatabase, site: string): ObservationStore {
  return {
    last: (link, end) =>
      database.call(() => {
        const value = database.find(site, observationKey(link, end));
        return value?.kind === 'observation' ? value : undefined;
      }),
    put: (observation) => put(database, site, observation),
  };
}

export function orderStoreOf(database: ReplicatedDatabase, site: string): OrderStore {
  return {
    place: (order) =>
      database.call(() => {
        const known = database.find(site, orderKey(order.id));
        if (known) return JSON.stringify(known) === JSON.stringify(order) ? 'written' : 'exists';
        database.write(site, order);
        return 'written';
      }),
    end: (id, nowMs) =>
      database.call(() => {
        const known = database.find(site, orderKey(id));
        if (known?.kind !== 'order' || known.expiresMs <= nowMs) return 'unknown';
        database.write(site, { ...known, expiresMs: nowMs } satisfies Order);
        return 'ended';
      }),
  };
}

/** The site's own replica alone has it. Two calls as on DynamoDB, between which another may have taken it. */
export function leasePortOf(database: ReplicatedDatabase, site: string, clock: Pick<Clock, 'now'>): LeasePort {
  const present = () => {
    const value = database.find(site, leaseKey(site));
    return value?.kind === 'lease' ? value : undefined;
  };
  const keep = (lease: Lease): Lease => {
    database.keep(site, lease);
    return lease;
  };
  const keepMine = (lease: Lease, expiresMs: () => number) =>
    database.call(() => {
      const { holder, token } = present() ?? {};
      return holder === lease.holder && token === lease.token ? keep({ ...lease, expiresMs: expiresMs() }) : undefined;
    });
  const renew: LeasePort['renew'] = (lease, termMs) => keepMine(lease, () => clock.now() + termMs);
  return {
    acquire: async (holder, termMs) => {
      const before = await database.call(present);
      const nowMs = clock.now();
      if (before?.holder === holder) return renew(before, termMs);
      if (before && before.expiresMs > nowMs) return undefined;
      const token = Math.max((before?.token ?? 0) + 1, nowMs);
      const lease: Lease = { kind: 'lease', site, holder, token, expiresMs: nowMs + termMs };
      return database.call(() => (present() === before ? keep(lease) : undefined));
    },
    renew,
    release: async (lease) => void (await keepMine(lease, () => 0)),
  };
}

function put(database: ReplicatedDatabase, site: string, item: Notice | LinkStatus | Observation): Promise<Written> {
  return database.call(() => {
    if (isSuperseded(item, database.find(site, itemKey(item, site)))) return 'superseded';
    database.write(site, item);
    return 'written';
  });
}

/** The very same value is a try whose answer was lost. */
function isNews(next: Notice, known: Notice): boolean {
  if (next.version !== known.version) return next.version > known.version;
  return contentOf(next) !== contentOf(known) || next.receivedMs === known.receivedMs;
}

function isSuperseded(next: Notice | LinkStatus | Observation, known: StoredValue | undefined): boolean {
  if (next.kind === 'notice') return known?.kind === 'notice' && !isNews(next, known);
  if (next.kind === 'status') return known?.kind === 'status' && known.atMs > next.atMs;
  if (known?.kind !== 'observation') return false;
  const epochs = (known.epochMs ?? 0) - (next.epochMs ?? 0);
  return epochs > 0 || (epochs === 0 && known.atMs > next.atMs);
}
