// Pure: what the checks of one link look at, gathered once, so that no check depends on another.

import type { BackboneLink } from '../../routing/backbone';
import type { Policy } from '../../routing/policy';
import type { Standing } from '../../routing/shortest-paths';
import type { Admission, LinkStatus, Notice, Observation, Order, Snapshot } from '../database';
import { reportedVerdict } from './reported';

export interface LinkFacts {
  readonly link: string;
  readonly nowMs: number;
  readonly policy: Policy;
  /** What this site last held the link to be. */
  readonly previous: Standing;
  /** Only those about this link; of observations, statuses and orders only those that have not expired. */
  readonly notices: readonly Notice[];
  readonly observations: readonly Observation[];
  /** Sites whose observation of the link is there and cannot be read. */
  readonly unread: readonly string[];
  readonly statuses: readonly LinkStatus[];
  /** The newest first: of several that say the same, it is the one that people are told of. */
  readonly orders: readonly Order[];
  readonly admission?: Admission;
}

/** Whether anything can be asked over the link. */
function isProbed({ kind, probeTarget }: BackboneLink): boolean {
  return kind === 'transit-gateway-peering' || probeTarget !== undefined;
}

/** Where nothing can be probed, what AWS says of the link is all there is to go by; what it does not say is not measured. */
function asObservations(status: LinkStatus): readonly Observation[] {
  const { link, site, sinceMs, wasBad, atMs, expiresMs } = status;
  const verdict = reportedVerdict(status);
  return verdict ? [{ kind: 'observation', link, site, verdict, sinceMs, wasBad, atMs, expiresMs }] : [];
}

type ByLink<T> = ReadonlyMap<string | undefined, readonly T[]>;

/** The items about each link, sorted out once for a list: every link asks for its own. */
function sortedOut<T>(linksOf: (item: T) => readonly (string | undefined)[]): (items: readonly T[]) => ByLink<T> {
  const known = new WeakMap<readonly T[], ByLink<T>>();
  return (items) => {
    const found = known.get(items);
    if (found) return found;
    const sorted = new Map<string | undefined, T[]>();
    for (const item of items)
      for (const link of linksOf(item)) {
        const about = sorted.get(link);
        if (about) about.push(item);
        else sorted.set(link, [item]);
      }
    known.set(items, sorted);
    return sorted;
  };
}

const noticesByLink = sortedOut<Notice>(({ links }) => [...new Set(links)]);
const observationsByLink = sortedOut<Observation>(({ link }) => [link]);
const statusesByLink = sortedOut<LinkStatus>(({ link }) => [link]);
const ordersByLink = sortedOut<Order>(({ link }) => [link]);

/** `notices` are those that count, see notices.ts. */
export function gatherFacts(
  link: BackboneLink,
  snapshot: Omit<Snapshot, 'publications'>,
  policy: Policy,
  previous: Standing,
  nowMs: number,
): LinkFacts {
  const { name } = link;
  const current = <T extends { readonly expiresMs: number }>(items: ByLink<T>): readonly T[] =>
    (items.get(name) ?? []).filter(({ expiresMs }) => expiresMs > nowMs);
  const admission = snapshot.admissions.find((a) => a.link === name);
  const statuses = current(statusesByLink(snapshot.statuses));
  const measured = current(observationsByLink(snapshot.observations));
  const orders = current(ordersByLink(snapshot.orders));
  return {
    link: name,
    nowMs,
    policy,
    previous,
    notices: noticesByLink(snapshot.notices).get(name) ?? [],
    observations: isProbed(link) || measured.length > 0 ? measured : statuses.flatMap(asObservations),
    unread: (snapshot.unread ?? []).flatMap((one) => (one.link === name ? [one.site] : [])),
    statuses,
    orders: [...orders].sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    ...(admission ? { admission } : {}),
  };
}
