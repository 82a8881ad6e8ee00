// The site that a function stands at, as the environment names it: for functions that look at it during deployments.

import { plannedSite, type SiteSighting, sightSite } from '../site-sighting';
import { ownTable, surroundings } from './own-table';
import { setting } from './setting';
import { siteParameters, siteParametersClient } from './site-parameters';
import { siteClients, siteReaders } from './site-ports';

/** All tries of reading the parameters end by then. */
const PARAMETERS_WITHIN_MS = 20_000;

let clients: ReturnType<typeof siteClients> | undefined;

/** Reads everything anew. Rejects when anything of it cannot be read. */
export async function ownSite(): Promise<SiteSighting> {
  const around = surroundings();
  clients ??= siteClients();
  const read = siteParameters(siteParametersClient(), setting('DETOUR_PARAMETERS'));
  const config = plannedSite(around.site, await read(PARAMETERS_WITHIN_MS));
  if (!config) return { steered: [], withdrawn: [], elsewhere: [], isControlled: false };
  return sightSite(config, siteReaders(clients, ownTable(clients.dynamo, around), config));
}
