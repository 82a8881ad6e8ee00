import { Fn, Stack, Tags } from 'aws-cdk-lib';
import { CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type Prefix, prefix } from '../net/prefix';
import { planSubnets } from '../net/subnet-plan';

export interface SiteVpcProps {
  /** Shown as the VPC's name, and the start of its subnets' and tables' names. */
  readonly vpcName: string;
  readonly cidrBlock: string;
  /** Number of availability zones that get subnets. */
  readonly availabilityZones: number;
}

interface ZoneSubnet {
  readonly scope: Construct;
  readonly subnetId: string;
  readonly label: string;
}

/**
 * A VPC with one workload subnet and one transit subnet per zone. Each zone's workloads have a route table of their
 * own; the transit subnets, which hold nothing but the gateway's interfaces, share one that stays local.
 */
export class SiteVpc extends Construct {
  readonly vpcId: string;
  /** One per zone. */
  readonly transitSubnetIds: readonly string[];
  /** One per zone. */
  readonly workloadSubnetIds: readonly string[];
  readonly workloadRouteTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteVpcProps,
  ) {
    super(scope, id);
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: props.cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    Tags.of(vpc).add('Name', props.vpcName);
    this.vpcId = vpc.ref;
    const plan = planSubnets(prefix(props.cidrBlock), props.availabilityZones);
    const workloads = this.addSubnets('workload', plan.workloads);
    this.workloadSubnetIds = workloads.map(({ subnetId }) => subnetId);
    this.workloadRouteTableIds = workloads.map(({ scope, subnetId, label }) => {
      const routeTableId = this.addRouteTable(scope, label);
      associate(scope, subnetId, routeTableId);
      return routeTableId;
    });
    const transits = this.addSubnets('transit', plan.transits);
    const transitTableId = this.addRouteTable(this, 'transit');
    for (const { scope, subnetId } of transits) associate(scope, subnetId, transitTableId);
    this.transitSubnetIds = transits.map(({ subnetId }) => subnetId);
  }

  private addSubnets(kind: 'workload' | 'transit', prefixes: readonly Prefix[]): readonly ZoneSubnet[] {
    const zones = Stack.of(this).availabilityZones;
    const subnets = new Construct(this, kind);
    return prefixes.map((cidr, i) => {
      const scope = new Construct(subnets, String(i + 1));
      const label = `${kind}-${i + 1}`;
      const subnet = new CfnSubnet(scope, 'Subnet', {
        vpcId: this.vpcId,
        cidrBlock: cidr.text,
        availabilityZone: zones[i] ?? Fn.select(i, Fn.getAzs()),
        mapPublicIpOnLaunch: false,
      });
      Tags.of(subnet).add('Name', `${this.props.vpcName}-${label}`);
      return { scope, subnetId: subnet.ref, label };
    });
  }

  private addRouteTable(scope: Construct, label: string): string {
    const table = new CfnRouteTable(scope, 'RouteTable', { vpcId: this.vpcId });
    Tags.of(table).add('Name', `${this.props.vpcName}-${label}`);
    return table.ref;
  }
}

function associate(scope: Construct, subnetId: string, routeTableId: string): void {
  new CfnSubnetRouteTableAssociation(scope, 'RouteTableAssociation', { subnetId, routeTableId });
}
