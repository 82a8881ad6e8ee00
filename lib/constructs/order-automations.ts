import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';
import { ORDER_KINDS, orderDocument } from './order-document';

interface OrderAutomationsProps {
  readonly site: string;
  /** Name of the link state database's table in this region. The caller grants `handler.role` what it needs of it. */
  readonly tableName: string;
  /** Below it is what the controller of the site is told; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Below it is what was written down of the site's names; likewise. */
  readonly namesPath: string;
  /** Name of the document of a kind of order. */
  readonly documentNameOf: (kind: string) => string;
  /** All links and AWS sites of the backbone: an order may be about each of them. */
  readonly links: readonly string[];
  readonly sites: readonly string[];
  /**
   * Who has to approve an order before it is given.
   *
   * @default - nobody
   */
  readonly approval?: { readonly approvers: readonly string[]; readonly approvals: number };
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Subnets and security group of the function.
   *
   * @default - it is in no VPC
   */
  readonly place?: FunctionPlace;
}

/** As long as Systems Manager waits for it. */
const TIME_LIMIT = Duration.minutes(5);

/**
 * By what operators give orders from the console of AWS, or by anything that may start an automation: a document for each
 * kind of order, and the function that they call. It writes into this region's replica of the database, so that an order can
 * be given in any region that is there.
 */
export class OrderAutomations extends Construct {
  readonly handler: HandlerFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OrderAutomationsProps,
  ) {
    super(scope, id);
    const { site, tableName, parametersPath, namesPath, encryptionKey, place } = props;
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'order',
      description: `Gives the orders of operators at ${site}`,
      statements: [
        new PolicyStatement({
          actions: ['ssm:GetParametersByPath'],
          resources: [parametersPath, namesPath].map((path) => this.arnOf('parameter', path.slice(1))),
        }),
      ],
      encryptionKey,
      environment: {
        DETOUR_SITE: site,
        DETOUR_TABLE: tableName,
        DETOUR_PARAMETERS: parametersPath,
        DETOUR_NAMES: namesPath,
      },
      timeout: TIME_LIMIT,
    });
    if (place) placeFunction(this, this.handler, place);
    this.addDocuments(this.addRole());
  }

  private arnOf(resource: string, resourceName: string): string {
    const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
    return Stack.of(this).formatArn({ service: 'ssm', resource, resourceName, arnFormat });
  }

  /** For automations of this account and region: they may call the function, and nothing else. */
  private addRole(): Role {
    const role = new Role(this, 'Role', {
      description: 'Has automations of AWS Systems Manager give orders',
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': this.arnOf('automation-execution', '*') },
        },
      }),
    });
    const { functionArn } = this.handler.function;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    return role;
  }

  private addDocuments(role: Role): void {
    const { documentNameOf, links, sites, approval } = this.props;
    const { functionName } = this.handler.function;
    const documents = new Construct(this, 'Documents');
    for (const kind of ORDER_KINDS) {
      const name = documentNameOf(kind.name);
      const common = { kind, documentName: name, functionName, roleArn: role.roleArn, links, sites };
      new CfnDocument(documents, kind.name, {
        name,
        documentType: 'Automation',
        documentFormat: 'JSON',
        // With a name of its own, it cannot be replaced.
        updateMethod: 'NewVersion',
        content: orderDocument({ ...common, ...definedProps({ approval }) }),
      });
    }
  }
}
