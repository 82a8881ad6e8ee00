// Writes down each minute what AWS says of a site's ends of links, and the maintenance that it has pending for tunnels.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { attachmentStateApi } from '../aws/attachment-state-api';
import { newClient } from '../aws/clients';
import { linkIdentities } from '../aws/link-identities';
import { databasePort, linkStateClient, orderStore, signalStore } from '../aws/link-state-table';
import { ownTable, surroundings } from '../aws/own-table';
import { setting } from '../aws/setting';
import { interfaceStateApi } from '../aws/virtual-interface-api';
import { vpnApi } from '../aws/vpn-api';
import { recordEntries } from '../record-entries';
import type { Ask } from '../signals/status/read-ends';
import { type WatchDeps, watchLinks } from '../signals/status/watch-links';

/** Of a run of at most 50 s: until when it reads, and until when it acts, so that it can still write what it knows. */
const READ_MS = 20_000;
const ACT_MS = 30_000;
const WRITE_MS = 45_000;

/** Gives up at `deadlineMs`. What then happens to a call that was made is for the next run to see. */
export function askUntil(deadlineMs: number, now: () => number): Ask {
  return async (call) => {
    const leftMs = deadlineMs - now();
    if (leftMs <= 0) return { kind: 'failed', why: 'there was no time left for it' };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${Math.round(leftMs / 1_000)} s`)), leftMs);
    });
    try {
      return { kind: 'said', value: await Promise.race([call(), late]) };
    } catch (error) {
      return { kind: 'failed', why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Whatever was read is written and told; a run that could not write all of it fails, for its alarm. */
export async function watch(
  deps: Omit<WatchDeps, 'askToRead' | 'askToAct' | 'askToWrite'>,
  startedMs: number,
  write: (line: string) => unknown,
): Promise<void> {
  const asks = {
    askToRead: askUntil(startedMs + READ_MS, deps.now),
    askToAct: askUntil(startedMs + ACT_MS, deps.now),
    askToWrite: askUntil(startedMs + WRITE_MS, deps.now),
  };
  const { entries, failures } = await watchLinks({ ...deps, ...asks });
  recordEntries(entries, write, deps.now());
  if (failures.length > 0) throw new Error(`the link state database does not take everything: ${failures.join('; ')}`);
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
  const stores = { database: databasePort(table), signals: signalStore(table), orders: orderStore(table) };
  const { site, now, write } = around;
  await watch({ site, identities, apis, ...stores, now }, startedMs, write);
}
