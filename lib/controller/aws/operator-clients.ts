// Clients for an operator's terminal: of one site's region, with the credentials that the AWS CLI would use there. Nobody
// waits for more than some twenty seconds to hear that a site does not answer.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { OperatorService, Reach } from '../operator/reach';

const PATIENCE = {
  retryMode: 'standard',
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

export interface OperatorClients {
  readonly directConnect: DirectConnectClient;
  readonly dynamo: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
}

export function operatorClients({ region, profile, endpoints }: Reach): OperatorClients {
  const of = (service: OperatorService) => {
    const endpoint = endpoints[service];
    return {
      ...PATIENCE,
      region,
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  };
  return {
    directConnect: new DirectConnectClient(of('directconnect')),
    dynamo: new DynamoDBClient(of('dynamodb')),
    ec2: new EC2Client(of('ec2')),
    ssm: new SSMClient(of('ssm')),
  };
}
