import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { directConnectGatewayArn } from './direct-connect-gateway-arn';

export interface LinkEndPolicyProps {
  readonly role: IRole;
  /**
   * VPN: the table whose content it advertises.
   *
   * @default - the link is no VPN
   */
  readonly edgeTableId?: string;
  /**
   * Direct Connect: the gateway whose association says what is announced.
   *
   * @default - the link is no Direct Connect
   */
  readonly directConnectGatewayId?: string;
  /**
   * Direct Connect: the virtual interface whose BGP session may be taken down for a time.
   *
   * @default - no session is taken down
   */
  readonly failoverVirtualInterfaceId?: string;
}

/**
 * What it takes to announce on one BGP link, and to withdraw. A policy of its own for each link, so that another link
 * never changes it. The attachments that routes lead to are in SteeringPolicy.
 */
export class LinkEndPolicy extends Construct {
  constructor(scope: Construct, id: string, props: LinkEndPolicyProps) {
    super(scope, id);
    const { role, edgeTableId, directConnectGatewayId, failoverVirtualInterfaceId } = props;
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        ...(edgeTableId === undefined ? [] : [this.announcingByTable(edgeTableId)]),
        ...(directConnectGatewayId === undefined ? [] : this.announcingByPrefixes(directConnectGatewayId)),
        ...(failoverVirtualInterfaceId === undefined ? [] : [this.takingDown(failoverVirtualInterfaceId)]),
      ],
    });
    if (directConnectGatewayId !== undefined)
      acknowledge(policy, {
        rule: 'AwsSolutions-IAM5',
        findings: ['Resource::*'],
        reason:
          'Direct Connect has no resource-level permission for directconnect:UpdateDirectConnectGatewayAssociation',
        limitedBy:
          "reading the gateways of the site's links only: the function learns of no other association to update",
      });
  }

  private announcingByTable(edgeTableId: string): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'ec2:CreateTransitGatewayRoute',
        'ec2:DeleteTransitGatewayRoute',
        'ec2:DisableTransitGatewayRouteTablePropagation',
        'ec2:EnableTransitGatewayRouteTablePropagation',
        'ec2:ReplaceTransitGatewayRoute',
        'ec2:SearchTransitGatewayRoutes',
      ],
      resources: [this.arn('ec2', 'transit-gateway-route-table', edgeTableId)],
    });
  }

  private announcingByPrefixes(directConnectGatewayId: string): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['directconnect:DescribeDirectConnectGatewayAssociations'],
        resources: [directConnectGatewayArn(this, directConnectGatewayId)],
      }),
      new PolicyStatement({ actions: ['directconnect:UpdateDirectConnectGatewayAssociation'], resources: ['*'] }),
    ];
  }

  private takingDown(virtualInterfaceId: string): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'directconnect:ListVirtualInterfaceTestHistory',
        'directconnect:StartBgpFailoverTest',
        'directconnect:StopBgpFailoverTest',
      ],
      resources: [this.arn('directconnect', 'dxvif', virtualInterfaceId)],
    });
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }
}
