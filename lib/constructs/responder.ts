import { ArnFormat, CustomResource, Stack, Tags } from 'aws-cdk-lib';
import { CfnVPCEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, Effect, Policy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ResponderProvider } from './responder-provider';

export interface ResponderProps {
  readonly provider: ResponderProvider;
  /** Name of the link. */
  readonly link: string;
  readonly responderName: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** The address at which it answers, in that subnet. */
  readonly address: string;
  readonly securityGroupId: string;
}

/**
 * A TCP listener that AWS keeps running: an interface VPC endpoint, of which nothing is used but that it accepts
 * connections on port 443. Its private DNS is off, so that it draws no traffic to it, and its policy denies every call.
 * The service is STS, because interface endpoints of all services cost the same and this one is in every region.
 *
 * No property of the endpoint may ever change in a way that replaces it: the new one could not have the address while the
 * old one is still there.
 */
export class Responder extends Construct {
  readonly address: string;

  constructor(scope: Construct, id: string, props: ResponderProps) {
    super(scope, id);
    const endpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Interface',
      vpcId: props.vpcId,
      serviceName: InterfaceVpcEndpointAwsService.STS.name,
      subnetIds: [props.subnetId],
      securityGroupIds: [props.securityGroupId],
      privateDnsEnabled: false,
      policyDocument: nothing(),
    });
    Tags.of(endpoint).add('Name', props.responderName);
    const address = new CustomResource(this, 'Address', {
      resourceType: 'Custom::DetourResponder',
      serviceToken: props.provider.waiting.serviceToken,
      serviceTimeout: props.provider.waiting.serviceTimeout,
      properties: {
        Link: props.link,
        VpcEndpointId: endpoint.ref,
        SubnetId: props.subnetId,
        Address: props.address,
      },
    });
    address.node.addDependency(this.permissionToMove(endpoint, props));
    this.address = address.getAttString('Address');
  }

  /** A policy of its own for each responder, so that another link never changes it. */
  private permissionToMove(endpoint: CfnVPCEndpoint, { provider, subnetId }: ResponderProps): Policy {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({
        service: 'ec2',
        resource,
        resourceName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    return new Policy(this, 'PermissionToMove', {
      roles: [provider.waiting.role],
      statements: [
        new PolicyStatement({
          actions: ['ec2:ModifyVpcEndpoint'],
          resources: [arn('vpc-endpoint', endpoint.ref), arn('subnet', subnetId)],
        }),
      ],
    });
  }
}

function nothing(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ effect: Effect.DENY, principals: [new AnyPrincipal()], actions: ['*'], resources: ['*'] }),
    ],
  });
}
