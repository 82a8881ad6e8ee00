// Pure: how far controllers have come with what an operator asked of a link, as one look at the backbone shows it.
//
//   asked for    the look shows                                                       stage
//   any          none of the orders that were given stands any more                   ended
//   empty        the admission site, lately, has found the link empty                 done
//   empty        the link counts as up                                                waits
//   empty        otherwise                                                            moves
//   given back   the link does not count as up                                        waits
//   given back   a flow is not on its shortest path yet                               moves
//   given back   otherwise                                                            done

import type { Flow } from '../../../routing/backbone';
import { FRESH_MS } from '../../order';
import { flowPaths } from '../flow-paths';
import type { SeenBackbone } from '../seen-backbone';
import { shortestPath } from './flow-effects';
import type { OrderChange } from './order-change';
import { waitsOf } from './waits';

export type Goal = 'empty' | 'given back';

interface Stage {
  readonly kind: 'waits' | 'moves' | 'done' | 'ended';
  /** For a person, lower case, no full stop. */
  readonly said: string;
}

interface Followed {
  readonly goal: Goal;
  readonly link: string;
  readonly change: OrderChange;
}

function hasEnded({ placed }: OrderChange, { snapshot, nowMs }: SeenBackbone): boolean {
  const stands = (id: string) => snapshot.orders.some((order) => order.id === id && order.expiresMs > nowMs);
  return placed.length > 0 && !placed.some(({ id }) => stands(id));
}

function count(number: number): string {
  return number === 1 ? '1 flow' : `${number} flows`;
}

/** The first thing that controllers wait for. */
function hindrance({ change }: Followed, seen: SeenBackbone): string | undefined {
  const [wait] = waitsOf(change, [], seen);
  return wait && `${wait.code}: ${wait.because}`;
}

/** Empty: nothing keeps the controllers from going on. */
function despite(followed: Followed, seen: SeenBackbone): string {
  const wait = hindrance(followed, seen);
  return wait === undefined ? '' : `; ${wait}`;
}

/** What controllers wait for, else how they hold the link. */
function waitText(followed: Followed, seen: SeenBackbone): string {
  const { link } = followed;
  const wait = hindrance(followed, seen);
  const state = seen.states.find((one) => one.link === link);
  if (wait !== undefined) return wait;
  return state ? `${link} is ${state.standing}, ${state.code}: ${state.because}` : `nothing is known of ${link}`;
}

function isFoundEmpty(link: string, { backbone, publications, nowMs }: SeenBackbone): boolean {
  const word = publications.get(backbone.policy.admission);
  return word !== undefined && nowMs - word.atMs <= FRESH_MS && word.emptied.includes(link);
}

function waysNow(seen: SeenBackbone) {
  return seen.backbone.flows.map((flow) => {
    const { read, published } = flowPaths(flow, seen);
    return { flow, ways: read ?? published };
  });
}

function isOnPrem(site: string, { backbone }: SeenBackbone): boolean {
  return backbone.sites.some(({ name, kind }) => name === site && kind === 'on-prem');
}

/** Nothing of controllers is slow but what they say to premises. */
function slowly(flows: readonly Flow[], seen: SeenBackbone): string {
  const isSlow = flows.length > 0 && flows.every(({ from }) => isOnPrem(from, seen));
  return isSlow ? ', from premises, which hear of another way within some minutes' : '';
}

function emptying(followed: Followed, seen: SeenBackbone): Stage {
  const { link } = followed;
  if (isFoundEmpty(link, seen))
    return { kind: 'done', said: `drain-complete: nothing is sent over ${link} any more; it may be cut` };
  if (!seen.standings.has(link)) return { kind: 'waits', said: waitText(followed, seen) };
  const on = waysNow(seen).flatMap(({ flow, ways }) => (ways.some(({ path }) => path.includes(link)) ? [flow] : []));
  const still = `${count(on.length)} still on it${slowly(on, seen)}`;
  const said = on.length === 0 ? 'no flow is on it, and the sites have yet to say so' : still;
  return { kind: 'moves', said: `${link} is drained; ${said}${despite(followed, seen)}` };
}

function givingBack(followed: Followed, seen: SeenBackbone): Stage {
  const { link } = followed;
  const { backbone, standings } = seen;
  if (standings.has(link)) return { kind: 'waits', said: waitText(followed, seen) };
  const off = waysNow(seen).flatMap(({ flow, ways }) => {
    const shortest = shortestPath(backbone, flow, standings).join(' ');
    return ways.some(({ path }) => path.join(' ') !== shortest) ? [flow] : [];
  });
  if (off.length > 0)
    return {
      kind: 'moves',
      said: `${link} is up; ${count(off.length)} not on the shortest path yet${slowly(off, seen)}${despite(followed, seen)}`,
    };
  return { kind: 'done', said: `${link} is up, and every flow is on its shortest path` };
}

export function stageOf(followed: Followed, seen: SeenBackbone): Stage {
  if (hasEnded(followed.change, seen)) return { kind: 'ended', said: 'the order does not stand any more' };
  return followed.goal === 'empty' ? emptying(followed, seen) : givingBack(followed, seen);
}
