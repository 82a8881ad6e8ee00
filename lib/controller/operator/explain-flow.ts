// Pure: why a flow takes the path that it takes: at each site on it the route that matched, whether that is the shortest
// path, how the links stand, and what keeps a site from moving it.
//
//   the site sends it             because
//   over the shortest path        it is that: with an override, or as the baseline is
//   elsewhere, change held        a guard holds the change, and says why
//   elsewhere, change allowed     the site's controller is about to move it
//   elsewhere, nothing planned    the site cannot or will not move it: what stands is all that is known to work

import type { Flow } from '../../routing/backbone';
import { nextHops } from '../../routing/shortest-paths';
import type { Decision } from '../decide';
import type { Held } from '../guards/guard';
import type { LinkState } from '../link-state/link-states';
import type { Change, OverrideChange } from '../plan';
import { decisionAt } from './dry-run';
import { type FlowPath, type FlowPaths, flowPaths, type PathHop } from './flow-paths';
import type { SeenBackbone } from './seen-backbone';

export interface HopReason {
  readonly site: string;
  /** The link that it goes to; absent: it ends here. */
  readonly link?: string;
  /** The link by which the shortest path goes on from here; absent: there is none. */
  readonly shortest?: string;
  readonly because: string;
  /** What a guard keeps the site from changing about it. */
  readonly held: readonly (Held & { readonly table: string })[];
}

export interface ExplainedPath extends FlowPath {
  readonly reasons: readonly HopReason[];
  readonly links: readonly Pick<LinkState, 'link' | 'standing' | 'code' | 'because'>[];
}

export interface ExplainedFlow extends Flow {
  /** By the tables that were read; by what is published where none were. */
  readonly paths: readonly ExplainedPath[];
  /** What the sites publish leads over the same links. */
  readonly agrees: boolean;
}

function isAbout(change: Change, to: string, table: string | undefined): change is OverrideChange {
  return change.kind === 'override' && change.remote === to && (table === undefined || change.table === table);
}

function decisionsIn({ readings, nowMs }: SeenBackbone): ReadonlyMap<string, Decision> {
  return new Map(
    readings.flatMap((reading): [string, Decision][] => {
      const decision = decisionAt(reading, nowMs);
      return decision.ok ? [[reading.site, decision.value]] : [];
    }),
  );
}

function becauseOf(hop: PathHop, link: string | undefined, shortest: string | undefined, planned: string | undefined) {
  if (link === undefined) return hop.said;
  const how =
    hop.matched?.origin === 'prefix-list' ? 'an override of the controller' : 'the route beneath all overrides';
  if (link === shortest) return `it is the shortest path of the links as they stand, by ${how}`;
  const other = shortest === undefined ? 'no path is known' : `the shortest path would be over ${shortest}`;
  return `${other}, and ${how} leads over ${link}; ${planned ?? 'nothing of it would be changed'}`;
}

function plannedText(held: readonly Held[], isAllowed: boolean): string | undefined {
  if (held.length > 0) return `the change is held: ${held.map(({ because }) => because).join('; ')}`;
  return isAllowed ? 'the change is about to be made' : undefined;
}

function linkAfter(hops: readonly PathHop[], i: number): string | undefined {
  const next = hops[i + 1]?.at;
  return next && 'link' in next ? next.link : undefined;
}

function reasonsOf(
  path: FlowPath,
  { to }: Flow,
  seen: SeenBackbone,
  decisions: ReadonlyMap<string, Decision>,
): readonly HopReason[] {
  const { backbone, standings } = seen;
  return path.hops.flatMap((hop, i): readonly HopReason[] => {
    if (!('site' in hop.at) || hop.table === undefined) return [];
    const { site } = hop.at;
    const plan = decisions.get(site)?.plan;
    const held = (plan?.held ?? []).flatMap(({ change, held: { code, because } }) =>
      isAbout(change, to, hop.table) ? [{ code, because, table: change.table }] : [],
    );
    const isAllowed = plan?.allowed.some((change) => isAbout(change, to, hop.table)) ?? false;
    const link = linkAfter(path.hops, i);
    const shortest = nextHops(backbone, site, standings).get(to)?.name;
    return [
      {
        site,
        ...(link === undefined ? {} : { link }),
        ...(shortest === undefined ? {} : { shortest }),
        because: becauseOf(hop, link, shortest, plannedText(held, isAllowed)),
        held,
      },
    ];
  });
}

function sameWays(a: FlowPaths['published'], b: FlowPaths['published']): boolean {
  const ways = (paths: FlowPaths['published']) => paths.map(({ outcome, path }) => [outcome, ...path].join(' ')).sort();
  return ways(a).join('\n') === ways(b).join('\n');
}

export function explainFlow(flow: Flow, seen: SeenBackbone): ExplainedFlow {
  const { from, to } = flow;
  const { published, read } = flowPaths(flow, seen);
  const decisions = decisionsIn(seen);
  const paths = (read ?? published).map((path) => ({
    ...path,
    reasons: reasonsOf(path, flow, seen, decisions),
    links: path.path.flatMap((name) =>
      seen.states
        .filter(({ link }) => link === name)
        .map(({ link, standing, code, because }) => ({ link, standing, code, because })),
    ),
  }));
  return { from, to, paths, agrees: read === undefined || sameWays(published, read) };
}
