import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { WaitingProvider } from './waiting-provider';

export interface ResponderProviderProps {
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** The functions that give a site's responders their addresses. Each responder adds its own permission to be moved. */
export class ResponderProvider extends Construct {
  readonly waiting: WaitingProvider;

  constructor(scope: Construct, id: string, props: ResponderProviderProps) {
    super(scope, id);
    const actions = ['ec2:DescribeVpcEndpoints', 'ec2:DescribeNetworkInterfaces'];
    this.waiting = new WaitingProvider(this, 'Provider', {
      handler: 'responder-address',
      description: 'Gives the responders of probes their addresses',
      statements: [new PolicyStatement({ actions, resources: ['*'] })],
      encryptionKey: props.encryptionKey,
      timeLimit: Duration.minutes(30),
    });
    acknowledge(this.waiting.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: `EC2 has no resource-level permission for ${actions.join(' and ')}`,
      limitedBy: 'the actions, which only read; moving is permitted for single endpoints',
    });
  }
}
