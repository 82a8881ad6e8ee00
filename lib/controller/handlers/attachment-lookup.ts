// The custom resource Custom::DetourAttachment: gives the id of the transit gateway attachment of a VPN connection or a
// Direct Connect gateway, once it is available. No resource of CloudFormation says it.

import { EC2Client } from '@aws-sdk/client-ec2';
import { type AttachmentApi, type AttachmentQuery, nextLookupStep } from '../attachment-lookup';
import { askedAgain } from '../aws/asked-again';
import { attachmentApi } from '../aws/attachments-api';
import { newClient } from '../aws/clients';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textProperty } from '../custom-resource';

function queryOf({ ResourceProperties: properties }: CustomResourceEvent): AttachmentQuery {
  const resourceType = textProperty(properties, 'ResourceType');
  if (resourceType !== 'vpn' && resourceType !== 'direct-connect-gateway')
    throw new Error(`ResourceType is "${resourceType}"; allowed are "vpn" and "direct-connect-gateway"`);
  return {
    transitGatewayId: textProperty(properties, 'TransitGatewayId'),
    resourceId: textProperty(properties, 'ResourceId'),
    resourceType,
  };
}

/** Another VPN, gateway or transit gateway is another resource; deleting one does nothing, because it made nothing. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  const { transitGatewayId, resourceId } = queryOf(event);
  return { PhysicalResourceId: `${transitGatewayId}/${resourceId}` };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: AttachmentApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const query = queryOf(event);
  const step = nextLookupStep(query, await api.find(query));
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true, Data: { AttachmentId: step.attachmentId } };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  const api = attachmentApi(ec2);
  return askedAgain(() => progressOf(event, api));
}
