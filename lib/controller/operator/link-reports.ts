// Pure: how each link stands, for an operator: what it counts as and why, since when, what its ends measured last, and
// which sites hold it otherwise.

import type { Code } from '../../net/codes';
import type { BackboneLink } from '../../routing/backbone';
import { linkNamed, type Standing } from '../../routing/shortest-paths';
import type { AuditEntry } from '../audit';
import type { LinkStatus, Observation, Publication } from '../database';
import type { LinkState } from '../link-state/link-states';
import type { SeenBackbone } from './seen-backbone';

/** What is known of one AWS end of a link; expired is what says nothing any more. */
export interface LinkEndReport {
  readonly site: string;
  readonly measured?: Pick<Observation, 'verdict' | 'sinceMs' | 'atMs' | 'rttMs' | 'lossShare' | 'fullSize'> & {
    readonly expired: boolean;
  };
  readonly told?: Pick<LinkStatus, 'attachment' | 'sessions' | 'atMs'> & { readonly expired: boolean };
}

export interface LinkReport extends Pick<BackboneLink, 'kind' | 'between' | 'cost'> {
  readonly link: string;
  readonly standing: Standing;
  readonly code: Code;
  readonly because: string;
  /** When a controller first said so; absent: not lately, or not yet. */
  readonly sinceMs?: number;
  /** Somebody wants it empty. */
  readonly wanted: boolean;
  /** The admission site has found that no site sends anything over it. */
  readonly emptied: boolean;
  readonly ends: readonly LinkEndReport[];
  /** Sites that hold it otherwise, in their last word. */
  readonly otherwise: readonly { readonly site: string; readonly standing: Standing; readonly code: Code }[];
}

/** The newest entry about the state of each link. */
export type LastTold = ReadonlyMap<string, Pick<AuditEntry, 'atMs' | 'code' | 'standing'>>;

/** After so many pages nobody waits any longer to know since when. */
const MOST_PAGES = 5;

/** Of pages in which the newest entry comes first. Rejects when one of them cannot be had. */
export async function lastTold(
  links: readonly string[],
  pages: AsyncIterable<readonly AuditEntry[]>,
): Promise<LastTold> {
  const found = new Map<string, Pick<AuditEntry, 'atMs' | 'code' | 'standing'>>();
  let read = 0;
  for await (const entries of pages) {
    for (const { link, standing, atMs, code } of entries)
      if (link !== undefined && standing !== undefined && !found.has(link)) found.set(link, { atMs, code, standing });
    read += 1;
    if (read >= MOST_PAGES || links.every((link) => found.has(link))) break;
  }
  return found;
}

const HEALTHY = { standing: 'up', code: 'link-healthy' } as const;

function heldBy({ links }: Publication, link: string): { readonly standing: Standing; readonly code: Code } {
  return links[link] ?? HEALTHY;
}

function endReport(link: string, site: string, { snapshot, nowMs }: SeenBackbone): LinkEndReport {
  const isHere = (one: Observation | LinkStatus) => one.link === link && one.site === site;
  const observation = snapshot.observations.find(isHere);
  const status = snapshot.statuses.find(isHere);
  return { site, ...measuredAt(observation, nowMs), ...toldAt(status, nowMs) };
}

function measuredAt(observation: Observation | undefined, nowMs: number): Pick<LinkEndReport, 'measured'> {
  if (!observation) return {};
  const { verdict, sinceMs, atMs, rttMs, lossShare, fullSize, expiresMs } = observation;
  const more = {
    ...(rttMs === undefined ? {} : { rttMs }),
    ...(lossShare === undefined ? {} : { lossShare }),
    ...(fullSize === undefined ? {} : { fullSize }),
  };
  return { measured: { verdict, sinceMs, atMs, ...more, expired: expiresMs <= nowMs } };
}

function toldAt(status: LinkStatus | undefined, nowMs: number): Pick<LinkEndReport, 'told'> {
  if (!status) return {};
  const { attachment, sessions, atMs, expiresMs } = status;
  return { told: { attachment, sessions, atMs, expired: expiresMs <= nowMs } };
}

function reportOf(state: LinkState, declared: BackboneLink, seen: SeenBackbone, told: LastTold): LinkReport {
  const { link, standing, code, because, wanted } = state;
  const { backbone, publications } = seen;
  const { kind, between, cost } = declared;
  const last = told.get(link);
  const isSaid = last?.code === code && last.standing === standing;
  const aws = between.filter((site) => backbone.sites.some(({ name, kind: of }) => name === site && of === 'aws'));
  return {
    link,
    kind,
    between,
    cost,
    standing,
    code,
    because,
    ...(last && isSaid ? { sinceMs: last.atMs } : {}),
    wanted,
    emptied: publications.get(backbone.policy.admission)?.emptied.includes(link) ?? false,
    ends: aws.map((site) => endReport(link, site, seen)),
    otherwise: [...publications.values()]
      .map((word) => ({ site: word.site, ...heldBy(word, link) }))
      .filter((held) => held.standing !== standing)
      .map(({ site, standing: other, code: why }) => ({ site, standing: other, code: why })),
  };
}

/** In the backbone's order. */
export function linkReports(seen: SeenBackbone, told: LastTold): readonly LinkReport[] {
  return seen.states.flatMap((state) => {
    const link = linkNamed(seen.backbone, state.link);
    return link ? [reportOf(state, link, seen, told)] : [];
  });
}
