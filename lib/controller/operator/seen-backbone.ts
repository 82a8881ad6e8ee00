// Pure: one view of a running backbone, put together from what its sites hold. One replica of the database gives it: the
// admission site's, or the first of another site that can be read; of each site's own word the newest that any replica has
// counts. Topology and policy are those that were deployed, and the file's only where no site says.

import type { Backbone } from '../../routing/backbone';
import type { Standings } from '../../routing/shortest-paths';
import type { Publication, Snapshot } from '../database';
import { type LinkState, linkStates, standingsOf } from '../link-state/link-states';
import { snapshotOf } from '../link-state-items/snapshot';
import { type Publications, publicationsOf } from '../order';
import { haveSameTopology, viewId } from '../view';
import type { SiteReading } from './site-reading';

export interface SeenBackbone {
  readonly nowMs: number;
  readonly backbone: Backbone;
  /** The site whose replica it is; absent: none could be read, and nothing is known of links. */
  readonly seenBy?: string;
  readonly snapshot: Snapshot;
  readonly publications: Publications;
  /** As the site that sees it would judge them now. */
  readonly states: readonly LinkState[];
  readonly standings: Standings;
  readonly readings: readonly SiteReading[];
  /** Sites that were deployed otherwise than the file declares. */
  readonly apart: readonly string[];
}

function inOrderOfSight({ policy }: Backbone, readings: readonly SiteReading[]): readonly SiteReading[] {
  const isFirst = ({ site }: SiteReading) => site === policy.admission;
  return [...readings.filter(isFirst), ...readings.filter((reading) => !isFirst(reading))];
}

function newestWords(snapshots: readonly Snapshot[]): readonly Publication[] {
  const newest = new Map<string, Publication>();
  for (const { publications } of snapshots)
    for (const word of publications)
      if (word.atMs > (newest.get(word.site)?.atMs ?? Number.NEGATIVE_INFINITY)) newest.set(word.site, word);
  return [...newest.values()].sort((a, b) => (a.site < b.site ? -1 : 1));
}

/** What was deployed, with the flows that the file declares between its sites: functions are told of none. */
function deployedBackbone(declared: Backbone, readings: readonly SiteReading[]): Backbone {
  const deployed = readings.flatMap(({ config }) => (config.ok ? [config.value.backbone] : []))[0];
  if (!deployed) return declared;
  const names = new Set(deployed.sites.map(({ name }) => name));
  return { ...deployed, flows: declared.flows.filter(({ from, to }) => names.has(from) && names.has(to)) };
}

function sitesApart(declared: Backbone, readings: readonly SiteReading[]): readonly string[] {
  const file = viewId(declared, new Map());
  return readings.flatMap(({ site, config }) =>
    config.ok && !haveSameTopology(viewId(config.value.backbone, new Map()), file) ? [site] : [],
  );
}

export function seeBackbone(declared: Backbone, readings: readonly SiteReading[], nowMs: number): SeenBackbone {
  const ordered = inOrderOfSight(declared, readings);
  const backbone = deployedBackbone(declared, ordered);
  const replicas = ordered.flatMap(({ site, replica }) => (replica.ok ? [{ site, ...replica.value }] : []));
  const [first] = replicas;
  const publications = newestWords(replicas.map(({ snapshot }) => snapshot));
  const snapshot = { ...(first?.snapshot ?? snapshotOf([])), publications };
  const previous = publications.find(({ site }) => site === first?.site)?.links ?? {};
  const states = first ? linkStates(backbone, snapshot, previous, nowMs) : [];
  return {
    nowMs,
    backbone,
    ...(first ? { seenBy: first.site } : {}),
    snapshot,
    publications: publicationsOf(snapshot),
    states,
    standings: standingsOf(states),
    readings,
    apart: sitesApart(declared, readings),
  };
}
