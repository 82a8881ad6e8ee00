// Pure: what one site's controller steers with: its tables, its links' attachments and its prefix lists.

import type { Network, PrefixList } from '../routing/network';

/** The tables that overrides go into. */
export const STEERED_TABLES = ['transit', 'spokes'] as const;
export type SteeredTable = (typeof STEERED_TABLES)[number];

export interface SiteRouting {
  readonly site: string;
  readonly gateway: string;
  /** Table id by name. */
  readonly tables: Readonly<Record<SteeredTable, string>>;
  /** Attachment id at this site, by link name, and the inverse. */
  readonly attachmentOf: ReadonlyMap<string, string>;
  readonly linkOf: ReadonlyMap<string, string>;
  /** The list of the whole of a remote site's steering prefixes, by remote site. */
  readonly listOf: ReadonlyMap<string, PrefixList>;
}

/** Undefined when the site has no gateway with both tables: then there is nothing to steer with. */
export function siteRouting(network: Network, site: string): SiteRouting | undefined {
  const gateway = network.gateways.find((g) => g.site === site)?.id;
  const table = (name: string) => network.tables.find((t) => t.gateway === gateway && t.name === name)?.id;
  const [transit, spokes] = [table('transit'), table('spokes')];
  if (gateway === undefined || transit === undefined || spokes === undefined) return undefined;
  const ends = network.attachments.flatMap((a): [string, string][] =>
    a.gateway === gateway && a.to.kind === 'link' ? [[a.to.link, a.id]] : [],
  );
  const lists = network.prefixLists.filter((list) => list.site === site && list.vpc === undefined);
  return {
    site,
    gateway,
    tables: { transit, spokes },
    attachmentOf: new Map(ends),
    linkOf: new Map(ends.map(([link, attachment]) => [attachment, link])),
    listOf: new Map(lists.map((list) => [list.steers, list])),
  };
}
