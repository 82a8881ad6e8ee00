// Pure: the next step of an order to apply the maintenance that AWS has pending for a VPN's tunnels, computed each minute
// from what is there, so that it does not matter where the last run ended. The first line that is true decides.
//
//   what is there                                                           step
//   an operator took the drain back since                                   end: dropped
//   an operator froze the link, or forced it up since                       wait
//   AWS does not say how each tunnel is and what is pending for it          wait
//   a tunnel is not back half an hour after it was replaced or went down    end: failed
//   a tunnel is not back                                                    wait
//   nothing is pending                                                      end: done
//   somebody may still send over the link                                   wait
//   otherwise                                                               replace the first tunnel that has some pending
//
// So one tunnel is replaced at a time, each once for an order, and only while the other ones are up. When the order ends,
// nobody wants the link empty any more, and it is restored as after any drain.

import type { Order, SessionStatus } from '../../database';
import type { Asked, SeenMaintenance } from '../status/region-apis';
import { isPending } from './pending';

/** How long a tunnel may be away: AWS and the router need minutes to bring one up. */
const PATIENCE_MS = 30 * 60_000;
/** A tunnel that was replaced and never seen down is back by then: telemetry may miss a short gap. */
const UNSEEN_MS = 5 * 60_000;

export interface OrderedTunnel extends SessionStatus {
  /** When its state last changed. */
  readonly changedMs?: number;
  readonly maintenance: Asked<SeenMaintenance>;
}

export interface OrderFacts {
  readonly order: Order;
  /** All orders that have not expired, of any link. */
  readonly orders: readonly Order[];
  /** The admission site says that nobody sends anything over the link. */
  readonly isEmpty: boolean;
  readonly tunnels: readonly OrderedTunnel[];
  readonly nowMs: number;
}

type EndCode = 'tunnel-maintenance-done' | 'tunnel-maintenance-failed' | 'tunnel-maintenance-dropped';

export type MaintenanceStep =
  | { readonly kind: 'wait'; readonly because: string }
  | { readonly kind: 'replace'; readonly address: string }
  | { readonly kind: 'end'; readonly code: EndCode; readonly because: string };

type Check = (facts: OrderFacts) => MaintenanceStep | undefined;

/** Orders of one kind about the link, or about everything. */
function ordersThat(action: Order['action'], { order, orders }: OrderFacts): readonly Order[] {
  return orders.filter((other) => other.action === action && (other.link === undefined || other.link === order.link));
}

function takenBack(facts: OrderFacts): MaintenanceStep | undefined {
  const restore = ordersThat('restore', facts).find(({ atMs }) => atMs >= facts.order.atMs);
  if (!restore) return undefined;
  return { kind: 'end', code: 'tunnel-maintenance-dropped', because: `${restore.owner} took the drain back` };
}

function heldByOperator(facts: OrderFacts): MaintenanceStep | undefined {
  const [freeze] = ordersThat('freeze', facts);
  if (freeze) return { kind: 'wait', because: `${freeze.owner} ordered a freeze` };
  const forced = ordersThat('force-up', facts).find(({ atMs }) => atMs >= facts.order.atMs);
  return forced && { kind: 'wait', because: `${forced.owner} forced the link up` };
}

function notKnown({ tunnels }: OrderFacts): MaintenanceStep | undefined {
  if (tunnels.length === 0) return { kind: 'wait', because: 'AWS does not say which tunnels there are' };
  const dark = tunnels.find(({ state, maintenance }) => state === 'unknown' || maintenance.kind === 'failed');
  if (!dark) return undefined;
  const why = dark.maintenance.kind === 'failed' ? `: ${dark.maintenance.why}` : '';
  return { kind: 'wait', because: `AWS does not say how tunnel ${dark.name} is${why}` };
}

function hasPending({ maintenance }: OrderedTunnel): boolean {
  return maintenance.kind === 'said' && isPending(maintenance.value);
}

interface Absence {
  readonly sinceMs: number;
  readonly what: string;
}

/** Undefined: the tunnel is up, and what was ordered for it is over. */
function absenceOf(tunnel: OrderedTunnel, { order, nowMs }: OrderFacts): Absence | undefined {
  const { name, state, changedMs, replacedMs } = tunnel;
  if (replacedMs !== undefined && replacedMs >= order.atMs) {
    const sinceMs = replacedMs;
    if (state === 'down') return { sinceMs, what: `tunnel ${name} is down after it was replaced` };
    if (hasPending(tunnel)) return { sinceMs, what: `tunnel ${name} was replaced and still has maintenance pending` };
    const isBack = (changedMs !== undefined && changedMs > replacedMs) || nowMs - replacedMs >= UNSEEN_MS;
    return isBack ? undefined : { sinceMs, what: `tunnel ${name} is being replaced` };
  }
  if (state !== 'down') return undefined;
  return { sinceMs: Math.max(order.atMs, changedMs ?? 0), what: `tunnel ${name} is down` };
}

function absences(facts: OrderFacts): readonly Absence[] {
  return facts.tunnels.flatMap((tunnel) => absenceOf(tunnel, facts) ?? []);
}

function notBack(facts: OrderFacts): MaintenanceStep | undefined {
  const late = absences(facts).find(({ sinceMs }) => facts.nowMs - sinceMs >= PATIENCE_MS);
  if (!late) return undefined;
  const because = `${late.what}, for half an hour now; no other tunnel is replaced`;
  return { kind: 'end', code: 'tunnel-maintenance-failed', because };
}

function comingBack(facts: OrderFacts): MaintenanceStep | undefined {
  const [absence] = absences(facts);
  return absence && { kind: 'wait', because: absence.what };
}

const DONE: MaintenanceStep = {
  kind: 'end',
  code: 'tunnel-maintenance-done',
  because: 'no tunnel has maintenance pending, and all are up',
};

function nothingPending({ tunnels }: OrderFacts): MaintenanceStep | undefined {
  return tunnels.some(hasPending) ? undefined : DONE;
}

function stillUsed({ isEmpty }: OrderFacts): MaintenanceStep | undefined {
  return isEmpty ? undefined : { kind: 'wait', because: 'the link is not known to be empty yet' };
}

function replaceFirst({ tunnels }: OrderFacts): MaintenanceStep {
  const [address] = tunnels
    .filter(hasPending)
    .map(({ name }) => name)
    .sort();
  return address === undefined ? DONE : { kind: 'replace', address };
}

/** What keeps a tunnel from being replaced now. */
const CHECKS: readonly Check[] = [takenBack, heldByOperator, notKnown, notBack, comingBack, nothingPending, stillUsed];

export function nextMaintenanceStep(facts: OrderFacts): MaintenanceStep {
  for (const check of CHECKS) {
    const step = check(facts);
    if (step) return step;
  }
  return replaceFirst(facts);
}
