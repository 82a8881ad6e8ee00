import { Fn, type Stack } from 'aws-cdk-lib';
import type { SiteVpc } from '../constructs/site-vpc';
import { outputName, StackOutput } from '../constructs/stack-output';

/** A VPC that Detour made, for the stacks that put something into it. Lists are joined by commas. */
export interface NetworkOutputs {
  readonly vpcId: StackOutput;
  readonly workloadSubnetIds: StackOutput;
  readonly workloadRouteTableIds: StackOutput;
}

/** They are there whether or not anybody reads them. */
export function offerNetwork(scope: Stack, vpc: string, network: SiteVpc): NetworkOutputs {
  const offer = (what: string, value: string, description: string) =>
    new StackOutput(scope, outputName(what, vpc), value, `${description} ${vpc}`);
  return {
    vpcId: offer('VpcId', network.vpcId, 'VPC'),
    workloadSubnetIds: offer(
      'WorkloadSubnetIds',
      Fn.join(',', [...network.workloadSubnetIds]),
      'Workload subnets of VPC',
    ),
    workloadRouteTableIds: offer(
      'WorkloadRouteTableIds',
      Fn.join(',', [...network.workloadRouteTableIds]),
      'Route tables of the workload subnets of VPC',
    ),
  };
}
