// Measures one end of a link for as long as a minute and a bit. A schedule starts it each minute; a run that finds that
// the next one writes already, ends.

import { performance } from 'node:perf_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { newClient } from '../aws/clients';
import { logEntries } from '../aws/entry-log';
import { observationStore } from '../aws/link-state-table';
import { metricLine } from '../aws/metric-line';
import { tcpProbe } from '../aws/tcp-probe';
import { type UnreadableItem, unreadableEntry } from '../link-state-items/item';
import { measuredIn } from '../probing/metrics';
import { type ProberClock, type ProberPorts, probe } from '../probing/prober-loop';
import { runLength } from '../probing/schedule';
import { type ProberSettings, proberSettings } from '../probing/settings';

interface Context {
  getRemainingTimeInMillis(): number;
}

const write = (text: string) => process.stdout.write(text);

const machineClock: ProberClock = {
  elapsed: () => performance.now(),
  now: () => Date.now(),
  after: (ms, callback) => void setTimeout(callback, Math.max(0, ms)),
};

/** Gives up soon: what is written a second later says more than what is tried again. */
function client(): DynamoDBClient {
  return newClient(DynamoDBClient, { maxAttempts: 2, connectionTimeout: 1_000, requestTimeout: 2_000 });
}

let dynamo: DynamoDBClient | undefined;

function portsOf({ end, target, fullSizeBytes, tableName }: ProberSettings): ProberPorts {
  dynamo ??= client();
  const tell: ProberPorts['tell'] = (entry) => logEntries([entry], write, machineClock.now());
  const onUnreadable = (items: readonly UnreadableItem[]) => {
    for (const item of items) tell(unreadableEntry(item, end.site, machineClock.now()));
  };
  return {
    target: tcpProbe(target, fullSizeBytes),
    store: observationStore({ dynamo, tableName, site: end.site, onUnreadable }),
    clock: machineClock,
    tell,
  };
}

export async function handler(_event: unknown, context: Context): Promise<void> {
  const settings = proberSettings(process.env);
  const run = await probe(settings.end, portsOf(settings), runLength(context.getRemainingTimeInMillis()));
  const measured = measuredIn(run);
  if (measured) write(`${metricLine(measured, machineClock.now())}\n`);
}
