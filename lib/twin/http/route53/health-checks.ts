// Route 53's health checks. What a check finds is what the owner of the twin says it finds; what follows from that is as
// Route 53 has it:
//
//   disabled   inverted   found      status
//   no         no         as found   as found
//   no         yes        as found   the other way
//   yes        no         anything   healthy
//   yes        yes        anything   unhealthy
//
// Source: Route 53 API reference, UpdateHealthCheck, and developer guide, "Values that you specify when you create or
// update health checks". A new check counts as healthy until it has found something.

import { Refused } from '../../refused';
import { page } from '../pages';
import type { World } from '../world';
import { readXml, type XmlObject } from '../xml';
import { type HealthCheckConfig, readHealthCheckUpdate, shownConfig, updatedConfig } from './health-check-config';

interface HealthCheck {
  readonly id: string;
  readonly callerReference: string;
  readonly version: number;
  readonly config: HealthCheckConfig;
}

/** As many as Route 53 gives where nothing is said, and at most. */
const PAGE = { usual: 100, most: 1_000 } as const;

export class HealthChecks {
  private readonly checks: Map<string, HealthCheck>;
  private readonly found = new Map<string, boolean>();

  constructor(private readonly world: World) {
    this.checks = new Map(world.inventory.healthChecks.map((check) => [check.id, { ...check, version: 1 }]));
  }

  /** The check finds its subject healthy, or not. Throws RangeError when there is no such check. */
  find(id: string, healthy: boolean): void {
    if (!this.checks.has(id)) throw new RangeError(`there is no health check ${id}`);
    this.found.set(id, healthy);
  }

  /** The status by which records are answered. Throws RangeError when there is no such check. */
  isHealthy(id: string): boolean {
    const check = this.checks.get(id);
    if (!check) throw new RangeError(`there is no health check ${id}`);
    const { Disabled = false, Inverted = false } = check.config;
    return (Disabled || this.finding(check)) !== Inverted;
  }

  /** A calculated check finds how many of its children are healthy; one that is calculated itself does not count. */
  private finding({ id, config }: HealthCheck): boolean {
    if (config.Type !== 'CALCULATED') return this.found.get(id) ?? true;
    const children = (config.ChildHealthChecks ?? []).filter(
      (child) => this.checks.has(child) && this.checks.get(child)?.config.Type !== 'CALCULATED',
    );
    return children.filter((child) => this.isHealthy(child)).length >= (config.HealthThreshold ?? 0);
  }

  private require(id: string): HealthCheck {
    const check = this.checks.get(id);
    if (!check) throw new Refused('NoSuchHealthCheck', `A health check with id ${id} does not exist.`);
    return check;
  }

  private shown({ id, callerReference, version, config }: HealthCheck): XmlObject {
    return {
      Id: id,
      CallerReference: callerReference,
      HealthCheckConfig: shownConfig(config),
      HealthCheckVersion: version,
    };
  }

  get(id: string): XmlObject {
    return { HealthCheck: this.shown(this.require(id)) };
  }

  /** With a version, only when the check has it still. */
  update(id: string, body: string): XmlObject {
    const check = this.require(id);
    const update = readHealthCheckUpdate(body === '' ? {} : readXml(body, 'UpdateHealthCheckRequest'));
    if (update.HealthCheckVersion !== undefined && update.HealthCheckVersion !== check.version)
      throw new Refused('HealthCheckVersionMismatch', `The version of ${id} is ${check.version}`);
    const next = { ...check, version: check.version + 1, config: updatedConfig(check.config, update) };
    this.checks.set(id, next);
    return { HealthCheck: this.shown(next) };
  }

  /** What the checkers say; nobody asks them about a calculated check. */
  status(id: string): XmlObject {
    const check = this.require(id);
    if (check.config.Type === 'CALCULATED')
      throw new Refused('InvalidInput', 'The status of a calculated health check cannot be asked for');
    const said = this.finding(check) ? 'Success: healthy' : 'Failure: unhealthy';
    const StatusReport = { Status: said, CheckedTime: new Date(this.world.now) };
    return {
      HealthCheckObservations: {
        HealthCheckObservation: [{ Region: 'us-east-1', IPAddress: '192.0.2.53', StatusReport }],
      },
    };
  }

  list(query: URLSearchParams): XmlObject {
    const marker = query.get('marker') ?? undefined;
    const asked = Number(query.get('maxitems') ?? PAGE.usual);
    if (!Number.isInteger(asked) || asked < 1) throw new Refused('InvalidInput', `maxitems is ${asked}`);
    const size = Math.min(asked, PAGE.most, this.world.behaviour.pageSize);
    const paging = { token: marker || undefined, size, question: 'ListHealthChecks', refusal: 'InvalidInput' };
    const { items, next } = page([...this.checks.values()], ({ id }) => id, paging);
    return {
      HealthChecks: { HealthCheck: items.map((check) => this.shown(check)) },
      Marker: marker ?? '',
      IsTruncated: next !== undefined,
      NextMarker: next,
      MaxItems: String(asked),
    };
  }
}
