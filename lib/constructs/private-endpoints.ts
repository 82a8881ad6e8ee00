import { Aws, Stack, Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { awsPrefixListId, awsPrefixListProvider } from './aws-prefix-list';
import { definedProps } from './defined-props';

export interface PrivateEndpointsProps {
  /** Start of the names of what is made. */
  readonly namePrefix: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  /** One in each zone; the endpoints get an interface in each. */
  readonly subnetIds: readonly string[];
  /** Of these subnets. */
  readonly routeTableIds: readonly string[];
  /** Services as their endpoints are named, without region: `ec2`. */
  readonly interfaceServices: readonly string[];
  /** Those that have gateway endpoints: `dynamodb`, `s3`. */
  readonly gatewayServices: readonly string[];
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** Without a rule of its own a group lets everything out, so this one lets out what cannot leave. */
const NOTHING_OUT: CfnSecurityGroup.EgressProperty = {
  ipProtocol: '-1',
  cidrIp: '127.0.0.1/32',
  description: 'Nothing: answers need no rule',
};

function https(description: string) {
  return { ipProtocol: 'tcp', fromPort: 443, toPort: 443, description };
}

interface Rules {
  readonly securityGroupIngress?: CfnSecurityGroup.IngressProperty[];
  readonly securityGroupEgress: CfnSecurityGroup.EgressProperty[];
}

/**
 * What functions in a VPC without a way out need to reach AWS: endpoints of each service, and a group that lets out to
 * these and to nothing else. The endpoints have private DNS, so that everything in the VPC uses them; they let in the
 * whole VPC, and callers of this account only.
 */
export class PrivateEndpoints extends Construct {
  /** For the functions. */
  readonly securityGroupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateEndpointsProps,
  ) {
    super(scope, id);
    const endpointGroupId = this.addGroup('Endpoints', 'from the VPC to AWS', {
      securityGroupIngress: [{ ...https('Whatever is in the VPC'), cidrIp: props.cidrBlock }],
      securityGroupEgress: [NOTHING_OUT],
    });
    this.securityGroupId = this.addGroup('Functions', 'from functions to the endpoints', {
      securityGroupEgress: [
        { ...https('Interface endpoints'), destinationSecurityGroupId: endpointGroupId },
        ...this.prefixLists().map((list) => ({ ...https('A gateway endpoint'), destinationPrefixListId: list })),
      ],
    });
    for (const service of props.interfaceServices) this.addInterface(service, endpointGroupId);
    for (const service of props.gatewayServices) this.addGateway(service);
  }

  private nameOf(service: string): string {
    return `com.amazonaws.${Stack.of(this).region}.${service}`;
  }

  private prefixLists(): readonly string[] {
    const provider = awsPrefixListProvider(this, this.props.encryptionKey);
    const lists = new Construct(this, 'Lists');
    return this.props.gatewayServices.map((service) => awsPrefixListId(lists, service, provider, this.nameOf(service)));
  }

  private addGroup(id: string, what: string, { securityGroupIngress, securityGroupEgress }: Rules): string {
    const { namePrefix, vpcId } = this.props;
    const group = new CfnSecurityGroup(this, `${id}Group`, {
      groupDescription: `${namePrefix}: ${what}`,
      vpcId,
      securityGroupEgress,
      ...definedProps({ securityGroupIngress }),
    });
    Tags.of(group).add('Name', `${namePrefix}-${id.toLowerCase()}`);
    return group.attrGroupId;
  }

  private addInterface(service: string, securityGroupId: string): void {
    const { namePrefix, vpcId, subnetIds } = this.props;
    const endpoint = new CfnVPCEndpoint(this, `Interface-${service}`, {
      vpcEndpointType: 'Interface',
      vpcId,
      serviceName: this.nameOf(service),
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      policyDocument: callersOfThisAccount(),
    });
    Tags.of(endpoint).add('Name', `${namePrefix}-${service}`);
  }

  private addGateway(service: string): void {
    const { namePrefix, vpcId, routeTableIds } = this.props;
    const endpoint = new CfnVPCEndpoint(this, `Gateway-${service}`, {
      vpcEndpointType: 'Gateway',
      vpcId,
      serviceName: this.nameOf(service),
      routeTableIds: [...routeTableIds],
      policyDocument: callersOfThisAccount(),
    });
    Tags.of(endpoint).add('Name', `${namePrefix}-${service}`);
  }
}

/** What may be done is for roles to say; this keeps callers of other accounts out. */
function callersOfThisAccount(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
      }),
    ],
  });
}
