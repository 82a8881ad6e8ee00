// Pure: what stands at a site beyond its baseline, read once: for functions that have to know and change nothing.

import type { Publication } from './database';
import type { BgpPort, DatabasePort, RoutingPort } from './ports';
import { readSite, type SiteConfig } from './site-plan/read-site';
import { type Standing, type Steered, standingAt, steeredElsewhere } from './steered-traffic';

export interface SiteSighting extends Standing {
  /** Whether there is a controller that could steer. */
  readonly isControlled: boolean;
  /** What other sites steer over its links, as they have published it. */
  readonly elsewhere: readonly Steered[];
  /** What the site's controller said last, which tells why; absent: nothing yet. */
  readonly publication?: Publication;
}

/** What it takes to look: of each port what reads. */
export interface SiteReaders {
  readonly routing: Pick<RoutingPort, 'readTables'>;
  /** Absent at a site without BGP links. */
  readonly bgp?: Pick<BgpPort, 'readBgp'>;
  readonly database: Pick<DatabasePort, 'read'>;
}

/** Rejects when anything of it cannot be read. */
export async function sightSite({ backbone, routing }: SiteConfig, ports: SiteReaders): Promise<SiteSighting> {
  const [tables, reading, { publications }] = await Promise.all([
    ports.routing.readTables(),
    ports.bgp?.readBgp(),
    ports.database.read(),
  ]);
  const [unread] = reading?.unread?.values() ?? [];
  if (unread !== undefined) throw new Error(unread);
  const publication = publications.find(({ site }) => site === routing.site);
  const standing = standingAt(routing, tables, reading, backbone);
  const elsewhere = steeredElsewhere(routing, backbone, publications);
  return { ...standing, elsewhere, isControlled: true, ...(publication ? { publication } : {}) };
}

/**
 * The site by the parameters below its path. Undefined: there is no plan, so that no controller has been deployed, or it is
 * gone; one that steers does not go. Throws when there is one and it cannot be understood.
 */
export function plannedSite(site: string, parameters: ReadonlyMap<string, string>): SiteConfig | undefined {
  if (![...parameters.keys()].some((name) => name.startsWith('plan/'))) return undefined;
  const read = readSite(site, parameters);
  if (read.kind === 'unreadable') throw new Error(`the plan of ${site} cannot be used: ${read.why.join('; ')}`);
  return read.config;
}
