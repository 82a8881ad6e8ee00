// Pure: what is needed of Route 53 where names follow an evacuated site, and where it is audited what there is. Route 53
// has one control plane for all regions: nothing that has to happen in a failure may wait for it.

export interface SeenHealthCheck {
  readonly id: string;
  /** Larger with each change. */
  readonly version: number;
  /** Route 53's HealthCheckType. */
  readonly type: string;
  /** It measures nothing, and counts as healthy. */
  readonly disabled: boolean;
  /** Healthy counts as unhealthy, and the other way round. */
  readonly inverted: boolean;
  /** The alarm of CloudWatch that it follows. */
  readonly alarm?: { readonly region: string; readonly name: string };
  /** As what it counts while data of the alarm is missing: Route 53's InsufficientDataHealthStatus. */
  readonly missingData?: string;
  /** Of a calculated check: the checks that it counts, and how many of them have to be healthy. */
  readonly calculated?: { readonly children: readonly string[]; readonly threshold: number };
}

/** Rejects with an Error when Route 53 refuses, does not answer, or goes on being changed by others. */
export interface HealthCheckPort {
  /** Undefined: there is none of that id. */
  read(id: string): Promise<SeenHealthCheck | undefined>;
  /** Unhealthy from now on whatever it measures: disabled, which counts as healthy, and inverted. */
  forceUnhealthy(id: string): Promise<void>;
  /** As the deployment made it: neither disabled nor inverted, so that it counts what it measures. */
  release(id: string): Promise<void>;
}

/** A record, or one of several of one name and type that Route 53 chooses between. */
export interface SeenRecord {
  /** With the dot at its end, and in the form in which Route 53 gives it: other characters than letters as `\052`. */
  readonly name: string;
  /** Route 53's RRType. */
  readonly type: string;
  /** Which of several it is. */
  readonly setIdentifier?: string;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
  readonly healthCheckId?: string;
  /** Absent of an alias. */
  readonly ttlSeconds?: number;
  /** Empty of an alias. */
  readonly values: readonly string[];
  /** The name that an alias stands for, in which zone, and whether it is as healthy as what that answers. */
  readonly alias?: { readonly name: string; readonly zoneId: string; readonly evaluatesHealth: boolean };
}

export interface ZonePort {
  /** All records of a hosted zone; undefined: there is no such zone. Rejects with an Error. */
  records(zoneId: string): Promise<readonly SeenRecord[] | undefined>;
}
