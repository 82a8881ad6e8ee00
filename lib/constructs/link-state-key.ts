import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface LinkStateKeyProps {
  readonly description: string;
}

/**
 * The key of one region's replica of the link state database, rotated every year. It is kept as long as somebody might
 * want to read the table: without its key a replica is lost. Who may use it is for roles to say, see LinkStateAccess.
 */
export class LinkStateKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: LinkStateKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
