// Gives orders for the automations of a site: it says what an order would do, refuses what would do harm, writes the order
// into the site's replica of the link state database, and waits until it is carried out. It writes orders and nothing else.

import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { databaseReader, type LinkStateTable, linkStateClient, orderStore } from '../aws/link-state-table';
import { ownTable, surroundings } from '../aws/own-table';
import { setting } from '../aws/setting';
import { siteNames } from '../aws/site-names';
import { siteParameters } from '../aws/site-parameters';
import type { UnreadableItem } from '../link-state-items/item';
import { seePublished } from '../operator/published-view';
import { type Answer, carryOut, type OrderingDeps } from '../ordering/carry-out';
import type { SiteConfig } from '../site-plan/read-site';
import { plannedSite } from '../site-sighting';

/** All tries of reading the parameters end by then. */
const PARAMETERS_WITHIN_MS = 20_000;
/** Before Lambda ends the call, so that it can still be said why the order is not carried out yet. */
const MARGIN_MS = 20_000;

interface Context {
  getRemainingTimeInMillis(): number;
}

function newClients() {
  return { ssm: newClient(SSMClient), dynamo: linkStateClient() };
}

let clients: ReturnType<typeof newClients> | undefined;

async function configOf(ssm: SSMClient, site: string): Promise<SiteConfig> {
  const parameters = await siteParameters(ssm, setting('DETOUR_PARAMETERS'))(PARAMETERS_WITHIN_MS);
  const planned = plannedSite(site, parameters);
  if (!planned) throw new Error(`there is no controller at ${site} that would carry out an order`);
  return planned;
}

/** The site's plan is read once: a call is short, and a deployment that changes it waits for no order. */
function seer(ssm: SSMClient, table: LinkStateTable, site: string, now: () => number) {
  let config: Promise<SiteConfig> | undefined;
  return async () => {
    config ??= configOf(ssm, site);
    const unreadable: UnreadableItem[] = [];
    const [planned, snapshot] = await Promise.all([
      config,
      databaseReader({ ...table, onUnreadable: (items) => void unreadable.push(...items) }).read(),
    ]);
    return seePublished(planned, { snapshot, unreadable }, now());
  };
}

/** Started by an automation, which shows what is answered, and what is said when it fails. */
export async function handler(input: unknown, context: Context): Promise<Answer> {
  clients ??= newClients();
  const { ssm, dynamo } = clients;
  const around = surroundings();
  const { site, now, write } = around;
  const table = ownTable(dynamo, around);
  const deps: OrderingDeps = {
    see: seer(ssm, table, site, now),
    served: async () => (await siteNames(ssm, setting('DETOUR_NAMES'))).services,
    orders: orderStore(table),
    now,
    untilMs: now() + context.getRemainingTimeInMillis() - MARGIN_MS,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
  const answer = await carryOut(input, deps);
  write(`${JSON.stringify({ asked: input, answer })}\n`);
  return answer;
}
