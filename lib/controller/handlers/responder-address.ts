// The custom resource Custom::DetourResponder: gives an interface VPC endpoint the address that the far end's prober
// expects. CloudFormation's endpoint has no property for it.

import { EC2Client } from '@aws-sdk/client-ec2';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { responderApi } from '../aws/responder-api';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textProperty } from '../custom-resource';
import { advanceResponder, type ResponderApi, type ResponderRequest } from '../responder-address';

function requestOf({ ResourceProperties: properties }: CustomResourceEvent): ResponderRequest {
  return {
    endpointId: textProperty(properties, 'VpcEndpointId'),
    subnetId: textProperty(properties, 'SubnetId'),
    address: textProperty(properties, 'Address'),
  };
}

/** Another endpoint is another resource; deleting one does nothing, because the endpoint goes by itself. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: requestOf(event).endpointId };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: ResponderApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const request = requestOf(event);
  const step = await advanceResponder(request, api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true, Data: { Address: request.address } };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  const api = responderApi(ec2);
  return askedAgain(() => progressOf(event, api));
}
