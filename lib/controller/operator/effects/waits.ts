// Pure: what keeps the controllers from doing at once what an order asks for. It is done when that has passed, if the order
// still stands then.
//
//   what stands in the way                                       of
//   a freeze of the whole backbone                               everything but evacuations and freezes
//   a freeze of the link                                         what is asked of the link
//   the admission site does not let the drain begin yet          drains
//   an AWS site has not been heard of lately                     everything but evacuations and freezes
//   an end of a BGP link on the way cannot be read               what moves traffic onto it or off it

import { decideAdmissions } from '../../admission';
import type { Order } from '../../database';
import type { LinkState } from '../../link-state/link-states';
import { linkStates, standingsOf } from '../../link-state/link-states';
import { FRESH_MS } from '../../order';
import { viewId } from '../../view';
import type { SeenBackbone } from '../seen-backbone';
import type { FlowEffect } from './flow-effects';
import { linksOf, type OrderChange, ordersAfter, snapshotAfter } from './order-change';
import type { Said } from './said';

const MINUTE_MS = 60_000;

function freezesAfter(change: OrderChange, { snapshot, nowMs }: SeenBackbone): readonly Order[] {
  const orders = ordersAfter(change, snapshot.orders);
  return orders.filter(({ action, expiresMs }) => action === 'freeze' && expiresMs > nowMs);
}

function frozen(change: OrderChange, seen: SeenBackbone): readonly Said[] {
  const links = linksOf(change);
  return freezesAfter(change, seen).flatMap(({ link, owner, reason }): readonly Said[] => {
    const said = `${owner} froze ${link ?? 'all changes'}: ${reason}`;
    if (link === undefined) return [{ code: 'held-frozen', because: said }];
    return links.includes(link) ? [{ code: 'link-frozen', because: said }] : [];
  });
}

/** Why the admission site would not let these drains begin, if it decided now. */
function notAdmitted(change: OrderChange, seen: SeenBackbone): readonly Said[] {
  const { backbone, publications, seenBy = '', nowMs } = seen;
  const links = linksOf(change);
  const snapshot = snapshotAfter(change, seen);
  const states = linkStates(backbone, snapshot, publications.get(seenBy)?.links ?? {}, nowMs);
  const view = viewId(backbone, standingsOf(states));
  const isWaiting = ({ link, wanted, standing }: LinkState) =>
    links.includes(link) && wanted && standing !== 'down' && !snapshot.admissions.some((one) => one.link === link);
  const waiting = states.filter(isWaiting).map(({ link }) => link);
  if (waiting.length === 0) return [];
  const decision = decideAdmissions(backbone, snapshot, states, publications, view, nowMs);
  const first = decision.waiting?.link ?? decision.admit[0];
  if (decision.waiting && waiting.includes(decision.waiting.link))
    return [{ code: 'drain-queued', because: decision.waiting.because }];
  if (first === undefined || waiting.includes(first)) return [];
  return [
    { code: 'drain-queued', because: `${waiting.join(', ')} waits for ${first}, which is to be drained before it` },
  ];
}

function unheard({ backbone, publications, nowMs }: SeenBackbone): readonly Said[] {
  const { admission } = backbone.policy;
  return backbone.sites.flatMap(({ name, kind }): readonly Said[] => {
    const word = publications.get(name);
    if (kind !== 'aws' || (word !== undefined && nowMs - word.atMs <= FRESH_MS)) return [];
    const who = name === admission ? `${name}, the admission site,` : name;
    const since = word ? `for ${Math.floor((nowMs - word.atMs) / MINUTE_MS)} min` : 'yet';
    return [{ code: 'held-isolated', because: `${who} has not been heard of ${since}` }];
  });
}

function unreadEnds(links: ReadonlySet<string>, { publications }: SeenBackbone): readonly Said[] {
  return [...publications.values()].flatMap(({ site, strays = {} }) =>
    [...links].flatMap((link): readonly Said[] => {
      if (strays[`end ${link}`] !== 'end-unread') return [];
      return [{ code: 'end-unread', because: `what ${link} announces at ${site} cannot be read` }];
    }),
  );
}

function asksControllers({ action }: Order): boolean {
  return action !== 'evacuate' && action !== 'freeze';
}

/** Empty: they begin with it as soon as they have read it. */
export function waitsOf(change: OrderChange, flows: readonly FlowEffect[], seen: SeenBackbone): readonly Said[] {
  const freezesEnd = change.ended.some(({ action }) => action === 'freeze');
  if (!freezesEnd && ![...change.placed, ...change.ended].some(asksControllers)) return [];
  const onTheWay = new Set([...linksOf(change), ...flows.flatMap(({ before, after }) => [...before, ...after])]);
  return [...frozen(change, seen), ...notAdmitted(change, seen), ...unheard(seen), ...unreadEnds(onTheWay, seen)];
}
