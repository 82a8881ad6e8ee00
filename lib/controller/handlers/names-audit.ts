// Compares, each quarter of an hour, what Route 53 has of a site's names with what was deployed, and tells of what differs in
// its log and in a metric that an alarm watches. It changes nothing.

import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { logEntries } from '../aws/entry-log';
import { databaseReader, linkStateClient } from '../aws/link-state-table';
import { metricLine } from '../aws/metric-line';
import { ownTable, surroundings } from '../aws/own-table';
import { healthCheckReader, zoneApi } from '../aws/route53-reading';
import { setting } from '../aws/setting';
import { siteNames } from '../aws/site-names';
import { stackStanding } from '../aws/stack-state';
import { astrayMeasure, auditNames, type NamesAudit } from '../names/audit-names';

/** Nobody waits, and all sites of an account share what Route 53 takes. */
const TRIES = { maxAttempts: 6 };

function newClients() {
  return {
    cloudFormation: newClient(CloudFormationClient),
    route53: newClient(Route53Client, TRIES),
    ssm: newClient(SSMClient),
    dynamo: linkStateClient(),
  };
}

let clients: ReturnType<typeof newClients> | undefined;

/** `write` takes whole lines of the log. */
export async function tellNames(audit: NamesAudit, write: (line: string) => unknown): Promise<void> {
  const told = await auditNames(audit);
  const nowMs = audit.now();
  logEntries(told.entries, write, nowMs);
  for (const measured of astrayMeasure(audit.site, told)) write(`${metricLine(measured, nowMs)}\n`);
}

/** What the event says does not matter. */
export async function handler(): Promise<void> {
  clients ??= newClients();
  const { cloudFormation, route53, ssm, dynamo } = clients;
  const around = surroundings();
  const { site, now, write } = around;
  const [path, stackId] = [setting('DETOUR_NAMES_PATH'), setting('DETOUR_STACK')];
  const database = databaseReader(ownTable(dynamo, around));
  const audit: NamesAudit = {
    site,
    stack: () => stackStanding(cloudFormation, stackId),
    names: () => siteNames(ssm, path),
    writtenDown: Number(setting('DETOUR_NAMES')),
    orders: async () => (await database.read()).orders,
    checks: healthCheckReader(route53),
    zones: zoneApi(route53),
    wait: async (ms) => void (await sleep(ms)),
    now,
  };
  await tellNames(audit, write);
}
