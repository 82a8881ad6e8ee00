// Pure: one step of an order to apply pending tunnel maintenance, with what it needs of the world as arguments.

import type { AuditEntry } from '../../audit';
import type { LinkStatus, Order, Snapshot } from '../../database';
import { FRESH_MS } from '../../order';
import type { OrderStore } from '../../signal-ports';
import type { Ask, ReadEnd } from '../status/read-ends';
import type { VpnApi } from '../status/region-apis';
import { type MaintenanceStep, nextMaintenanceStep, type OrderedTunnel, type OrderFacts } from './order';

/** While an order waits, a person is told so often. */
const REMINDER_MS = 10 * 60_000;

interface OrderWorld {
  readonly snapshot: Snapshot;
  /** The status of the end before this run. */
  readonly last?: LinkStatus;
  /** Its status now; absent: AWS does not say how the end is. */
  readonly status?: LinkStatus;
  readonly nowMs: number;
}

interface OrderDeps {
  readonly vpns: Pick<VpnApi, 'replace'>;
  readonly orders: Pick<OrderStore, 'end'>;
  readonly ask: Ask;
}

export interface CarriedOut {
  /** With what was done to tunnels, to be written down. */
  readonly status?: LinkStatus;
  readonly entries: readonly AuditEntry[];
}

/** The order that is carried out: of several the one that was given first. */
function orderFor(link: string, orders: readonly Order[]): Order | undefined {
  return orders
    .filter((order) => order.action === 'apply-tunnel-maintenance' && order.link === link)
    .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))[0];
}

/** Only the admission site names links, and an old word is none: traffic may be back since. */
function isEmptied(link: string, { publications }: Snapshot, nowMs: number): boolean {
  return publications.some(({ emptied, atMs }) => emptied.includes(link) && nowMs - atMs <= FRESH_MS);
}

function tunnelsOf({ tunnels }: ReadEnd, { sessions }: LinkStatus): readonly OrderedTunnel[] {
  return sessions.map((session) => {
    const read = tunnels.find(({ address }) => address === session.name);
    const maintenance = read?.maintenance ?? { kind: 'failed' as const, why: 'it was not asked' };
    const changedMs = read?.changedMs;
    return { ...session, maintenance, ...(changedMs === undefined ? {} : { changedMs }) };
  });
}

function stepOf(order: Order, orders: readonly Order[], read: ReadEnd, world: OrderWorld): MaintenanceStep {
  const { status, snapshot, nowMs } = world;
  if (!status) return { kind: 'wait', because: 'AWS does not say how the link is' };
  const isEmpty = isEmptied(status.link, snapshot, nowMs);
  const facts: OrderFacts = { order, orders, isEmpty, tunnels: tunnelsOf(read, status), nowMs };
  return nextMaintenanceStep(facts);
}

/** The first time, and then now and again. The last status tells when it was looked at before. */
function isReminderDue({ atMs }: Order, { last, nowMs }: OrderWorld): boolean {
  const period = (ms: number) => Math.floor((ms - atMs) / REMINDER_MS);
  return last === undefined || last.atMs < atMs || period(last.atMs) !== period(nowMs);
}

function withReplaced(status: LinkStatus, address: string, nowMs: number): LinkStatus {
  const sessions = status.sessions.map((one) => (one.name === address ? { ...one, replacedMs: nowMs } : one));
  return { ...status, sessions };
}

type Tell = (code: AuditEntry['code'], because: string) => readonly AuditEntry[];

/** Told by whoever ended it. */
async function endOrder(
  { id }: Order,
  step: Pick<Extract<MaintenanceStep, { kind: 'end' }>, 'code' | 'because'>,
  nowMs: number,
  tell: Tell,
  { ask, orders }: OrderDeps,
): Promise<readonly AuditEntry[]> {
  const ended = await ask(() => orders.end(id, nowMs));
  if (ended.kind === 'failed')
    return tell('tunnel-maintenance-waits', `the order cannot be ended, and is tried again: ${ended.why}`);
  return ended.value === 'ended' ? tell(step.code, step.because) : [];
}

async function replaceTunnel(
  order: Order,
  vpnConnectionId: string,
  address: string,
  nowMs: number,
  tell: Tell,
  deps: OrderDeps,
): Promise<{ readonly isReplaced: boolean; readonly entries: readonly AuditEntry[] }> {
  const asked = await deps.ask(() => deps.vpns.replace(vpnConnectionId, address));
  if (asked.kind === 'failed') {
    const because = `tunnel ${address} cannot be replaced, and is tried again: ${asked.why}`;
    return { isReplaced: false, entries: tell('tunnel-maintenance-waits', because) };
  }
  if (asked.value.kind === 'refused') {
    const because = `AWS refuses to replace tunnel ${address}: ${asked.value.why}`;
    const entries = await endOrder(order, { code: 'tunnel-maintenance-failed', because }, nowMs, tell, deps);
    return { isReplaced: false, entries };
  }
  const because =
    asked.value.kind === 'accepted'
      ? `tunnel ${address} is replaced, as ${order.owner} ordered: ${order.reason}`
      : `tunnel ${address} is being replaced already`;
  return { isReplaced: true, entries: tell('tunnel-maintenance-applied', because) };
}

/** What was done or not; `status` is that of `world`, changed where a tunnel was replaced. */
export async function carryOutOrder(read: ReadEnd, world: OrderWorld, deps: OrderDeps): Promise<CarriedOut> {
  const { link, site, vpnConnectionId } = read.end;
  const { nowMs, snapshot, status } = world;
  const unchanged = status ? { status } : {};
  const orders = snapshot.orders.filter(({ expiresMs }) => expiresMs > nowMs);
  const order = orderFor(link, orders);
  if (!order || vpnConnectionId === undefined) return { ...unchanged, entries: [] };

  const tell: Tell = (code, because) => [{ atMs: nowMs, site, link, code, because }];
  const step = stepOf(order, orders, read, world);
  switch (step.kind) {
    case 'wait':
      return {
        ...unchanged,
        entries: isReminderDue(order, world) ? tell('tunnel-maintenance-waits', step.because) : [],
      };
    case 'end':
      return { ...unchanged, entries: await endOrder(order, step, nowMs, tell, deps) };
    case 'replace': {
      const { isReplaced, entries } = await replaceTunnel(order, vpnConnectionId, step.address, nowMs, tell, deps);
      return status && isReplaced
        ? { status: withReplaced(status, step.address, nowMs), entries }
        : { ...unchanged, entries };
    }
  }
}
