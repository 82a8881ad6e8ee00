// The custom resource Custom::DetourSettled: after everything of a site has been deployed, it has the controller run until a
// run finds nothing that it may change. So whatever the deployment put back is in line before it reports success. And a
// controller that still steers, or has withdrawn a link, is not taken away: what it wrote would stand for ever.
//
//   the stack is       verdict
//   made, updated      as settle.ts says
//   rolled back        one run, and complete whatever it comes to: what kept the controller from settling may keep it still,
//                      and a roll back that fails leaves the stack in the middle, where no deployment mends it
//   deleted            as steered-traffic.ts says; what cannot be read fails the deletion

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { newClient } from '../aws/clients';
import { ownSite } from '../aws/own-site';
import { askReconciler } from '../aws/reconciler-api';
import { setting } from '../aws/setting';
import { isRollingBack } from '../aws/stack-state';
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
  readonly isRollingBack: (stackId: string) => Promise<boolean>;
  readonly now: () => number;
  /** Takes whole lines of the log. */
  readonly write: (line: string) => unknown;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What cannot be told is taken for a deployment: it goes on being waited for. */
async function goesBack({ StackId }: SettleEvent, { isRollingBack, write }: SettleDeps): Promise<boolean> {
  try {
    return StackId !== undefined && (await isRollingBack(StackId));
  } catch (error) {
    write(`${JSON.stringify({ unknown: `whether the stack is rolled back: ${messageOf(error)}` })}\n`);
    return false;
  }
}

/** For a controller that runs on: two minutes for its retries, and some for what Direct Connect takes its time with. */
async function settled(event: SettleEvent, deps: SettleDeps): Promise<Progress> {
  const { ask, now, write } = deps;
  const limitMs = numberProperty(event.ResourceProperties, 'TimeLimitSeconds') * 1_000;
  const verdict = settledBy(await ask(), now(), (event.StartedMs ?? now()) + limitMs);
  const rolledBack = verdict.kind !== 'settled' && (await goesBack(event, deps));
  write(`${JSON.stringify({ verdict, rolledBack })}\n`);
  if (verdict.kind === 'fail' && !rolledBack) throw new Error(verdict.why);
  return { IsComplete: verdict.kind === 'settled' || rolledBack };
}

async function sighted({ site, sight }: SettleDeps): Promise<SiteSighting> {
  try {
    return await sight();
  } catch (error) {
    throw new Error(
      `the controller of ${site} would go, and whether it steers anything cannot be read: ${messageOf(error)}; delete again`,
    );
  }
}

async function left(deps: SettleDeps): Promise<Progress> {
  const { site } = deps;
  const { publication, ...standing } = await sighted(deps);
  const refusal = refusalToLeave(site, standing, publication);
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
let cloudFormation: CloudFormationClient | undefined;

/** A run may take a minute, and is not tried again by the SDK: the next question is a new one. */
const PATIENCE = { maxAttempts: 1, requestTimeout: 70_000 };

export async function isComplete(event: SettleEvent): Promise<Progress> {
  lambda ??= newClient(LambdaClient, PATIENCE);
  cloudFormation ??= newClient(CloudFormationClient);
  const [controller, stacks] = [lambda, cloudFormation];
  return progressOf(event, {
    site: setting('DETOUR_SITE'),
    ask: () => askReconciler(controller, setting('DETOUR_RECONCILER')),
    sight: ownSite,
    isRollingBack: (stackId) => isRollingBack(stacks, stackId),
    now: () => Date.now(),
    write: (line) => process.stdout.write(line),
  });
}
