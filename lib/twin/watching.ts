// The status function of one site: the code that runs on AWS, started each minute, over what the region's APIs say.

import type { AuditEntry } from '../controller/audit';
import type { LinkIdentity } from '../controller/signals/signal';
import type { Ask } from '../controller/signals/status/read-ends';
import { watchRun } from '../controller/signals/status/watch-run';
import { orderStoreOf, signalStoreOf } from './database-stores';
import { regionApi } from './region-api';
import { eachMinute } from './schedule';
import { clockAt, type World } from './world';

/** No API of the twin takes longer than a run has. */
const ask: Ask = async (call) => {
  try {
    return { kind: 'said', value: await call() };
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
};

function linksById(identities: readonly LinkIdentity[], site: string): ReadonlyMap<string, string> {
  return new Map(
    identities.flatMap(({ link, ends = [] }) =>
      ends
        .filter((end) => end.site === site)
        .flatMap(({ attachmentId, vpnConnectionId, virtualInterfaceId }) =>
          [attachmentId, vpnConnectionId, virtualInterfaceId].flatMap((id): [string, string][] =>
            id === undefined ? [] : [[id, link]],
          ),
        ),
    ),
  );
}

export function startWatching(world: World, site: string, identities: readonly LinkIdentity[]): void {
  const { database, tell, trouble } = world;
  const clock = clockAt(world, site);
  const links = linksById(identities, site);
  const deps = {
    site,
    identities,
    apis: regionApi(world, site, (id) => links.get(id)),
    database: database.portOf(site),
    signals: signalStoreOf(database, site),
    orders: orderStoreOf(database, site),
    now: () => clock.now(),
    askUntil: () => ask,
    tell: (entries: readonly AuditEntry[]) => entries.forEach(tell),
  };
  eachMinute(world, `status ${site}`, site, 'any', async () => {
    if (!trouble.isDead?.('status', site)) await watchRun(deps, clock.now());
  });
}
