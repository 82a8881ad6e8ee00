// The custom resource Custom::DetourPeering: gives a peering's attachment id at this end once the peering carries traffic.
// CloudFormation has no resource that accepts a peering, or that waits until the other region has.

import { EC2Client } from '@aws-sdk/client-ec2';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { peeringApi } from '../aws/peering-api';
import type { CustomResourceEvent, Progress } from '../custom-resource';
import { advancePeering, type PeeringApi, type PeeringRequest } from '../peering';

function requestOf({ ResourceProperties: properties }: CustomResourceEvent): PeeringRequest {
  const { TransitGatewayAttachmentId: attachmentId, Role: role } = properties;
  if (typeof attachmentId !== 'string' || attachmentId === '')
    throw new Error(`TransitGatewayAttachmentId is ${JSON.stringify(attachmentId)}; give an attachment id`);
  if (role !== 'accept' && role !== 'wait')
    throw new Error(`Role is ${JSON.stringify(role)}; allowed are "accept" and "wait"`);
  return { attachmentId, role };
}

/** Another attachment is another resource; deleting one does nothing, because the link stack owns the peering. */
export async function onEvent(event: CustomResourceEvent): Promise<{ PhysicalResourceId: string }> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: requestOf(event).attachmentId };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: PeeringApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const step = await advancePeering(requestOf(event), api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true, Data: { AttachmentId: step.attachmentId } };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  const api = peeringApi(ec2);
  return askedAgain(() => progressOf(event, api));
}
