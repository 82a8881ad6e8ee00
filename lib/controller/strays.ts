// Pure: what stands at a site and does not do what it was written for: somebody else has changed the tables. The
// controller steers around it as far as it can, and a person is told, once.
//
//   what                                          is not as it was written when
//   the baseline toward an AWS site               it does not lead over the shortest path of all links
//   the baseline toward premises                  the same; not told at a site with a BGP link of its own to them, where
//                                                 it is whatever BGP brings
//   what a BGP link brings and announces          part of it is gone, and this controller neither took it nor means to
//   an override                                   it leads to no link of the site, or another route takes part of its
//                                                 prefixes
//
// An end of a BGP link that cannot be read is told along with them, as nobody knows how it stands.

import type { Code } from '../net/codes';
import type { Backbone, BackboneSite } from '../routing/backbone';
import { nextHops, type Standings } from '../routing/shortest-paths';
import type { BgpEnds } from './bgp-ends';
import type { Publication } from './database';
import { effectiveLink, goesTo, linksIn, withoutOverrides } from './effective';
import { standingOverride } from './overrides';
import type { SteeredTables } from './plan';
import { publishedLinks } from './publication';
import { specificsOf } from './site-prefixes';
import { type SiteRouting, STEERED_TABLES, type SteeredTable } from './site-routing';
import { withdrawalsFor } from './withdrawals';

/** What is to be told of each, by table and destination, or by link. */
export type Strays = Readonly<Record<string, { readonly code: Code; readonly because: string }>>;

interface Seen {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  readonly tables: SteeredTables;
  /** The same as if no link were withdrawn (written-tables.ts). */
  readonly written: SteeredTables;
  readonly ends: BgpEnds;
  readonly standings: Standings;
  readonly previous: Publication | undefined;
}

type Stray = readonly [subject: string, stray: Strays[string]];

function overRoutes(links: readonly string[]): string {
  return links.length === 0 ? 'nowhere' : `over ${links.join(', ')}`;
}

function hasOwnLink({ sessionOf }: SiteRouting, premises: string): boolean {
  return [...sessionOf.values()].some((end) => end.premises === premises);
}

function strayBaseline(
  { backbone, routing, written }: Seen,
  remote: BackboneSite,
  table: SteeredTable,
): readonly Stray[] {
  const link = nextHops(backbone, routing.site).get(remote.name)?.name;
  if (link === undefined || !routing.attachmentOf.has(link) || hasOwnLink(routing, remote.name)) return [];
  const beneath = effectiveLink(withoutOverrides(written[table], routing), specificsOf(remote), routing);
  if (goesTo(beneath, link)) return [];
  const because = `beneath overrides ${table} leads ${overRoutes(linksIn(beneath))} to ${remote.name}, and was deployed to lead over ${link}`;
  return [[`baseline ${table} ${remote.name}`, { code: 'changed-by-others', because }]];
}

function strayOverride({ routing, tables }: Seen, remote: string, table: SteeredTable): readonly Stray[] {
  const list = routing.listOf.get(remote);
  const link = list && standingOverride(tables[table], list.id, routing);
  if (!list || !link) return [];
  if (!routing.attachmentOf.has(link)) {
    const because = `the override of ${remote} in ${table} leads to an attachment that is no link's here`;
    return [[`${table} ${remote}`, { code: 'changed-by-others', because }]];
  }
  const others = publishedLinks(tables[table], list.entries, routing).filter((one) => one !== link);
  if (others.length === 0) return [];
  const because = `${table} still sends part of ${remote} over ${others.join(', ')} instead of ${link}`;
  return [[`${table} ${remote}`, { code: 'residual-route', because }]];
}

/**
 * True when this controller may have withdrawn the link, as far as it has said of it; a run that withdrew it and died has
 * said no more than that it is not up. What was restored a moment ago may still be read as it was before.
 */
function mayBeOurs(link: string, { links, sessions }: Publication): boolean {
  const said = sessions?.[link];
  if (!said || said.withdrawnMs !== undefined || said.restoredMs !== undefined || said.partly) return true;
  return (links[link]?.standing ?? 'up') !== 'up';
}

/** A link that is not to be withdrawn, and that nobody has withdrawn as far as this site knows. */
function strayEnds({ backbone, routing, ends, standings, previous }: Seen): readonly Stray[] {
  if (!previous) return [];
  const wanted = new Set(withdrawalsFor(routing, backbone, standings).map(({ link }) => link));
  return [...ends.values()].flatMap(({ end: { link }, withdrawn }): readonly Stray[] => {
    if (withdrawn === 'none' || wanted.has(link) || mayBeOurs(link, previous)) return [];
    const because = `what ${link} brings or announces was taken back, and not by this controller`;
    return [[`baseline ${link}`, { code: 'changed-by-others', because }]];
  });
}

function unreadEnds({ ends }: Seen): readonly Stray[] {
  return [...ends.values()].flatMap(({ end: { link }, unread }): readonly Stray[] => {
    if (unread === undefined) return [];
    const because = `what ${link} announces cannot be read and is not changed, while the site goes on steering: ${unread}`;
    return [[`end ${link}`, { code: 'end-unread', because }]];
  });
}

export function straysOf(seen: Seen): Strays {
  const { backbone, routing } = seen;
  const remotes = backbone.sites.filter(({ name }) => routing.listOf.has(name));
  const inTables = remotes.flatMap((remote) =>
    STEERED_TABLES.flatMap((table) => [
      ...strayBaseline(seen, remote, table),
      ...strayOverride(seen, remote.name, table),
    ]),
  );
  return Object.fromEntries([...inTables, ...strayEnds(seen), ...unreadEnds(seen)]);
}
