// The custom resource Custom::DetourStream: gives the ARN of the stream of a replica of a global table. CloudFormation knows
// the one in the table's own region only; each replica has its own, whose ARN names the moment in which it was made.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { askedAgain } from '../aws/asked-again';
import { newClient } from '../aws/clients';
import { type TableStreamApi, tableStreamApi } from '../aws/table-stream-api';
import { type CustomResourceEvent, type PhysicalResource, type Progress, textProperty } from '../custom-resource';

function tableOf({ ResourceProperties: properties }: CustomResourceEvent): string {
  return textProperty(properties, 'TableName');
}

/** Another table is another resource; deleting one does nothing, because the stream is the table's. */
export async function onEvent(event: CustomResourceEvent): Promise<PhysicalResource> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId ?? 'none' };
  return { PhysicalResourceId: tableOf(event) };
}

/** Waits for a table that is not active yet: a replica is there some time after the table. */
export async function progressOf(event: CustomResourceEvent, api: TableStreamApi): Promise<Progress> {
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const arn = await api.find(tableOf(event));
  return arn === undefined ? { IsComplete: false } : { IsComplete: true, Data: { StreamArn: arn } };
}

let dynamo: DynamoDBClient | undefined;

export async function isComplete(event: CustomResourceEvent): Promise<Progress> {
  dynamo ??= newClient(DynamoDBClient);
  const api = tableStreamApi(dynamo);
  return askedAgain(() => progressOf(event, api));
}
