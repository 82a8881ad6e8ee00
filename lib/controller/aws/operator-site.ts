// One AWS site as an operator reaches it: the same adapters as its controller has, without what writes routes.

import type { UnreadableItem } from '../link-state-items/item';
import type { OperatorSite, SiteReplica, SiteRoutes } from '../operator/operator-site';
import type { SiteConfig } from '../site-plan/read-site';
import { plannedSite } from '../site-sighting';
import { type AuditPage, auditedBackTo } from './audit-table';
import { called } from './failure';
import { databaseReader, orderStore } from './link-state-table';
import type { OperatorClients } from './operator-clients';
import { parametersBelow } from './parameters';
import { siteNames } from './site-names';
import { bgpTests, siteReaders } from './site-ports';

interface Deployed {
  readonly site: string;
  readonly region: string;
  readonly parametersPath: string;
  readonly namesPath: string;
  readonly linkStateTable: string;
  readonly auditTable: string;
}

async function configOf({ site, parametersPath: path }: Deployed, { ssm }: OperatorClients): Promise<SiteConfig> {
  const parameters = await called('GetParametersByPath', path, () =>
    parametersBelow(ssm, path, (value, name) => [name, value] as const),
  );
  const config = plannedSite(site, new Map(parameters));
  if (!config) throw new Error(`there is no plan below ${path}: the controller of ${site} has not been deployed there`);
  return config;
}

/** `onUnreadable` belongs to this one read, so that each read tells of its own items. */
async function replicaOf({ site, linkStateTable }: Deployed, { dynamo }: OperatorClients): Promise<SiteReplica> {
  const unreadable: UnreadableItem[] = [];
  const onUnreadable = (items: readonly UnreadableItem[]) => void unreadable.push(...items);
  const reader = databaseReader({ dynamo, tableName: linkStateTable, site, onUnreadable });
  const snapshot = await called('Scan', linkStateTable, () => reader.read());
  return { snapshot, unreadable };
}

async function routesOf({ linkStateTable, site }: Deployed, clients: OperatorClients, config: SiteConfig) {
  const table = { dynamo: clients.dynamo, tableName: linkStateTable, site, onUnreadable: () => {} };
  const { routing, bgp } = siteReaders(clients, table, config);
  const { bgpTests: port } = bgpTests(clients.directConnect, config);
  const [tables, reading, tests] = await Promise.all([routing.readTables(), bgp?.readBgp(), port?.readTests()]);
  const routes: SiteRoutes = { tables, ...(reading ? { reading } : {}), ...(tests ? { tests } : {}) };
  return routes;
}

/** Pages until there is no more; a page that cannot be had rejects. */
async function* entriesOf(pages: AsyncGenerator<AuditPage>, tableName: string) {
  for (;;) {
    const next: IteratorResult<AuditPage, void> = await called('Query', tableName, () => pages.next());
    if (next.done) return;
    yield next.value.entries;
  }
}

export function operatorSite(deployed: Deployed, clients: OperatorClients): OperatorSite {
  const { site, region, linkStateTable, auditTable } = deployed;
  const { dynamo, ssm } = clients;
  return {
    site,
    region,
    config: () => configOf(deployed, clients),
    replica: () => replicaOf(deployed, clients),
    routes: (config) => routesOf(deployed, clients, config),
    audited: (of, sinceMs) => entriesOf(auditedBackTo({ dynamo, tableName: auditTable }, of, sinceMs), auditTable),
    names: () => siteNames(ssm, deployed.namesPath),
    orders: orderStore({ dynamo, tableName: linkStateTable, site, onUnreadable: () => {} }),
  };
}
