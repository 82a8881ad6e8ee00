// Pure: what measures links: functions in subnets, each of which asks one address from one end of one link.

import type { Address, Prefix } from '../../net/prefix';
import type { Fact, Known, Reference } from './facts';

export interface ProberFact extends Fact {
  readonly link: string;
  /** What it asks. */
  readonly target: Known<Address>;
  /** Where it asks from. */
  readonly subnets: readonly Reference[];
  /** The prefixes of these subnets, to which answers come; those that are known. */
  readonly prefixes: readonly Prefix[];
}

export interface ProberFacts {
  readonly probers: readonly ProberFact[];
}
