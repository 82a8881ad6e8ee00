// Pure: what of a site's traffic runs over overrides and announcements now, and which parts of a deployment would take away
// what it runs over. Everything else a deployment may change: what steers is longer than what CloudFormation writes.
//
//   the deployment takes away        while                                             verdict
//   a link                           an override, or an edge route, leads over it      refuse
//   a link                           its AWS end announces beyond the baseline         refuse
//   a link                           none of these                                     let pass, drained or not
//   a remote site                    an override or an announcement of it stands       refuse
//   a remote site                    none of these                                     let pass
//   the admission site's being one   there is a controller                             refuse: the database cannot move

import type { Backbone } from '../routing/backbone';
import { bgpEnds } from './bgp-ends';
import type { Publication } from './database';
import { standingOverride } from './overrides';
import type { SteeredTables } from './plan';
import type { BgpReading } from './ports';
import { type SiteRouting, STEERED_TABLES } from './site-routing';

/** Traffic toward a site that something the controller wrote draws to a link. */
export interface Steered {
  /** The link that carries it; absent: it leads nowhere that is known here. */
  readonly link?: string;
  readonly remote: string;
  /** In words, where it stands. */
  readonly where: string;
}

/** Without what a site no longer has, or has never had. */
export interface Removal {
  readonly links: readonly string[];
  readonly sites: readonly string[];
}

function overridesIn(routing: SiteRouting, tables: SteeredTables): readonly Steered[] {
  return [...routing.listOf].flatMap(([remote, { id }]) =>
    STEERED_TABLES.flatMap((table): Steered[] => {
      const link = standingOverride(tables[table], id, routing);
      if (link === null) return [];
      return [{ remote, where: `table ${table}`, ...(routing.attachmentOf.has(link) ? { link } : {}) }];
    }),
  );
}

/** What is announced draws traffic to its own link, and out of an edge table over another one. */
function announcementsAt(routing: SiteRouting, tables: SteeredTables, reading: BgpReading, backbone: Backbone) {
  return [...bgpEnds(routing, tables, reading, backbone).values()].flatMap(({ end, announced }) =>
    [...announced].flatMap(([remote, { routes }]): readonly Steered[] => {
      const where = `what ${end.link} announces to ${end.premises}`;
      const onward = routes.flatMap(({ attachment }) => routing.linkOf.get(attachment ?? '') ?? []);
      return [...new Set([end.link, ...onward])].map((link) => ({ remote, where, link }));
    }),
  );
}

/** What stands at a site beyond its baseline. */
export function steeredTraffic(
  routing: SiteRouting,
  tables: SteeredTables,
  reading: BgpReading | undefined,
  backbone: Backbone,
): readonly Steered[] {
  const announced = reading ? announcementsAt(routing, tables, reading, backbone) : [];
  return [...overridesIn(routing, tables), ...announced];
}

/** Why traffic is steered at all: the links that are not simply up, in the words of the site's last publication. */
function reasonsIn(publication: Publication | undefined): string {
  const links = Object.entries(publication?.links ?? {}).filter(([, { standing }]) => standing !== 'up');
  return links.map(([link, { standing, code }]) => `${link} is ${standing} (${code})`).join(', ');
}

/** What to do, which is the same for every refusal. */
function remedy(publication: Publication | undefined): string {
  const reasons = reasonsIn(publication);
  const because = reasons === '' ? '' : ` because ${reasons}`;
  return `it is steered there${because}: wait until that is over, or end it with an order, and deploy again when nothing is steered any more`;
}

/** Undefined: the deployment may go on. Else a sentence for the person who deploys: what, why, and what to do. */
export function refusalOf(
  { links, sites }: Removal,
  steered: readonly Steered[],
  publication: Publication | undefined,
): string | undefined {
  const lost = steered.filter(
    ({ link, remote }) => (link !== undefined && links.includes(link)) || sites.includes(remote),
  );
  if (lost.length === 0) return undefined;
  const each = lost.map(({ link, remote, where }) => {
    const removed = sites.includes(remote) ? `site ${remote}` : `link ${link}`;
    return `${removed} would go, and ${where} leads traffic to ${remote}${link === undefined ? '' : ` over ${link}`}`;
  });
  return `${[...new Set(each)].join('; ')}; ${remedy(publication)}`;
}

/** Another site that admits drains, while there are controllers that ask the one before. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Tables of the same names would be made in the region of the other site, where those of the database have replicas. */
export function refusalToMove({ from, to }: Move): string {
  return `the admission site would become ${to}, and the link state database cannot move there from ${from}: write \`admission: ${from}\` below \`policy\`, and deploy again`;
}

/** The same for a controller that goes: what it wrote would stand for ever. */
export function refusalToLeave(
  site: string,
  steered: readonly Steered[],
  publication: Publication | undefined,
): string | undefined {
  if (steered.length === 0) return undefined;
  const each = steered.map(
    ({ link, remote, where }) => `${where}: ${remote}${link === undefined ? '' : ` over ${link}`}`,
  );
  return `the controller of ${site} would go, and what it steers would stay: ${[...new Set(each)].join('; ')}; ${remedy(publication)}`;
}
