// The custom resource Custom::DetourHostedInterface: accepts a hosted virtual interface, or looks that an existing one
// hangs on the gateway it should. CloudFormation has no resource that accepts one. Either way it has to be as the topology
// says.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { hostedInterfaceApi } from '../aws/direct-connect-interface-api';
import {
  type CustomResourceEvent,
  numberProperty,
  type PhysicalResource,
  type Progress,
  textProperty,
} from '../custom-resource';
import { advanceInterface, type HostedInterfaceApi, type HostedInterfaceRequest } from '../hosted-interface';

function requestOf({ ResourceProperties: properties }: CustomResourceEvent): HostedInterfaceRequest {
  const role = textProperty(properties, 'Role');
  if (role !== 'confirm' && role !== 'check') throw new Error(`Role is "${role}"; allowed are "confirm" and "check"`);
  return {
    virtualInterfaceId: textProperty(properties, 'VirtualInterfaceId'),
    directConnectGatewayId: textProperty(properties, 'DirectConnectGatewayId'),
    role,
    says: {
      customerAsn: numberProperty(properties, 'CustomerAsn'),
      ...(properties.Mtu === undefined ? {} : { mtu: numberProperty(properties, 'Mtu') }),
      ...(properties.AmazonAsn === undefined ? {} : { amazonAsn: numberProperty(properties, 'AmazonAsn') }),
    },
  };
}

/** Another interface is another resource; deleting one does nothing, because the connection's owner made it. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: requestOf(event).virtualInterfaceId };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: HostedInterfaceApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const step = await advanceInterface(requestOf(event), api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let directConnect: DirectConnectClient | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  directConnect ??= newClient(DirectConnectClient);
  const api = hostedInterfaceApi(directConnect);
  return askedAgain(() => progressOf(event, api));
}
