// The custom resource Custom::DetourDrainGuard: before a site's routes or a link change, it fails an update that would take
// away a link or a site that traffic is steered over or to now, make such a link anew, or have another site admit drains.
// Its functions read and never write.
//
//   the stack is      what goes or moves    verdict
//   made, deleted     any                   complete: there is nothing yet, or the controller has gone before (settle.ts)
//   rolled back       any                   complete: it goes back to what was there
//   updated           nothing               complete, and nothing is read
//   updated           something             as steered-traffic.ts says; what cannot be read fails the update

import { isDeepStrictEqual } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { newClient } from '../aws/clients';
import { ownSite } from '../aws/own-site';
import { isRollingBack } from '../aws/stack-state';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textsProperty } from '../custom-resource';
import type { SiteSighting } from '../site-sighting';
import { type Move, type Removal, refusalOf, refusalToMove } from '../steered-traffic';

interface GuardDeps {
  readonly sight: () => Promise<SiteSighting>;
  readonly isRollingBack: (stackId: string) => Promise<boolean>;
}

function without(event: CustomResourceEvent, name: string): readonly string[] {
  const kept = textsProperty(event.ResourceProperties, name);
  return textsProperty(event.OldResourceProperties ?? {}, name).filter((before) => !kept.includes(before));
}

/** Undefined: it stays, or one of both templates does not say. */
function moveOf({ ResourceProperties, OldResourceProperties }: CustomResourceEvent): Move | undefined {
  const [from, to] = [OldResourceProperties?.Admission, ResourceProperties.Admission];
  return typeof from === 'string' && typeof to === 'string' && from !== to ? { from, to } : undefined;
}

/** True when the links are made of something else than before. Of a template before, which does not say, nothing is known. */
function isAnew({ ResourceProperties, OldResourceProperties }: CustomResourceEvent): boolean {
  const [before, after] = [OldResourceProperties?.Identity, ResourceProperties.Identity];
  return before !== undefined && after !== undefined && !isDeepStrictEqual(before, after);
}

/** The links that the update takes away, or makes anew. */
function lostLinks(event: CustomResourceEvent): Pick<Removal, 'links' | 'isReplacement'> {
  if (!isAnew(event)) return { links: without(event, 'Links') };
  return { links: textsProperty(event.ResourceProperties, 'Links'), isReplacement: true };
}

interface Change extends Removal {
  readonly move?: Move;
}

/** What goes or moves with this update; undefined: nothing. */
function changeOf(event: CustomResourceEvent): Change | undefined {
  if (event.RequestType !== 'Update') return undefined;
  const removal = { ...lostLinks(event), sites: without(event, 'Sites') };
  const move = moveOf(event);
  if (move) return { ...removal, move };
  return removal.links.length + removal.sites.length === 0 ? undefined : removal;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function refusalUnread({ links, sites, move, isReplacement }: Change, error: unknown): string {
  const gone = [...links, ...sites].join(', ');
  const fate = isReplacement ? 'would be replaced' : 'would go';
  const what = gone === '' ? `${move?.to} would admit drains` : `${gone} ${fate}`;
  const unknown = gone === '' ? 'whether there is a controller' : 'whether traffic is steered there';
  return `${what}, and ${unknown} cannot be read: ${messageOf(error)}; deploy again`;
}

/** Undefined: the deployment may go on. */
async function refusalFor(change: Change, { sight }: GuardDeps): Promise<string | undefined> {
  let sighting: SiteSighting;
  try {
    sighting = await sight();
  } catch (error) {
    return refusalUnread(change, error);
  }
  const { isControlled, publication, elsewhere, steered, withdrawn } = sighting;
  if (change.move && isControlled) return refusalToMove(change.move);
  const all = change.isReplacement ? [...steered, ...elsewhere] : steered;
  return refusalOf(change, { steered: all, withdrawn }, publication);
}

/** Asked only where it matters: a stack does not fail, in the middle of going back, because nobody knows that it does. */
async function goesBack(stackId: string | undefined, refusal: string, { isRollingBack }: GuardDeps): Promise<boolean> {
  try {
    return stackId !== undefined && (await isRollingBack(stackId));
  } catch (error) {
    throw new Error(`${refusal} (and whether the stack is rolled back cannot be read: ${messageOf(error)})`);
  }
}

/** Rejects, and with that fails the update, when it must not be. */
export async function guarded(event: CustomResourceEvent, deps: GuardDeps): Promise<Progress> {
  const change = changeOf(event);
  if (!change) return { IsComplete: true };
  const refusal = await refusalFor(change, deps);
  if (refusal !== undefined && !(await goesBack(event.StackId, refusal, deps))) throw new Error(refusal);
  return { IsComplete: true };
}

export async function onEvent({ PhysicalResourceId = 'drain-guard' }: CustomResourceEvent): Promise<PhysicalResource> {
  return { PhysicalResourceId };
}

let cloudFormation: CloudFormationClient | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  cloudFormation ??= newClient(CloudFormationClient);
  const client = cloudFormation;
  return guarded(event, { sight: ownSite, isRollingBack: (stackId) => isRollingBack(client, stackId) });
}
