// The site that a function stands at, as the environment names it: for functions that look at it during deployments.

import { SiteSource } from '../site-plan/site-source';
import { type SiteSighting, sightSite } from '../site-sighting';
import { ownTable, surroundings } from './own-table';
import { setting } from './setting';
import { siteParameters, siteParametersClient } from './site-parameters';
import { siteClients, sitePorts } from './site-ports';

let clients: ReturnType<typeof siteClients> | undefined;

/** Reads everything anew. Rejects when anything of it cannot be read. */
export async function ownSite(): Promise<SiteSighting> {
  const around = surroundings();
  clients ??= siteClients();
  const source = new SiteSource(around.site, siteParameters(siteParametersClient(), setting('DETOUR_PARAMETERS')));
  const { config } = await source.load(around.now(), true);
  return sightSite(config, sitePorts(clients, ownTable(clients.dynamo, around), config));
}
