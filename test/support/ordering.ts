// Orders given by runbooks to the sites of a world of fake ports: what the function does at one site, by what that site knows.

import { ORDER_KINDS, orderDocument } from '../../lib/constructs/order-document';
import type { Order } from '../../lib/controller/database';
import type { Served } from '../../lib/controller/names/evacuated';
import { seeBackbone } from '../../lib/controller/operator/seen-backbone';
import { type Answer, carryOut, type OrderingDeps } from '../../lib/controller/ordering/carry-out';
import type { OrderStore } from '../../lib/controller/signal-ports';
import { siteRouting } from '../../lib/controller/site-routing';
import { ok } from '../../lib/net/result';
import { automation, type Runbook } from './automation';
import type { Sites } from './sites';

const CALL_MS = 280_000;

/** The orders of a world, as the database keeps them. */
function storeOf(sites: Sites): OrderStore {
  const orders = () => sites.world.snapshot.orders;
  return {
    place: async (order) => {
      if (orders().some(({ id }) => id === order.id)) return 'exists';
      sites.know({ orders: [...orders(), order] });
      return 'written';
    },
    end: async (id, nowMs) => {
      if (!orders().some((order) => order.id === id && order.expiresMs > nowMs)) return 'unknown';
      sites.know({ orders: orders().map((order) => (order.id === id ? { ...order, expiresMs: nowMs } : order)) });
      return 'ended';
    },
  };
}

/** At one site, which reads its own replica and no routes. While it waits, time passes and controllers run. */
export function orderingAt(sites: Sites, site: string, served: readonly Served[] = []): OrderingDeps {
  const { world, backbone } = sites;
  const routing = siteRouting(world.baseline, site);
  if (!routing) throw new Error(`${site} has no gateway`);
  const config = ok({ backbone, routing, ends: new Map(), missing: [] });
  return {
    see: async () => {
      const replica = ok({ snapshot: world.snapshot, unreadable: [] });
      return seeBackbone(backbone, [{ site, region: '', config, replica }], world.nowMs);
    },
    served: async () => served,
    orders: storeOf(sites),
    now: () => world.nowMs,
    untilMs: world.nowMs + CALL_MS,
    sleep: async () => void (await sites.round()),
  };
}

interface Started {
  readonly parameters: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly site?: string;
  readonly served?: readonly Served[];
  readonly approved?: (message: string) => boolean;
  /** Stands between the runbook and the function. */
  readonly through?: (call: () => Promise<Answer>, payload: unknown) => Promise<Answer>;
}

export function runbookOf(sites: Sites, kindName: string, isApproved = false): Runbook {
  const kind = ORDER_KINDS.find(({ name }) => name === kindName);
  if (!kind) throw new Error(`there is no kind of order ${kindName}`);
  const { links, sites: all } = sites.backbone;
  const approval = { approvers: ['arn:aws:iam::111111111111:role/Lead'], approvals: 1 };
  return orderDocument({
    kind,
    documentName: `acme-Detour-${kindName}`,
    functionName: 'order',
    roleArn: 'arn:aws:iam::111111111111:role/orders',
    links: links.map(({ name }) => name),
    sites: all.filter((one) => one.kind === 'aws').map(({ name }) => name),
    ...(isApproved ? { approval } : {}),
  });
}

/** Starts the runbook of a kind of order, and waits for its end. */
export function order(sites: Sites, kindName: string, started: Started) {
  const { parameters, id = 'e-1', site = 's0', served, approved, through = (call) => call() } = started;
  return automation(runbookOf(sites, kindName, approved !== undefined), {
    id,
    parameters: { Reason: 'new optics', ...parameters },
    call: (_, payload) => through(() => carryOut(payload, orderingAt(sites, site, served)), payload),
    ...(approved ? { approved } : {}),
  });
}

export function standingOrders(sites: Sites): readonly Order[] {
  return sites.world.snapshot.orders.filter(({ expiresMs }) => expiresMs > sites.world.nowMs);
}
