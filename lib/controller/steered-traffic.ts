// Pure: what of a site's traffic runs over overrides and announcements now, and which parts of a deployment would take away
// what it runs over. Everything else a deployment may change: what steers is longer than what CloudFormation writes.
//
//   the deployment takes away        while                                             verdict
//   a link                           an override, or an edge route, leads over it      refuse
//   a link                           its AWS end announces beyond the baseline         refuse
//   a link, to make it anew          any of these, here or at its other AWS end        refuse, until it is drained
//   all links of premises here       another one of theirs is withdrawn here           refuse: it carries nothing
//     that are not withdrawn
//   a link                           none of these                                     let pass, drained or not
//   a remote site                    an override or an announcement of it stands       refuse
//   a remote site                    none of these                                     let pass
//   the admission site's being one   there is a controller                             refuse: the database cannot move
//   the controller                   anything of these, or a link is withdrawn here    refuse: it would stand for ever

import type { Backbone } from '../routing/backbone';
import { nextHops } from '../routing/shortest-paths';
import { type BgpEnd, bgpEnds } from './bgp-ends';
import type { Publication } from './database';
import { standingOverride } from './overrides';
import type { SteeredTables } from './plan';
import type { BgpReading } from './ports';
import { type SiteRouting, STEERED_TABLES, type SteeredTable } from './site-routing';

/** Traffic toward a site that something the controller wrote draws to a link. */
export interface Steered {
  /** The link that carries it; absent: it leads nowhere that is known here. */
  readonly link?: string;
  readonly remote: string;
  /** In words, where it stands. */
  readonly where: string;
}

/** A link whose own routes and advertisements at a site are taken back, in part at least. */
interface WithdrawnLink {
  readonly link: string;
  readonly premises: string;
  /** The other links of the premises that end at the site and are not withdrawn. */
  readonly others: readonly string[];
}

/** What stands at a site beyond its baseline, and what is missing of that. */
export interface Standing {
  readonly steered: readonly Steered[];
  readonly withdrawn: readonly WithdrawnLink[];
}

/** Without what a site no longer has, or has never had. */
export interface Removal {
  readonly links: readonly string[];
  readonly sites: readonly string[];
  /** The links are made anew under the same names. */
  readonly isReplacement?: boolean;
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
function announcementsIn(ends: readonly BgpEnd[], routing: SiteRouting): readonly Steered[] {
  return ends.flatMap(({ end, announced }) =>
    [...announced].flatMap(([remote, { routes }]): readonly Steered[] => {
      const where = `what ${end.link} announces to ${end.premises}`;
      const onward = routes.flatMap(({ attachment }) => routing.linkOf.get(attachment ?? '') ?? []);
      return [...new Set([end.link, ...onward])].map((link) => ({ remote, where, link }));
    }),
  );
}

/** What other sites steer over links that end here, too, as they have published it. */
export function steeredElsewhere(
  { site, attachmentOf }: SiteRouting,
  backbone: Backbone,
  publications: readonly Publication[],
): readonly Steered[] {
  const others = publications.filter((publication) => publication.site !== site);
  return others.flatMap((other) => {
    const shortest = nextHops(backbone, other.site);
    const usedFor = (table: SteeredTable) =>
      Object.entries(other.hops).flatMap(([remote, hops]) =>
        hops[table]
          .filter((link) => attachmentOf.has(link) && shortest.get(remote)?.name !== link)
          .map((link): Steered => ({ link, remote, where: `table ${table} of ${other.site}` })),
      );
    return STEERED_TABLES.flatMap(usedFor);
  });
}

function withdrawnOf(ends: readonly BgpEnd[]): readonly WithdrawnLink[] {
  const inForce = ends.filter(({ withdrawn }) => withdrawn === 'none').map(({ end }) => end);
  return ends
    .filter(({ withdrawn }) => withdrawn !== 'none')
    .map(({ end: { link, premises } }) => ({
      link,
      premises,
      others: inForce.filter((other) => other.premises === premises).map((other) => other.link),
    }));
}

export function standingAt(
  routing: SiteRouting,
  tables: SteeredTables,
  reading: BgpReading | undefined,
  backbone: Backbone,
): Standing {
  const ends = reading ? [...bgpEnds(routing, tables, reading, backbone).values()] : [];
  return {
    steered: [...overridesIn(routing, tables), ...announcementsIn(ends, routing)],
    withdrawn: withdrawnOf(ends),
  };
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

function fateOf({ isReplacement }: Removal): string {
  return isReplacement ? 'would be replaced' : 'would go';
}

function carriersLost(removal: Removal, steered: readonly Steered[]): readonly string[] {
  const { links, sites } = removal;
  const lost = steered.filter(
    ({ link, remote }) => (link !== undefined && links.includes(link)) || sites.includes(remote),
  );
  return lost.map(({ link, remote, where }) => {
    const removed = sites.includes(remote) ? `site ${remote}` : `link ${link}`;
    return `${removed} ${fateOf(removal)}, and ${where} leads traffic to ${remote}${link === undefined ? '' : ` over ${link}`}`;
  });
}

/** Premises to which only a link that is withdrawn would be left here. A link or premises that goes too needs none. */
function lastLost(removal: Removal, withdrawn: readonly WithdrawnLink[]): readonly string[] {
  const { links, sites } = removal;
  const left = withdrawn.filter(
    ({ link, premises, others }) =>
      !links.includes(link) &&
      !sites.includes(premises) &&
      others.length > 0 &&
      others.every((other) => links.includes(other)),
  );
  return left.map(
    ({ link, premises, others }) =>
      `link ${others.join(' and link ')} ${fateOf(removal)}, and ${link}, which would be left to ${premises}, is withdrawn`,
  );
}

/** Undefined: the deployment may go on. Else a sentence for the person who deploys: what, why, and what to do. */
export function refusalOf(
  removal: Removal,
  { steered, withdrawn }: Standing,
  publication: Publication | undefined,
): string | undefined {
  const carriers = carriersLost(removal, steered);
  const each = [...carriers, ...lastLost(removal, withdrawn)];
  if (each.length === 0) return undefined;
  const isDrainable = removal.isReplacement && carriers.length > 0;
  const first = isDrainable ? `drain ${removal.links.join(' and ')} first, so that it carries nothing: ` : '';
  return `${[...new Set(each)].join('; ')}; ${first}${remedy(publication)}`;
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
  { steered, withdrawn }: Standing,
  publication: Publication | undefined,
): string | undefined {
  const each = [
    ...steered.map(({ link, remote, where }) => `${where}: ${remote}${link === undefined ? '' : ` over ${link}`}`),
    ...withdrawn.map(({ link }) => `${link}, withdrawn`),
  ];
  if (each.length === 0) return undefined;
  return `the controller of ${site} would go, and what it steers would stay: ${[...new Set(each)].join('; ')}; ${remedy(publication)}`;
}
