// The custom resource Custom::DetourDrainGuard: before a site's routes change, it fails an update that would take away a
// link or a site that traffic is steered over or to now. Its functions read and never write.
//
//   the stack is      a link or site goes   verdict
//   made, deleted     any                   complete: there is nothing yet, or the controller has gone before (settle.ts)
//   rolled back       any                   complete: it goes back to what was there
//   updated           none                  complete, and nothing is read
//   updated           some                  as steered-traffic.ts says; what cannot be read fails the update

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { newClient } from '../aws/clients';
import { ownSite } from '../aws/own-site';
import { isRollingBack } from '../aws/stack-state';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textsProperty } from '../custom-resource';
import type { SiteSighting } from '../site-sighting';
import { type Removal, refusalOf } from '../steered-traffic';

interface GuardDeps {
  readonly sight: () => Promise<SiteSighting>;
  readonly isRollingBack: (stackId: string) => Promise<boolean>;
}

function without(event: CustomResourceEvent, name: string): readonly string[] {
  const kept = textsProperty(event.ResourceProperties, name);
  return textsProperty(event.OldResourceProperties ?? {}, name).filter((before) => !kept.includes(before));
}

/** What is gone with this update; undefined: nothing. */
function removalOf(event: CustomResourceEvent): Removal | undefined {
  if (event.RequestType !== 'Update') return undefined;
  const removal = { links: without(event, 'Links'), sites: without(event, 'Sites') };
  return removal.links.length + removal.sites.length === 0 ? undefined : removal;
}

async function sighted({ sight }: GuardDeps, { links, sites }: Removal): Promise<SiteSighting> {
  try {
    return await sight();
  } catch (error) {
    const what = [...links, ...sites].join(', ');
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} would go, and whether traffic is steered there cannot be read: ${why}; deploy again`);
  }
}

/** Rejects, and with that fails the update, when it must not be. */
export async function guarded(event: CustomResourceEvent, deps: GuardDeps): Promise<Progress> {
  const removal = removalOf(event);
  if (!removal) return { IsComplete: true };
  if (event.StackId !== undefined && (await deps.isRollingBack(event.StackId))) return { IsComplete: true };
  const { steered, publication } = await sighted(deps, removal);
  const refusal = refusalOf(removal, steered, publication);
  if (refusal !== undefined) throw new Error(refusal);
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
