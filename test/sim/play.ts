// Plays a schedule on a backbone, heals everything, and waits until it has to be quiet again.

import type { Order } from '../../lib/controller/database';
import type { Backbone } from '../../lib/routing/backbone';
import { Judge } from './judge';
import { type Circumstances, cutOff, MINUTE_MS, SimWorld, type Span } from './sim-world';

/** What happens; numbers choose a site or link by remainder. Times are milliseconds from the start. */
export interface Schedule {
  readonly seed: number;
  readonly faults: readonly (Span & { readonly link: number })[];
  /** Wanted empty from `fromMs` on; announced so long before at one of the sites. */
  readonly notices: readonly (Span & { readonly link: number; readonly site: number; readonly earlyMs: number })[];
  /** Given at `fromMs`, expiring at `toMs`. */
  readonly orders: readonly (Span & { readonly action: Ordered; readonly link: number; readonly site: number })[];
  readonly partitions: readonly (Span & { readonly from: number; readonly to: number })[];
  /** Sites cut off from all others. */
  readonly cutOff: readonly (Span & { readonly site: number })[];
  readonly dead: readonly (Span & { readonly site: number })[];
  readonly failing: readonly (Span & { readonly site: number; readonly percent: number })[];
  /** By site, repeated. */
  readonly aheadMs: readonly number[];
}

export type Ordered = Order['action'] | 'freeze-all';

export interface Watched {
  readonly judge: Judge;
  readonly world: SimWorld;
  readonly overridesLeft: number;
}

/** After everything has healed: observations expire, the hold-down ends, everybody is heard of again, and some rounds. */
const QUIET_MS = 10 * MINUTE_MS;

function pick<T>(items: readonly T[], n: number): T {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function circumstancesOf(backbone: Backbone, schedule: Schedule): Partial<Circumstances> {
  const sites = backbone.sites.map(({ name }) => name);
  const { seed, partitions, cutOff: cuts, dead, failing, aheadMs } = schedule;
  const cut = partitions.map((p) => ({ ...p, from: pick(sites, p.from), to: pick(sites, p.to) }));
  return {
    seed,
    cuts: [...cut, ...cuts.flatMap((c) => cutOff(backbone, pick(sites, c.site), c))],
    dead: dead.map((d) => ({ ...d, site: pick(sites, d.site) })),
    failing: failing.map((f) => ({ ...f, site: pick(sites, f.site) })),
    aheadMs: new Map(sites.map((site, i) => [site, aheadMs.length === 0 ? 0 : pick(aheadMs, i)])),
  };
}

/** A controller that nothing wakes looks again within a minute. */
const TICK_MS = MINUTE_MS;

/** While an operator holds links or all changes as they are, what is lost is not the controllers' doing. */
function excuseOrders(world: SimWorld, judge: Judge, { orders }: Schedule): void {
  for (const { action, fromMs, toMs } of orders) {
    if (action === 'drain') continue;
    world.clock.at(fromMs, () => judge.excuse(toMs + TICK_MS));
  }
}

function lay(world: SimWorld, { faults, notices, orders }: Schedule): void {
  const link = (n: number) => pick(world.backbone.links, n).name;
  const site = (n: number) => pick(world.backbone.sites, n).name;
  for (const fault of faults) world.fault(link(fault.link), fault);
  for (const notice of notices)
    world.notice(link(notice.link), notice, Math.max(0, notice.fromMs - notice.earlyMs), site(notice.site));
  for (const order of orders) {
    if (order.action === 'freeze-all') world.order('freeze', undefined, order, site(order.site));
    else world.order(order.action, link(order.link), order, site(order.site));
  }
}

/** `happen` plans what else happens, and gives the time at which that is over. */
export async function play(
  backbone: Backbone,
  schedule: Schedule,
  happen: (world: SimWorld) => number = () => 0,
): Promise<Watched> {
  const world = new SimWorld(backbone, circumstancesOf(backbone, schedule));
  const judge = new Judge(world);
  world.start();
  excuseOrders(world, judge, schedule);
  lay(world, schedule);
  const overMs = happen(world);
  const { faults, notices, orders, partitions, cutOff: cuts, dead, failing } = schedule;
  const ends = [faults, notices, orders, partitions, cuts, dead, failing].flat().map(({ toMs }) => toMs);
  await world.clock.run(Math.max(overMs, ...ends) + QUIET_MS);
  judge.finish();
  const routes = world.fabric.network.tables.flatMap((table) => table.routes);
  return { judge, world, overridesLeft: routes.filter(({ origin }) => origin === 'prefix-list').length };
}
