import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TAGS } from '../routing/tags';
import { acknowledge } from './acknowledge';
import { WaitingProvider } from './waiting-provider';

export interface CertificateCustomerGatewayProps {
  /** Name of the link. */
  readonly link: string;
  readonly customerGatewayName: string;
  /** Tells it from the other gateways of the account and region, of which none may have the same name. */
  readonly deviceName: string;
  /** Private certificate of the router in ACM, in the region of the stack. */
  readonly certificateArn: string;
  /** Autonomous system number of the router, of two or of four bytes. */
  readonly bgpAsn: number;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** Every customer gateway of the account and region, in ARNs and in what the security rules say about them. */
const ANY_GATEWAY = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:customer-gateway/*`;
const ANY_GATEWAY_IN_FINDINGS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:customer-gateway/*';

/** With its role Site-to-Site VPN reads certificates; the first customer gateway of an account that has one makes it. */
const VPN_SERVICE = 's2svpn.amazonaws.com';
const VPN_ROLE = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/${VPN_SERVICE}/AWSServiceRoleForVPCS2SVPN`;

/** A gateway is made with the tag of its link and with no other, and is deleted only when it has it. */
function permissions(link: string): readonly PolicyStatement[] {
  const onGateways = (action: string, key: string, value: string) =>
    new PolicyStatement({
      actions: [`ec2:${action}`],
      resources: [ANY_GATEWAY],
      conditions: { StringEquals: { [key]: value } },
    });
  return [
    new PolicyStatement({ actions: ['ec2:DescribeCustomerGateways'], resources: ['*'] }),
    onGateways('CreateCustomerGateway', `aws:RequestTag/${TAGS.link}`, link),
    onGateways('CreateTags', 'ec2:CreateAction', 'CreateCustomerGateway'),
    onGateways('DeleteCustomerGateway', `aws:ResourceTag/${TAGS.link}`, link),
    new PolicyStatement({
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [VPN_ROLE],
      conditions: { StringEquals: { 'iam:AWSServiceName': VPN_SERVICE } },
    }),
  ];
}

/**
 * An on-prem router without a fixed address as AWS knows it: by its certificate. CloudFormation's own resource asks for an
 * address in any case, EC2 does not.
 */
export class CertificateCustomerGateway extends Construct {
  readonly customerGatewayId: string;

  constructor(scope: Construct, id: string, props: CertificateCustomerGatewayProps) {
    super(scope, id);
    const provider = this.addProvider(props);
    const gateway = new CustomResource(this, 'Gateway', {
      resourceType: 'Custom::DetourCustomerGateway',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: {
        Link: props.link,
        CustomerGatewayName: props.customerGatewayName,
        DeviceName: props.deviceName,
        CertificateArn: props.certificateArn,
        BgpAsn: props.bgpAsn,
      },
    });
    this.customerGatewayId = gateway.getAttString('CustomerGatewayId');
  }

  private addProvider({ link, encryptionKey }: CertificateCustomerGatewayProps): WaitingProvider {
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'customer-gateway',
      description: 'Makes and removes a customer gateway that has no fixed address',
      statements: permissions(link),
      encryptionKey,
      timeLimit: Duration.minutes(15),
    });
    acknowledge(provider.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: 'EC2 has no resource-level permission for ec2:DescribeCustomerGateways',
      limitedBy: 'the action, which only reads',
    });
    acknowledge(provider.role, {
      rule: 'AwsSolutions-IAM5',
      findings: [`Resource::${ANY_GATEWAY_IN_FINDINGS}`],
      reason: 'EC2 gives a customer gateway its id when it makes it',
      limitedBy: "the link's tag, which a gateway gets when it is made and has to have when it is deleted",
    });
    return provider;
  }
}
