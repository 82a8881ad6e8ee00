// The custom resource Custom::DetourAllowedPrefixes: adds and removes what a template adds to and removes from the
// allowed prefixes of a Direct Connect gateway's association. CloudFormation's own resource knows only whole lists.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import {
  type AllowedPrefixesApi,
  type AllowedPrefixesRequest,
  type AllowedPrefixesTemplate,
  advanceAllowedPrefixes,
  prefixChange,
} from '../allowed-prefixes';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { allowedPrefixesApi } from '../aws/direct-connect-association-api';
import {
  type CustomResourceEvent,
  type PhysicalResource,
  type Progress,
  textProperty,
  textsProperty,
} from '../custom-resource';

type Properties = CustomResourceEvent['ResourceProperties'];

function templateOf(properties: Properties): AllowedPrefixesTemplate {
  return {
    prefixes: textsProperty(properties, 'Prefixes'),
    associationPrefixes: textsProperty(properties, 'AssociationPrefixes'),
  };
}

function associationOf(properties: Properties) {
  return {
    directConnectGatewayId: textProperty(properties, 'DirectConnectGatewayId'),
    transitGatewayId: textProperty(properties, 'TransitGatewayId'),
  };
}

function identityOf(properties: Properties): string {
  const { directConnectGatewayId, transitGatewayId } = associationOf(properties);
  return `${directConnectGatewayId}/${transitGatewayId}`;
}

/** On another association everything is new: the old one's prefixes go with the deletion that follows. */
function requestOf(event: CustomResourceEvent): AllowedPrefixesRequest {
  const { RequestType, ResourceProperties: properties, OldResourceProperties: old } = event;
  const deleting = RequestType === 'Delete';
  const template = templateOf(properties);
  const before = old && identityOf(old) === identityOf(properties) ? templateOf(old) : undefined;
  const change = deleting ? prefixChange(template, undefined) : prefixChange(before, template);
  return { ...associationOf(properties), deleting, ...change };
}

/** Another association is another resource. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: identityOf(event.ResourceProperties) };
}

/** Called every few seconds until it is complete or the time limit has passed; an error fails the deployment. */
export async function progressOf(event: CustomResourceEvent, api: AllowedPrefixesApi): Promise<Progress> {
  const step = await advanceAllowedPrefixes(requestOf(event), api);
  if (step.kind === 'fail') throw new Error(step.why);
  if (step.kind === 'done') return { IsComplete: true };
  process.stdout.write(`${JSON.stringify({ step })}\n`);
  return { IsComplete: false };
}

let directConnect: DirectConnectClient | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  directConnect ??= newClient(DirectConnectClient);
  const api = allowedPrefixesApi(directConnect);
  return askedAgain(() => progressOf(event, api));
}
