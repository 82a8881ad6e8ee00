// Pure: what orders would do if they were given or ended now, decided by the code of the controllers on one view of the backbone:
// that of all sites (see.ts of the command line), or that of one site over its own replica, in a function.

import type { Verdict } from '../../link-state/checks';
import { type LinkState, standingsOf } from '../../link-state/link-states';
import type { Served } from '../../names/evacuated';
import type { SeenBackbone } from '../seen-backbone';
import { type FlowEffect, flowEffects } from './flow-effects';
import { type NameEffect, nameEffects } from './name-effects';
import { type OrderChange, ordersAfter, statesAfter, type TakenBack, takenBack } from './order-change';
import { type Refusal, refusalsOf } from './refusals';
import { remarksOn } from './remarks';
import type { Said } from './said';
import { waitsOf } from './waits';

/** How a link counts now, and once controllers have acted on the change. */
interface LinkEffect {
  readonly link: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

export interface Effects {
  /** Not empty: the order is not to be given. */
  readonly refusals: readonly Refusal[];
  /** Not empty: it is done later, if the order still stands then. */
  readonly waits: readonly Said[];
  readonly remarks: readonly Said[];
  /** In the order of the backbone; those that count as before are left out. */
  readonly links: readonly LinkEffect[];
  readonly flows: readonly FlowEffect[];
  readonly names: readonly NameEffect[];
  readonly takesBack: TakenBack;
  /** When the last order that is placed ends by itself; absent: none is placed. */
  readonly untilMs?: number;
}

function verdictOf({ standing, code, because }: LinkState): Verdict {
  return { standing, code, because };
}

function linkEffects(before: readonly LinkState[], after: readonly LinkState[]): readonly LinkEffect[] {
  return after.flatMap((state) => {
    const was = before.find(({ link }) => link === state.link);
    if (!was || (was.standing === state.standing && was.code === state.code && was.because === state.because))
      return [];
    return [{ link: state.link, before: verdictOf(was), after: verdictOf(state) }];
  });
}

/** Links that all traffic is to leave by what is placed. */
function linksLeft({ placed }: OrderChange, after: readonly LinkState[]): ReadonlySet<string> {
  const asked = new Set(placed.map(({ link }) => link));
  return new Set(after.filter(({ link, standing }) => asked.has(link) && standing !== 'up').map(({ link }) => link));
}

/** `served`: the services that have names, and the sites at which they are; empty: names are left out. */
export function effectsOf(change: OrderChange, seen: SeenBackbone, served: readonly Served[]): Effects {
  const after = statesAfter(change, seen);
  const links = linkEffects(seen.states, after);
  const flows = flowEffects(seen, standingsOf(after), linksLeft(change, after));
  const orders = { before: seen.snapshot.orders, after: ordersAfter(change, seen.snapshot.orders) };
  const names = nameEffects(served, orders, seen);
  const taken = takenBack(change, seen);
  const changes = [links, flows, names, taken.orders, taken.notices];
  const isIdle = changes.every(({ length }) => length === 0);
  const expiries = change.placed.map(({ expiresMs }) => expiresMs);
  return {
    refusals: change.placed.flatMap((order) => refusalsOf(order, seen, served)),
    waits: waitsOf(change, flows, seen),
    remarks: remarksOn(change, flows, seen, isIdle),
    links,
    flows,
    names,
    takesBack: taken,
    ...(expiries.length === 0 ? {} : { untilMs: Math.max(...expiries) }),
  };
}
