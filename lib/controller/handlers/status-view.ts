// What a dashboard shows of the backbone as a whole: links and why they stand as they do, paths of flows, windows and orders,
// as HTML for a custom widget of CloudWatch. It reads its own site's replicas, and changes nothing.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { statusHtml } from '../../report/live/status-html';
import { auditedBackTo } from '../aws/audit-table';
import { newClient } from '../aws/clients';
import { databaseReader } from '../aws/link-state-table';
import { setting } from '../aws/setting';
import { siteParameters, siteParametersClient } from '../aws/site-parameters';
import type { UnreadableItem } from '../link-state-items/item';
import type { OperatorSite, SiteReplica } from '../operator/operator-site';
import { publishedOverview, seePublished } from '../operator/published-view';
import { toldLately } from '../operator/told-lately';
import type { SiteConfig } from '../site-plan/read-site';
import { plannedSite } from '../site-sighting';

interface ViewDeps {
  readonly site: string;
  /** Undefined: no controller has been deployed there. */
  readonly config: () => Promise<SiteConfig | undefined>;
  readonly replica: () => Promise<SiteReplica>;
  readonly audited: OperatorSite['audited'];
  readonly now: () => number;
}

const PARAMETERS_WITHIN_MS = 10_000;

/** What CloudWatch asks for to show people what a widget is. */
const describing = z.object({ describe: z.literal(true) });

const DESCRIPTION = `## Status of a backbone
Links and why they stand as they do, the paths of flows, maintenance and orders, as one site's replica of the link state
database has them. It takes no parameters, and changes nothing.`;

/** HTML, or Markdown when it is asked what it is. Rejects when the site cannot be read: CloudWatch shows why. */
export async function viewOf(event: unknown, deps: ViewDeps): Promise<string> {
  if (describing.safeParse(event).success) return DESCRIPTION;
  const [config, replica] = await Promise.all([deps.config(), deps.replica()]);
  if (!config) return '<p>No controller has been deployed at this site yet.</p>';
  const seen = seePublished(config, replica, deps.now());
  const { told, unread } = await toldLately(seen, deps);
  return statusHtml(publishedOverview(seen, told, unread));
}

let clients: { readonly dynamo: DynamoDBClient; readonly ssm: ReturnType<typeof siteParametersClient> } | undefined;

export async function handler(event: unknown): Promise<string> {
  clients ??= { dynamo: newClient(DynamoDBClient), ssm: siteParametersClient() };
  const { dynamo, ssm } = clients;
  const site = setting('DETOUR_SITE');
  const unreadable: UnreadableItem[] = [];
  const onUnreadable = (items: readonly UnreadableItem[]) => void unreadable.push(...items);
  const database = databaseReader({ dynamo, tableName: setting('DETOUR_TABLE'), site, onUnreadable });
  const audit = { dynamo, tableName: setting('DETOUR_AUDIT_TABLE') };
  return viewOf(event, {
    site,
    config: async () =>
      plannedSite(site, await siteParameters(ssm, setting('DETOUR_PARAMETERS'))(PARAMETERS_WITHIN_MS)),
    replica: async () => ({ snapshot: await database.read(), unreadable }),
    audited: (of, sinceMs) => entriesOf(auditedBackTo(audit, of, sinceMs)),
    now: () => Date.now(),
  });
}

async function* entriesOf(pages: ReturnType<typeof auditedBackTo>) {
  for await (const { entries } of pages) yield entries;
}
