// The custom resource Custom::DetourManagedPrefixList: gives the id of one of AWS's own prefix lists, which is another in
// each region. Only a look-up at synthesis could know it otherwise, and synthesis looks nothing up.

import { EC2Client } from '@aws-sdk/client-ec2';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { type PrefixListApi, prefixListApi } from '../aws/managed-prefix-list-api';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textProperty } from '../custom-resource';

function nameOf({ ResourceProperties: properties }: CustomResourceEvent): string {
  return textProperty(properties, 'PrefixListName');
}

/** Another name is another resource; deleting one does nothing, because the list is AWS's. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: nameOf(event) };
}

/** A list that is not there fails the deployment: nobody is about to make it. */
export async function progressOf(event: CustomResourceEvent, api: PrefixListApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const name = nameOf(event);
  const id = await api.find(name);
  if (id === undefined) throw new Error(`this region has no prefix list ${name}`);
  return { IsComplete: true, Data: { PrefixListId: id } };
}

let ec2: EC2Client | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  ec2 ??= newClient(EC2Client);
  const api = prefixListApi(ec2);
  return askedAgain(() => progressOf(event, api));
}
