import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';

export interface StatusViewFunctionProps {
  /** The site whose replicas it reads. */
  readonly site: string;
  /** Names of the tables in this region. The caller grants `handler.role` to read both. */
  readonly tableName: string;
  readonly auditTableName: string;
  /** Path of the site's parameters; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Where in a VPC it runs.
   *
   * @default - it is in no VPC
   */
  readonly place?: FunctionPlace;
}

/**
 * Shows a backbone as a custom widget of a dashboard. CloudWatch calls it with the permissions of whoever looks, so that it
 * permits nobody by itself: lambda:InvokeFunction on it is theirs to have.
 */
export class StatusViewFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: StatusViewFunctionProps) {
    super(scope, id);
    const { site, tableName, auditTableName, parametersPath, encryptionKey, place } = props;
    const parameters = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: parametersPath.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'status-view',
      description: `Shows on the dashboard how the backbone stands, as ${site} has it`,
      statements: [new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] })],
      encryptionKey,
      environment: {
        DETOUR_SITE: site,
        DETOUR_TABLE: tableName,
        DETOUR_AUDIT_TABLE: auditTableName,
        DETOUR_PARAMETERS: parametersPath,
      },
      // A share of a processor that computes the paths of a large backbone while somebody waits.
      memorySize: 1_024,
    });
    if (place) placeFunction(this, this.handler, place);
  }
}
