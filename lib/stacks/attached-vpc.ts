import { Tags } from 'aws-cdk-lib';
import type { CfnTransitGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { FlowLogs } from '../constructs/flow-logs';
import { GatewayRoutes } from '../constructs/gateway-routes';
import { SiteVpc } from '../constructs/site-vpc';
import type { TransitGateway } from '../constructs/transit-gateway';
import { VpcAttachment } from '../constructs/vpc-attachment';
import { TAGS } from '../routing/tags';
import type { Vpc } from '../topology/topology';

export interface AttachedVpcProps {
  readonly vpc: Vpc;
  /** Shown as the name of the VPC and of what belongs to it. */
  readonly vpcName: string;
  readonly gateway: TransitGateway;
  /** CIDRs that are reached over the gateway, by a name for each. */
  readonly destinations: Readonly<Record<string, string>>;
  /** Encrypts the flow logs. */
  readonly encryptionKey: IKey;
}

/** What the attachment and the routes need of a VPC, whoever made it. */
interface Network {
  readonly vpcId: string;
  readonly transitSubnetIds: readonly string[];
  readonly workloadRouteTableIds: Readonly<Record<string, string>>;
}

/**
 * A VPC of a site on its gateway. One that exists is not ours: it gets the attachment, its association and propagations,
 * and the routes that lead to the gateway, and nothing else about it changes.
 */
export class AttachedVpc extends Construct {
  readonly vpcId: string;
  /** What Detour made; absent for a VPC that existed. */
  readonly network?: SiteVpc;
  readonly attachment: CfnTransitGatewayAttachment;

  constructor(scope: Construct, id: string, props: AttachedVpcProps) {
    super(scope, id);
    const { vpc, vpcName, gateway } = props;
    if (!vpc.existing)
      this.network = new SiteVpc(this, 'Network', { vpcName, cidrBlock: vpc.cidr, availabilityZones: vpc.azs });
    const network = networkOf(vpc, this.network);
    this.vpcId = network.vpcId;
    this.attachment = new VpcAttachment(this, 'Attachment', {
      attachmentName: vpcName,
      transitGatewayId: gateway.transitGatewayId,
      vpcId: network.vpcId,
      subnetIds: network.transitSubnetIds,
      associatedTableId: gateway.spokesTableId,
      propagatedTableIds: { spokes: gateway.spokesTableId, transit: gateway.transitTableId },
    }).attachment;
    new GatewayRoutes(this, 'Routes', {
      transitGatewayId: gateway.transitGatewayId,
      attachment: this.attachment,
      routeTableIds: network.workloadRouteTableIds,
      destinations: props.destinations,
    });
    if (this.network)
      new FlowLogs(this, 'FlowLogs', {
        flowLogName: vpcName,
        vpcId: network.vpcId,
        encryptionKey: props.encryptionKey,
      });
    Tags.of(this).add(TAGS.vpc, vpc.name);
  }
}

/** Tables that we made are known by their zone, and given ones by their id, so that their order does not matter. */
function networkOf({ name, existing }: Vpc, made: SiteVpc | undefined): Network {
  if (made) {
    const { vpcId, transitSubnetIds, workloadRouteTableIds: tables } = made;
    return {
      vpcId,
      transitSubnetIds,
      workloadRouteTableIds: Object.fromEntries(tables.map((tableId, i) => [i + 1, tableId])),
    };
  }
  if (!existing) throw new Error(`nobody made VPC ${name}`);
  const { vpcId, subnetIds, routeTableIds } = existing;
  return {
    vpcId,
    transitSubnetIds: [...subnetIds].sort(),
    workloadRouteTableIds: Object.fromEntries([...routeTableIds].sort().map((tableId) => [tableId, tableId])),
  };
}
