// Clients for an operator's terminal: of one site's region, with the credentials that the AWS CLI would use there. Nobody
// waits for more than some twenty seconds to hear that a site does not answer.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { OperatorService, Reach } from '../operator/reach';
import type { HeardClock } from './heard-clock';

const PATIENCE = {
  retryMode: 'standard',
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

/** What every client of an operator is made with. */
export function clientConfig({ region, profile, endpoints }: Reach, service: OperatorService) {
  const endpoint = endpoints[service];
  return {
    ...PATIENCE,
    region,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

export interface OperatorClients {
  readonly directConnect: DirectConnectClient;
  readonly dynamo: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
}

/** `clock` hears the database's time: what is written there is compared with it. */
export function operatorClients(reach: Reach, clock: HeardClock): OperatorClients {
  const dynamo = new DynamoDBClient(clientConfig(reach, 'dynamodb'));
  dynamo.middlewareStack.add((next) => async (args) => clock.heard(await next(args)), { step: 'deserialize' });
  return {
    directConnect: new DirectConnectClient(clientConfig(reach, 'directconnect')),
    dynamo,
    ec2: new EC2Client(clientConfig(reach, 'ec2')),
    ssm: new SSMClient(clientConfig(reach, 'ssm')),
  };
}
