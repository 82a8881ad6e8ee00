// Pure: where a VPC's subnets lie. The place of each depends on the VPC's prefix and the subnet's own number only, so
// that another zone never moves a subnet that exists.
//
//   |<-------- lower half: workloads -------->|<- third quarter: transit ->|<- last quarter: link probes ->|
//   | unit 0 | unit 1 | unit 2 | unit 3       | /28 0 | /28 1 | ...        | free                          |

import { halves, type Prefix, subnet } from './prefix';

interface SubnetPlan {
  /** One per zone. */
  readonly workloads: readonly Prefix[];
  /** One /28 per zone, for the gateway's interfaces. */
  readonly transits: readonly Prefix[];
}

/** The largest and the smallest VPC that AWS allows and that leaves room for two zones. */
const VPC_LENGTHS = { shortest: 16, longest: 26 } as const;
const SMALLEST_SUBNET = 28;
const MOST_ZONES = 4;

/**
 * How many zones fit into a VPC: 0 when AWS has no VPC of that size or it is too small to plan. A /26 takes two zones
 * and gives up its last quarter for them; a larger VPC never does.
 */
export function zonesThatFit(vpc: Prefix): number {
  if (vpc.length < VPC_LENGTHS.shortest || vpc.length > VPC_LENGTHS.longest) return 0;
  if (vpc.length === VPC_LENGTHS.longest) return 2;
  return Math.min(MOST_ZONES, 2 ** (SMALLEST_SUBNET - (vpc.length + 2)));
}

/** The last quarter of a VPC, in which nothing is planned. Undefined where the zones need it. */
export function freeQuarter(vpc: Prefix): Prefix | undefined {
  return vpc.length < VPC_LENGTHS.longest ? halves(halves(vpc)[1])[1] : undefined;
}

/** Throws RangeError when the zones do not fit into the VPC. */
export function planSubnets(vpc: Prefix, zones: number): SubnetPlan {
  const most = zonesThatFit(vpc);
  if (!Number.isInteger(zones) || zones < 1 || zones > most)
    throw new RangeError(`${vpc.text} has room for ${most} zones, not ${zones}`);
  const [lower, upper] = halves(vpc);
  const unit = Math.min(vpc.length + 3, SMALLEST_SUBNET);
  const numbers = Array.from({ length: zones }, (_, i) => i);
  return {
    workloads: numbers.map((i) => subnet(lower, unit, i)),
    transits: numbers.map((i) => subnet(upper, SMALLEST_SUBNET, i)),
  };
}
