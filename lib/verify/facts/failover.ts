// Pure: what templates say of names that move: failover records of Route 53, and the health checks they go by. Routing does
// not depend on them; a value that only a deployment knows is judged by nobody.

import type { Address } from '../../net/prefix';
import type { Fact, Known, Reference } from './facts';

export type FailoverRole = 'PRIMARY' | 'SECONDARY';

export interface FailoverRecordFact extends Fact {
  /** In lower case, without a dot at its end. */
  readonly name: Known<string>;
  readonly type: Known<string>;
  /** The id of the hosted zone, or its name where the template gives that. */
  readonly zone: Known<string>;
  readonly role: FailoverRole;
  /** A health check of its own; an error when there is one that this assembly does not make. Absent: none. */
  readonly healthCheck?: Reference;
  /** Absent of an alias, which has the TTL of what it stands for. */
  readonly ttlSeconds?: Known<number>;
  /** Whether an alias is as healthy as what it stands for. Absent: it is no alias. */
  readonly aliasFollowsHealth?: Known<boolean>;
  /** The addresses it leads to, as far as they are known. */
  readonly addresses: readonly Address[];
}

export interface HealthCheckFact extends Fact {
  /** `CLOUDWATCH_METRIC`, `CALCULATED`, `TCP` and so on. */
  readonly type: Known<string>;
  /** What counts while the metric is silent; absent: `LastKnownStatus`, which Route 53 takes by default. */
  readonly withoutData?: Known<string>;
  /** The address that checkers ask. Absent: they ask a name, or nothing. */
  readonly asks?: Known<Address>;
  /** How many children have to be healthy; of a calculated check only. */
  readonly threshold?: Known<number>;
}

export interface FailoverFacts {
  readonly failoverRecords: readonly FailoverRecordFact[];
  readonly healthChecks: readonly HealthCheckFact[];
}
