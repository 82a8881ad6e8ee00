// The tables of Detour on the HTTP twin: the link state database of sites, each its own replica, and the audit.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { linkStateReplica } from '../../lib/twin/http/dynamodb/link-state-replica';
import { GlobalTable } from '../../lib/twin/http/dynamodb/table';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { type OpenTwin, openTwin } from './http-twin';
import { NOW_MS } from './world';

export const TABLE = 'acme-link-state';
export const AUDIT_TABLE = 'acme-audit';
const SITES = ['s0', 's1'];

export interface TwinTables {
  readonly twin: OpenTwin;
  readonly clock: VirtualClock;
  readonly database: ReplicatedDatabase;
  /** Each site is in a region of its own name. */
  dynamo(site: string): DynamoDBClient;
}

/** Time stands still at NOW_MS until the test lets it pass. Closed when the test is over. */
export async function openTwinTables(): Promise<TwinTables> {
  const clock = new VirtualClock(NOW_MS);
  const random = randomFrom(1);
  const database = new ReplicatedDatabase(SITES, clock, LATENCIES, random);
  const audit = new GlobalTable(SITES, clock, () => random(...LATENCIES.replication));
  const twin = await openTwin({
    clock,
    tables: (region, name) => {
      if (name === AUDIT_TABLE) return audit.replica(region);
      return name === TABLE && SITES.includes(region) ? linkStateReplica(database, region) : undefined;
    },
  });
  return { twin, clock, database, dynamo: (site) => twin.client(new DynamoDBClient(twin.config(site))) };
}
