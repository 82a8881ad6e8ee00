import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { directConnectGatewayArn } from './direct-connect-gateway-arn';

export interface AnnouncingPolicyProps {
  readonly role: IRole;
  /** Of VPNs: the tables whose content they advertise. */
  readonly edgeTableIds: readonly string[];
  /** Of Direct Connect links: the gateways whose associations say what is announced. */
  readonly directConnectGatewayIds: readonly string[];
  /** The virtual interfaces whose BGP sessions may be taken down for a time. */
  readonly failoverVirtualInterfaceIds: readonly string[];
}

/**
 * What it takes to announce on a site's BGP links, and to withdraw. One policy for all of them, which another link changes
 * in place: with one for each link a role would have room for half as many. The attachments that routes lead to are in
 * SteeringPolicy.
 */
export class AnnouncingPolicy extends Construct {
  constructor(scope: Construct, id: string, props: AnnouncingPolicyProps) {
    super(scope, id);
    const { role, edgeTableIds, directConnectGatewayIds, failoverVirtualInterfaceIds } = props;
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        ...(edgeTableIds.length === 0 ? [] : [this.byTables(edgeTableIds)]),
        ...(directConnectGatewayIds.length === 0 ? [] : this.byPrefixes(directConnectGatewayIds)),
        ...(failoverVirtualInterfaceIds.length === 0 ? [] : [this.takingDown(failoverVirtualInterfaceIds)]),
      ],
    });
    if (directConnectGatewayIds.length > 0)
      acknowledge(policy, {
        rule: 'AwsSolutions-IAM5',
        findings: ['Resource::*'],
        reason:
          'Direct Connect has no resource-level permission for directconnect:UpdateDirectConnectGatewayAssociation',
        limitedBy:
          "reading the gateways of the site's links only: the function learns of no other association to update",
      });
  }

  private byTables(edgeTableIds: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'ec2:CreateTransitGatewayRoute',
        'ec2:DeleteTransitGatewayRoute',
        'ec2:DisableTransitGatewayRouteTablePropagation',
        'ec2:EnableTransitGatewayRouteTablePropagation',
        'ec2:ReplaceTransitGatewayRoute',
        'ec2:SearchTransitGatewayRoutes',
      ],
      resources: edgeTableIds.map((id) => this.arn('ec2', 'transit-gateway-route-table', id)),
    });
  }

  private byPrefixes(directConnectGatewayIds: readonly string[]): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['directconnect:DescribeDirectConnectGatewayAssociations'],
        resources: directConnectGatewayIds.map((id) => directConnectGatewayArn(this, id)),
      }),
      new PolicyStatement({ actions: ['directconnect:UpdateDirectConnectGatewayAssociation'], resources: ['*'] }),
    ];
  }

  private takingDown(virtualInterfaceIds: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'directconnect:ListVirtualInterfaceTestHistory',
        'directconnect:StartBgpFailoverTest',
        'directconnect:StopBgpFailoverTest',
      ],
      resources: virtualInterfaceIds.map((id) => this.arn('directconnect', 'dxvif', id)),
    });
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }
}
