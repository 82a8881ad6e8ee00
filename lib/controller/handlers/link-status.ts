// Writes down each minute what AWS says of a site's ends of links, and the maintenance that it has pending for tunnels.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { attachmentStateApi } from '../aws/attachment-state-api';
import { newClient } from '../aws/clients';
import { logEntries } from '../aws/entry-log';
import { withinMs } from '../aws/in-time';
import { linkIdentities } from '../aws/link-identities';
import { databaseReader, linkStateClient, orderStore, signalStore } from '../aws/link-state-table';
import { ownTable, surroundings } from '../aws/own-table';
import { setting } from '../aws/setting';
import { interfaceStateApi } from '../aws/virtual-interface-api';
import { vpnApi } from '../aws/vpn-api';
import type { Ask } from '../signals/status/read-ends';
import { type WatchRunDeps, watchRun } from '../signals/status/watch-run';

/** Gives up at `deadlineMs`. What then happens to a call that was made is for the next run to see. */
export function askUntil(deadlineMs: number, now: () => number): Ask {
  return async (call) => {
    const leftMs = deadlineMs - now();
    if (leftMs <= 0) return { kind: 'failed', why: 'there was no time left for it' };
    try {
      return { kind: 'said', value: await withinMs(leftMs, call) };
    } catch (error) {
      return { kind: 'failed', why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  };
}

export async function watch(
  deps: Omit<WatchRunDeps, 'askUntil' | 'tell'>,
  startedMs: number,
  write: (line: string) => unknown,
): Promise<void> {
  const tell: WatchRunDeps['tell'] = (entries) => logEntries(entries, write, deps.now());
  await watchRun({ ...deps, askUntil: (deadlineMs) => askUntil(deadlineMs, deps.now), tell }, startedMs);
}

function newClients() {
  return {
    ec2: newClient(EC2Client),
    directConnect: newClient(DirectConnectClient),
    ssm: newClient(SSMClient),
    dynamo: linkStateClient(),
  };
}

let clients: ReturnType<typeof newClients> | undefined;

/** Started each minute. What the event says does not matter. */
export async function handler(): Promise<void> {
  const startedMs = Date.now();
  clients ??= newClients();
  const { ec2, directConnect, ssm, dynamo } = clients;
  const around = surroundings();
  const table = ownTable(dynamo, around);
  const apis = {
    attachments: attachmentStateApi(ec2),
    vpns: vpnApi(ec2),
    interfaces: interfaceStateApi(directConnect),
  };
  const identities = await linkIdentities(ssm, setting('DETOUR_LINKS_PATH'));
  const stores = { database: databaseReader(table), signals: signalStore(table), orders: orderStore(table) };
  const { site, now, write } = around;
  await watch({ site, identities, apis, ...stores, now }, startedMs, write);
}
