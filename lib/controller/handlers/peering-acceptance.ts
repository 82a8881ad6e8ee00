// The custom resource Custom::DetourPeering: gives a peering's attachment id at this end once the peering carries traffic.
// CloudFormation has no resource that accepts a peering, or that waits until the other region has.

import { EC2Client } from '@aws-sdk/client-ec2';
import { newClient } from '../aws/clients';
import { peeringApi } from '../aws/peering-api';
import { advancePeering, type PeeringApi, type PeeringRequest } from '../peering';

/** What the provider framework hands to both functions. */
interface PeeringEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

interface Progress {
  readonly IsComplete: boolean;
  readonly Data?: { readonly AttachmentId: string };
}

function requestOf({ ResourceProperties: properties }: PeeringEvent): PeeringRequest {
  const { TransitGatewayAttachmentId: attachmentId, Role: role } = properties;
  if (typeof attachmentId !== 'string' || attachmentId === '')
    throw new Error(`TransitGatewayAttachmentId is ${JSON.stringify(attachmentId)}; give an attachment id`);
  if (role !== 'accept' && role !== 'wait')
    throw new Error(`Role is ${JSON.stringify(role)}; allowed are "accept" and "wait"`);
  return { attachmentId, role };
}

/** Another attachment is another resource; deleting one does nothing, because the link stack owns the peering. */
export async function onEvent(event: PeeringEvent): Promise<{ PhysicalResourceId: string }> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: requestOf(event).attachmentId };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: PeeringEvent, api: PeeringApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const step = await advancePeering(requestOf(event), api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true, Data: { AttachmentId: step.attachmentId } };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: PeeringEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  return progressOf(event, peeringApi(ec2));
}
