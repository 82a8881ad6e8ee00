// The custom resource Custom::DetourSettled: after everything of a site has been deployed, it has the controller run until a
// run finds nothing that it may change. So whatever the deployment put back is in line before it reports success. And a
// controller that still steers is not taken away: what it wrote would stand for ever.

import { LambdaClient } from '@aws-sdk/client-lambda';
import { newClient } from '../aws/clients';
import { ownSite } from '../aws/own-site';
import { askReconciler } from '../aws/reconciler-api';
import { setting } from '../aws/setting';
import { type CustomResourceEvent, numberProperty, type PhysicalResource, type Progress } from '../custom-resource';
import { type Asked, settledBy } from '../settle';
import type { SiteSighting } from '../site-sighting';
import { refusalToLeave } from '../steered-traffic';

/** As `isComplete` gets it: with what `onEvent` gave. */
interface SettleEvent extends CustomResourceEvent {
  /** When it was asked for, in epoch milliseconds. */
  readonly StartedMs?: number;
}

interface SettleDeps {
  readonly site: string;
  readonly ask: () => Promise<Asked>;
  readonly sight: () => Promise<SiteSighting>;
  readonly now: () => number;
  /** Takes whole lines of the log. */
  readonly write: (line: string) => unknown;
}

/** For a controller that runs on: two minutes for its retries, and some for what Direct Connect takes its time with. */
async function settled(event: SettleEvent, { ask, now, write }: SettleDeps): Promise<Progress> {
  const limitMs = numberProperty(event.ResourceProperties, 'TimeLimitSeconds') * 1_000;
  const verdict = settledBy(await ask(), now(), (event.StartedMs ?? now()) + limitMs);
  if (verdict.kind === 'fail') throw new Error(verdict.why);
  write(`${JSON.stringify({ verdict })}\n`);
  return { IsComplete: verdict.kind === 'settled' };
}

async function left({ site, sight }: SettleDeps): Promise<Progress> {
  const { steered, publication } = await sight();
  const refusal = refusalToLeave(site, steered, publication);
  if (refusal !== undefined) throw new Error(refusal);
  return { IsComplete: true };
}

/** Rejects, and with that fails the deployment, when the time is over or the controller must not go. */
export async function progressOf(event: SettleEvent, deps: SettleDeps): Promise<Progress> {
  return event.RequestType === 'Delete' ? left(deps) : settled(event, deps);
}

export async function onEvent({
  PhysicalResourceId = 'settled',
}: CustomResourceEvent): Promise<PhysicalResource & { readonly StartedMs: number }> {
  return { PhysicalResourceId, StartedMs: Date.now() };
}

let lambda: LambdaClient | undefined;

/** A run may take a minute, and is not tried again by the SDK: the next question is a new one. */
const PATIENCE = { maxAttempts: 1, requestTimeout: 70_000 };

export async function isComplete(event: SettleEvent): Promise<Progress> {
  lambda ??= newClient(LambdaClient, PATIENCE);
  const client = lambda;
  return progressOf(event, {
    site: setting('DETOUR_SITE'),
    ask: () => askReconciler(client, setting('DETOUR_RECONCILER')),
    sight: ownSite,
    now: () => Date.now(),
    write: (line) => process.stdout.write(line),
  });
}
