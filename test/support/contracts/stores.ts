// What the contracts of the link state database's ports are tried on: all ports of one site over one empty database, and
// values to write there.

import type { LinkStatus, Notice, Observation, Order, Publication } from '../../../lib/controller/database';
import type { DatabasePort } from '../../../lib/controller/ports';
import type { ObservationStore, OrderStore, SignalStore } from '../../../lib/controller/signal-ports';
import { aNotice, anObservation, anOrder, MINUTE_MS, NOW_MS } from '../world';

export interface Stores {
  readonly database: DatabasePort;
  /** The same database, for the holder of a lease with this token. */
  readonly databaseOf: (token: number) => DatabasePort;
  readonly signals: SignalStore;
  readonly observations: ObservationStore;
  readonly orders: OrderStore;
}

/** Makes an empty database. */
export type FreshStores = () => Promise<Stores>;

export const EXPIRES_MS = NOW_MS + 10 * MINUTE_MS;

export function storedObservation(more: Partial<Observation> = {}): Observation {
  return anObservation('s0-s1', 's0', { epochMs: NOW_MS, expiresMs: EXPIRES_MS, ...more });
}

export function storedStatus(more: Partial<LinkStatus> = {}): LinkStatus {
  const said = { attachment: 'usable', sessions: [{ name: '203.0.113.1', state: 'up' }] } as const;
  const times = { sinceMs: NOW_MS, atMs: NOW_MS, expiresMs: EXPIRES_MS };
  return { kind: 'status', link: 's0-s1', site: 's0', wasBad: false, ...said, ...times, ...more };
}

export function storedNotice(more: Partial<Notice> = {}): Notice {
  return aNotice('s0-s1', { id: 'window-1', source: 'lumen', ...more });
}

export function storedOrder(more: Partial<Order> = {}): Order {
  return anOrder('drain', 's0-s1', { id: 'order-1', ...more });
}

/** With everything that a publication may say. */
export function storedPublication(more: Partial<Publication> = {}): Publication {
  return {
    kind: 'publication',
    site: 's0',
    atMs: NOW_MS,
    view: 's0-s1=drained',
    links: { 's0-s1': { standing: 'drained', code: 'link-maintenance' } },
    hops: { s1: { transit: ['s0-s2'], spokes: ['s0-s1'], wanted: 's0-s2' } },
    sessions: {
      'p0-s0': {
        announced: { s0: NOW_MS },
        removed: { s1: NOW_MS },
        withdrawnMs: NOW_MS,
        restoredMs: NOW_MS,
        changing: ['s1'],
        partly: true,
        unheard: true,
        onward: { s1: ['s0-s1'] },
      },
    },
    intentMs: NOW_MS,
    heard: { s1: NOW_MS },
    acknowledged: { s1: NOW_MS },
    held: { 'spokes s1': 'held-order' },
    emptied: ['s0-s1'],
    queued: 's1-s2',
    queuedMs: NOW_MS,
    awakeMs: NOW_MS,
    refused: 's1-s2',
    spoken: { 's0-s1': { standing: 'down', code: 'link-probes-lost', atMs: NOW_MS, unsure: true } },
    windows: {
      '0123456789abcdef': {
        source: 'a',
        links: ['s0-s1'],
        startMs: 1,
        endMs: 2,
        step: 'far',
        drill: true,
        atMs: NOW_MS,
      },
    },
    strays: { 'baseline spokes s1': 'changed-by-others', 'transit s1': 'residual-route' },
    silent: { s2: NOW_MS },
    told: { links: {}, held: { 'spokes s1': 'held-frozen' }, emptied: [], queued: 's0-s2', sinceMs: NOW_MS },
    ...more,
  };
}
