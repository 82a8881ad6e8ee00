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

/** `notices` are those that count, see notices.ts. */
export function gatherFacts(
  link: BackboneLink,
  snapshot: Omit<Snapshot, 'publications'>,
  policy: Policy,
  previous: Standing,
  nowMs: number,
): LinkFacts {
  const { name } = link;
  const isCurrent = (item: { readonly link?: string; readonly expiresMs: number }) =>
    item.link === name && item.expiresMs > nowMs;
  const admission = snapshot.admissions.find((a) => a.link === name);
  const statuses = snapshot.statuses.filter(isCurrent);
  const measured = snapshot.observations.filter(isCurrent);
  return {
    link: name,
    nowMs,
    policy,
    previous,
    notices: snapshot.notices.filter(({ links }) => links.includes(name)),
    observations: isProbed(link) || measured.length > 0 ? measured : statuses.flatMap(asObservations),
    statuses,
    orders: snapshot.orders.filter(isCurrent).sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    ...(admission ? { admission } : {}),
  };
}
