// Pure: shared risks without which the graph falls apart, whatever the routes are: diverse links that run through one
// place are one link.

import type { Backbone, FlowRequirement } from '../../routing/backbone';
import { distances, farSite, nextHops } from '../../routing/shortest-paths';
import { finding } from '../findings';
import { compareText } from '../json';
import type { Check } from './check';

const TOLD = 4;

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** The links of the shortest path, in order; undefined when no path joins the two. */
function shortestPath(backbone: Backbone, { from, to }: Pair): readonly string[] | undefined {
  const path: string[] = [];
  for (let site = from; site !== to; ) {
    const link = nextHops(backbone, site).get(to);
    if (!link) return undefined;
    path.push(link.name);
    site = farSite(link, site);
  }
  return path;
}

function without(backbone: Backbone, names: ReadonlySet<string>): Backbone {
  return { ...backbone, links: backbone.links.filter(({ name }) => !names.has(name)) };
}

/**
 * Paths that share a risk which all paths share: the shortest, then the shortest without its links of that risk, until none is
 * left. Each path there is uses a link of one of them.
 */
function sharingPaths(backbone: Backbone, pair: Pair, members: ReadonlySet<string>): readonly string[] {
  const path = shortestPath(backbone, pair);
  if (!path) return [];
  const used = new Set(path.filter((link) => members.has(link)));
  return [path.join(' › '), ...sharingPaths(without(backbone, used), pair, members)];
}

/** Flows that a path joins, and none without these links. */
function cutOff(backbone: Backbone, flows: readonly FlowRequirement[], members: ReadonlySet<string>) {
  const left = without(backbone, members);
  const ofSite = new Map<string, readonly [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>]>();
  return flows.filter(({ from, to }) => {
    const [before, after] = ofSite.get(from) ?? [distances(backbone, from), distances(left, from)];
    ofSite.set(from, [before, after]);
    return before.has(to) && !after.has(to);
  });
}

/** Both directions of a flow are one pair, in the order of names. */
function pairsOf(flows: readonly FlowRequirement[]): readonly Pair[] {
  const pairs = flows.map(({ from, to }) => (compareText(from, to) < 0 ? { from, to } : { from: to, to: from }));
  return [...new Map(pairs.map((pair) => [`${pair.from} ${pair.to}`, pair])).values()];
}

/** A risk of one link is that link, of which a single point of failure tells flows that must survive a link. */
function isToldAsLink(members: ReadonlySet<string>, { survive }: FlowRequirement): boolean {
  return members.size === 1 && survive.links > 0;
}

export const sharedRisksOnAllPaths: Check = ({ backbone }) => {
  const risks = [...new Set(backbone.links.flatMap(({ sharedRisks }) => sharedRisks))];
  const demanding = backbone.flows.filter(({ survive }) => survive.risks > 0);
  return risks.flatMap((risk) => {
    const links = backbone.links.filter(({ sharedRisks }) => sharedRisks.includes(risk));
    const members = new Set(links.map(({ name }) => name));
    const flows = cutOff(backbone, demanding, members).filter((flow) => !isToldAsLink(members, flow));
    const [first] = flows;
    if (!first) return [];
    const pairs = pairsOf(flows);
    const told = pairs.length > TOLD + 1 ? pairs.slice(0, TOLD) : pairs;
    const paths = told.map(
      (pair) => `${pair.from} and ${pair.to} (${sharingPaths(backbone, pair, members).join('; ')})`,
    );
    const more = pairs.length === told.length ? [] : [`${pairs.length - told.length} more pairs of sites`];
    const form = links.every(({ kind }) => kind === 'transit-gateway-peering') ? 'grey' : 'down';
    return [
      finding('verify-shared-risk-on-all-paths', {
        message: `${risk} is shared by all paths of ${[...paths, ...more].join(', of ')}`,
        fix: `lead one of these paths past ${risk} and take it off the sharedRisks of its link, add a link that does not share it, or let these flows survive no shared risk (survive: { risks: 0 })`,
        scenario: { links: [], risks: [{ name: risk, form }] },
        flow: { from: first.from, to: first.to },
      }),
    ];
  });
};
