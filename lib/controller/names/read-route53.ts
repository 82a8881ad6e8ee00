// Pure: what is read to compare a site's names: what Route 53 has of them, and which sites orders evacuate. What cannot be read is
// told, and keeps nothing else from being read.

import type { Order } from '../database';
import type { HealthCheckPort, ZonePort } from '../health-check-ports';
import type { NameFinding, SeenNames } from './compare-names';
import { evacuatedSites } from './evacuated';
import type { SiteNames } from './read-names';

interface NamesReading {
  readonly seen: SeenNames;
  /** What could not be read. */
  readonly unread: readonly NameFinding[];
}

export interface NamesReaders {
  readonly orders: () => Promise<readonly Order[]>;
  readonly checks: Pick<HealthCheckPort, 'read'>;
  readonly zones: ZonePort;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function unreadFinding(what: string, error: unknown): NameFinding {
  const why = error instanceof Error ? error.message : String(error);
  return { code: 'names-unread', because: `${what} could not be read: ${why}` };
}

/** One after the other, because Route 53 takes few calls of an account. What could not be read is not in the map. */
async function readEach<T>(
  ids: Iterable<string>,
  read: (id: string) => Promise<T>,
  onUnread: (id: string, error: unknown) => void,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  for (const id of new Set(ids))
    try {
      found.set(id, await read(id));
    } catch (error) {
      onUnread(id, error);
    }
  return found;
}

async function readEvacuated({ orders, now }: NamesReaders, onUnread: (error: unknown) => void) {
  try {
    return evacuatedSites(await orders(), now());
  } catch (error) {
    onUnread(error);
    return undefined;
  }
}

/** Orders last: the order of an evacuation is given before checks are forced. */
export async function readRoute53({ services, checks }: SiteNames, readers: NamesReaders): Promise<NamesReading> {
  const unread: NameFinding[] = [];
  const tell = (what: string) => (id: string, error: unknown) =>
    void unread.push(unreadFinding(`${what} ${id}`, error));
  const zoneIds = services.map(({ zoneId }) => zoneId);
  const zones = await readEach(zoneIds, (id) => readers.zones.records(id), tell('the records of the zone'));
  const checkIds = [...checks, ...services.flatMap((service) => service.checks)].map(({ id }) => id);
  const seenChecks = await readEach(checkIds, (id) => readers.checks.read(id), tell('the health check'));
  const evacuated = await readEvacuated(readers, (error) => {
    unread.push(unreadFinding('which sites orders evacuate', error));
  });
  return { seen: { zones, checks: seenChecks, evacuated }, unread };
}
