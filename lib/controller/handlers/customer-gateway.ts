// The custom resource Custom::DetourCustomerGateway: a customer gateway that is known by its certificate and has no fixed
// address. EC2 makes such a gateway; CloudFormation's own resource asks for an address in any case.

import { EC2Client } from '@aws-sdk/client-ec2';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { customerGatewayApi } from '../aws/customer-gateway-api';
import {
  type CustomResourceEvent,
  numberProperty,
  type PhysicalResource,
  type Progress,
  textProperty,
} from '../custom-resource';
import { advanceCustomerGateway, type CustomerGatewayApi, type CustomerGatewayRequest } from '../customer-gateway';

function requestOf({ RequestType, ResourceProperties: properties }: CustomResourceEvent): CustomerGatewayRequest {
  return {
    link: textProperty(properties, 'Link'),
    customerGatewayName: textProperty(properties, 'CustomerGatewayName'),
    deviceName: textProperty(properties, 'DeviceName'),
    certificateArn: textProperty(properties, 'CertificateArn'),
    bgpAsn: numberProperty(properties, 'BgpAsn'),
    deleting: RequestType === 'Delete',
  };
}

/** What EC2 cannot change of a gateway makes it another resource. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  const { deviceName, certificateArn, bgpAsn } = requestOf(event);
  return { PhysicalResourceId: `${deviceName} ${certificateArn} ${bgpAsn}` };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: CustomerGatewayApi): Promise<Progress> {
  const step = await advanceCustomerGateway(requestOf(event), api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'wait') {
    process.stdout.write(`${JSON.stringify({ step })}\n`);
    return { IsComplete: false };
  }
  const { customerGatewayId: CustomerGatewayId } = step;
  return { IsComplete: true, ...(CustomerGatewayId === undefined ? {} : { Data: { CustomerGatewayId } }) };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  const api = customerGatewayApi(ec2);
  return askedAgain(() => progressOf(event, api));
}
