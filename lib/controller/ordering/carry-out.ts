// Pure: one call of an automation, from what was asked to what is answered. What is refused rejects with the reason, which
// fails the automation's step and is what its execution shows.

import type { Order } from '../database';
import type { Served } from '../names/evacuated';
import { type AskedCommand, changeAsked } from '../operator/effects/asked-change';
import { effectsOf } from '../operator/effects/effects';
import type { OrderChange } from '../operator/effects/order-change';
import { type Goal, stageOf } from '../operator/effects/stage';
import type { SeenBackbone } from '../operator/seen-backbone';
import type { OrderStore } from '../signal-ports';
import { effectsText } from './effects-text';
import { type OrderRequest, orderRequest } from './request';

export interface OrderingDeps {
  /** As the site sees the backbone now, by its own replica. */
  readonly see: () => Promise<SeenBackbone>;
  /** The services that have names. */
  readonly served: () => Promise<readonly Served[]>;
  readonly orders: OrderStore;
  readonly now: () => number;
  /** Until when an order may be awaited, in epoch milliseconds. */
  readonly untilMs: number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Answer {
  /** One text, for whoever reads the execution or approves it. */
  readonly summary: string;
}

/** How long it waits between two looks. */
const LOOK_MS = 5_000;

/** One for each execution, whichever of its calls comes first or again. */
function orderId({ execution }: Pick<OrderRequest, 'execution'>): string {
  return `automation-${execution}`;
}

/** Names are checked here too: what is ended needs no order that would be checked. */
function unknownName({ command, about }: OrderRequest, { backbone }: SeenBackbone): string | undefined {
  const ofSite = command === 'evacuate' || command === 'return';
  if (about === undefined)
    return command === 'freeze' || command === 'unfreeze' ? undefined : `${command} needs a name`;
  const known = ofSite ? backbone.sites.filter(({ kind }) => kind === 'aws') : backbone.links;
  if (known.some(({ name }) => name === about)) return undefined;
  return `there is no ${ofSite ? 'AWS site' : 'link'} ${about}; use one of ${known.map(({ name }) => name).join(', ')}`;
}

function named(order: Order, request: OrderRequest): Order {
  return { ...order, id: orderId(request) };
}

function changeOf(request: OrderRequest, seen: SeenBackbone): OrderChange {
  const { command, about, reason, untilMs, document, execution } = request;
  const asked = {
    command: command satisfies AskedCommand,
    owner: `${document} ${execution}`,
    reason,
    ...(about === undefined ? {} : { about }),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
  const change = changeAsked(asked, seen);
  if (!change.ok) throw new Error(change.error);
  return { ...change.value, placed: change.value.placed.map((order) => named(order, request)) };
}

interface Considered {
  readonly change: OrderChange;
  readonly summary: string;
}

/** Rejects when the order is refused. */
async function considered(request: OrderRequest, seen: SeenBackbone, deps: OrderingDeps): Promise<Considered> {
  const unknown = unknownName(request, seen);
  if (unknown !== undefined) throw new Error(`refused: ${unknown}`);
  const change = changeOf(request, seen);
  const served = request.command === 'evacuate' || request.command === 'return' ? await deps.served() : [];
  const effects = effectsOf(change, seen, served);
  const refusals = effects.refusals.map(({ code, because }) => `${because} (${code})`);
  if (refusals.length > 0) throw new Error(`refused: ${refusals.join('; ')}`);
  return { change, summary: effectsText(change, effects) };
}

/** An order of this execution is there already when an answer was lost: that one stands, as it was written first. */
async function given(request: OrderRequest, deps: OrderingDeps): Promise<Answer> {
  const seen = await deps.see();
  const id = orderId(request);
  if (seen.snapshot.orders.some((order) => order.id === id)) return { summary: `order ${id} is given` };
  const { change, summary } = await considered(request, seen, deps);
  for (const order of change.placed) await deps.orders.place(order);
  for (const order of change.ended) await deps.orders.end(order.id, deps.now());
  return { summary };
}

/** What controllers take time for; of other orders each of them knows within a minute. */
const GOALS: Readonly<Partial<Record<OrderRequest['command'], Goal>>> = { drain: 'empty', restore: 'given back' };

async function awaited(request: OrderRequest, deps: OrderingDeps): Promise<Answer> {
  const { command, about: link } = request;
  const goal = GOALS[command];
  if (goal === undefined || link === undefined) return { summary: 'the order is written' };
  for (;;) {
    const seen = await deps.see();
    const placed = seen.snapshot.orders.filter(({ id }) => id === orderId(request));
    if (command === 'drain' && placed.length === 0) throw new Error(`there is no order ${orderId(request)}`);
    const { kind, said } = stageOf({ goal, link, change: { placed, ended: [] } }, seen);
    if (kind === 'done') return { summary: said };
    if (kind === 'ended' || deps.now() + LOOK_MS > deps.untilMs) throw new Error(said);
    await deps.sleep(LOOK_MS);
  }
}

/** `input` is untrusted. Rejects with all that is wrong with it. */
export async function carryOut(input: unknown, deps: OrderingDeps): Promise<Answer> {
  const request = orderRequest(input, deps.now());
  if (!request.ok) throw new Error(request.error.join('; '));
  switch (request.value.mode) {
    case 'plan':
      return { summary: (await considered(request.value, await deps.see(), deps)).summary };
    case 'give':
      return given(request.value, deps);
    case 'await':
      return awaited(request.value, deps);
  }
}
