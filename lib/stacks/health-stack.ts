import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HealthForward } from '../constructs/health-forward';
import type { Topology } from '../topology/topology';

export interface HealthStackProps {
  readonly topology: Topology;
  /** Where it is: a region without a site. */
  readonly region: string;
  /** Regions of sites, to which it sends what it hears. */
  readonly to: readonly string[];
}

/** In a region without a site: sends on the copies of AWS Health's events that are delivered there. */
export class HealthStack extends Stack {
  constructor(scope: Construct, { topology, region, to }: HealthStackProps) {
    super(scope, `${topology.prefix}-health-${region}`, {
      env: { region },
      description: `Sends copies of AWS Health's events on to the sites of backbone ${topology.name}`,
      terminationProtection: true,
    });
    const forwards = new Construct(this, 'To');
    for (const site of to) new HealthForward(forwards, site, { region: site });
  }
}
