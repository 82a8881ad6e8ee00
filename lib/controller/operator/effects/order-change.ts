// Pure: orders that are about to be given or ended, and the link states that come of it, judged by the controller's own checks.
//
//   a link that the change is about     is then taken to be
//   somebody wants it empty             admitted, whether or not it has to wait for that
//   nobody wants it empty any more      not admitted
//
// Everything else is as it was read. What passes of itself later, as a hold-down, is not foreseen.

import type { Admission, Notice, Order, Snapshot } from '../../database';
import { type LinkState, linkFacts, linkStates } from '../../link-state/link-states';
import { standingWishes } from '../../link-state/wishes';
import type { SeenBackbone } from '../seen-backbone';

export interface OrderChange {
  readonly placed: readonly Order[];
  /** Orders that stand, and are to end now. */
  readonly ended: readonly Order[];
}

/** What wanted a link empty, and does not any more. */
export interface TakenBack {
  readonly orders: readonly Order[];
  /** Windows of maintenance, open or to come. */
  readonly notices: readonly Notice[];
}

/** Links that the orders are about, each once; those of the whole backbone or of a site are about none. */
export function linksOf({ placed, ended }: OrderChange): readonly string[] {
  return [...new Set([...placed, ...ended].flatMap(({ link }) => (link === undefined ? [] : [link])))];
}

export function ordersAfter({ placed, ended }: OrderChange, orders: readonly Order[]): readonly Order[] {
  const ids = new Set([...ended, ...placed].map(({ id }) => id));
  return [...orders.filter(({ id }) => !ids.has(id)), ...placed];
}

/** What the site that sees the backbone last published of links, which its checks hold unknown ones at. */
function previousOf({ publications, seenBy = '' }: SeenBackbone) {
  return publications.get(seenBy)?.links ?? {};
}

function admissionsAfter(
  change: OrderChange,
  states: readonly LinkState[],
  { snapshot, nowMs }: SeenBackbone,
): readonly Admission[] {
  const about = states.filter(({ link }) => linksOf(change).includes(link));
  const isAbout = (link: string) => about.some((state) => state.link === link);
  const wanted = about.filter((state) => state.wanted && state.standing !== 'down');
  const standing = new Map(snapshot.admissions.map((admission) => [admission.link, admission]));
  return [
    ...snapshot.admissions.filter(({ link }) => !isAbout(link)),
    ...wanted.map(({ link }): Admission => standing.get(link) ?? { kind: 'admission', link, atMs: nowMs }),
  ];
}

/** As the database will be once the change is written; nobody has acted on it yet. */
export function snapshotAfter(change: OrderChange, { snapshot }: SeenBackbone): Snapshot {
  return { ...snapshot, orders: ordersAfter(change, snapshot.orders) };
}

/** In the order of the backbone's links. */
export function statesAfter(change: OrderChange, seen: SeenBackbone): readonly LinkState[] {
  const { backbone, nowMs } = seen;
  const written = snapshotAfter(change, seen);
  const asked = linkStates(backbone, written, previousOf(seen), nowMs);
  const admitted = { ...written, admissions: admissionsAfter(change, asked, seen) };
  return linkStates(backbone, admitted, previousOf(seen), nowMs);
}

function distinct<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** What wanted any link empty before, and stands no more; the orders that are ended are not among them. */
export function takenBack(change: OrderChange, seen: SeenBackbone): TakenBack {
  const { backbone, snapshot, nowMs } = seen;
  const wishesIn = (known: Snapshot) => linkFacts(backbone, known, previousOf(seen), nowMs).map(standingWishes);
  const after = wishesIn(snapshotAfter(change, seen));
  const before = wishesIn(snapshot);
  const ended = new Set(change.ended.map(({ id }) => id));
  const stands = (id: string, i: number, kind: 'orders' | 'notices') => after[i]?.[kind].some((one) => one.id === id);
  return {
    orders: distinct(
      before.flatMap(({ orders }, i) => orders.filter(({ id }) => !ended.has(id) && !stands(id, i, 'orders'))),
    ),
    notices: distinct(before.flatMap(({ notices }, i) => notices.filter(({ id }) => !stands(id, i, 'notices')))),
  };
}
