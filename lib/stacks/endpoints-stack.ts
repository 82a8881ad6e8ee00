import { Fn } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { FunctionPlace } from '../constructs/function-place';
import { PrivateEndpoints } from '../constructs/private-endpoints';
import { StackOutput } from '../constructs/stack-output';
import type { Topology, Vpc } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { gatewayServices, INTERFACE_SERVICES } from './endpoint-services';
import type { NetworkOutputs } from './network-outputs';
import type { SiteStack } from './site-stack';

export interface EndpointsStackProps {
  readonly topology: Topology;
  readonly site: SiteStack;
  readonly vpc: Vpc;
  /** The VPC as the site's stack made it. */
  readonly network: NetworkOutputs;
}

/**
 * The ways by which functions in a VPC reach AWS. A stack of its own, named after the VPC: functions go to another VPC
 * after the ways from there are made, and before those from here are removed.
 */
export class EndpointsStack extends DetourStack {
  private readonly subnetIds: StackOutput;
  private readonly securityGroupId: StackOutput;

  constructor(scope: Construct, { topology, site, vpc, network }: EndpointsStackProps) {
    const { name } = site.site;
    const description = `Site ${name} of backbone ${topology.name}: how functions in VPC ${vpc.name} reach AWS`;
    super(scope, { topology, site: site.site, suffix: `${name}-endpoints-${vpc.name}`, description });
    const subnetIds = network.workloadSubnetIds.readFrom(this);
    const { securityGroupId } = new PrivateEndpoints(this, 'Endpoints', {
      namePrefix: this.nameOf(vpc.name),
      vpcId: network.vpcId.readFrom(this),
      cidrBlock: vpc.cidr,
      subnetIds: Fn.split(',', subnetIds),
      routeTableIds: Fn.split(',', network.workloadRouteTableIds.readFrom(this)),
      interfaceServices: INTERFACE_SERVICES,
      gatewayServices: gatewayServices(topology, name),
      encryptionKey: Key.fromKeyArn(this, 'LogKey', site.logKeyArn.readFrom(this)),
    });
    this.subnetIds = new StackOutput(this, 'SubnetIds', subnetIds, 'Subnets for functions, joined by commas');
    this.securityGroupId = new StackOutput(this, 'SecurityGroupId', securityGroupId, 'Lets functions out to AWS');
  }

  /** Where functions of the consumer's stack go. */
  placeFor(consumer: Construct): FunctionPlace {
    return {
      subnetIds: Fn.split(',', this.subnetIds.readFrom(consumer)),
      securityGroupId: this.securityGroupId.readFrom(consumer),
    };
  }
}
