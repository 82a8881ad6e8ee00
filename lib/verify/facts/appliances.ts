// Pure: facts about what routes of VPCs lead through, and about where such routes lead.

import type { Prefix } from '../../net/prefix';
import type { Appliance } from '../../routing/network';
import type { Fact, Known, Reference } from './facts';

/** A firewall, an endpoint, an instance or a NAT gateway. */
export interface ApplianceFact extends Fact {
  readonly kind: Appliance['kind'];
  /** Where packets come out of it again. */
  readonly subnets: readonly Reference[];
}

type VpcRouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'gateway'; readonly gateway: Reference }
  | { readonly kind: 'appliance'; readonly appliance: Reference }
  | { readonly kind: 'internet'; readonly by: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface VpcRouteFact extends Fact {
  readonly table: Reference;
  readonly destinations: Known<readonly Prefix[]>;
  /** The prefix list that names the destinations. Absent: a single prefix does, or which list is not known. */
  readonly list?: string;
  readonly target: VpcRouteTarget;
}
