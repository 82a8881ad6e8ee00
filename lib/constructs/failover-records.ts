import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { parseAddress } from '../net/prefix';
import type { NameRecord } from '../routing/site-names';
import { definedProps } from './defined-props';

/** Where a name may lead. */
export interface FailoverTarget {
  /** An IP address, or a host name for a CNAME; all targets of a name are of one kind. */
  readonly address: string;
  readonly healthCheckId: string;
}

export interface FailoverRecordsProps {
  readonly hostedZoneId: string;
  /** Without a dot at its end; below the zone's name, and not that name. */
  readonly recordName: string;
  /** Seconds, at most 60: Route 53 decides for those who ask. */
  readonly ttlSeconds: number;
  readonly primary: FailoverTarget;
  readonly secondary: FailoverTarget;
  /**
   * Where the name leads when neither can be used.
   *
   * @default - then it leads to the primary
   */
  readonly tertiary?: FailoverTarget;
}

type Role = NameRecord['failover'];

/** A host name has no type of its own, and is looked up again. */
function recordType(address: string): NameRecord['type'] {
  const parsed = parseAddress(address);
  if (!parsed.ok) return 'CNAME';
  return parsed.value.family === 4 ? 'A' : 'AAAA';
}

/**
 * A name that leads to the first target that is healthy, and to the first one when none is:
 *
 *   name            PRIMARY    primary
 *                   SECONDARY  secondary, or with a third target the alias of:
 *   _second.name    PRIMARY    secondary
 *                   SECONDARY  tertiary
 *
 * An alias is healthy as long as what it would answer is. Each secondary is made after its primary and removed before it,
 * so that the name never leads to the second target because the first is not there yet.
 */
export class FailoverRecords extends Construct {
  /** As Route 53 will have them. */
  readonly records: readonly NameRecord[];
  private readonly made: NameRecord[] = [];
  private readonly type: NameRecord['type'];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FailoverRecordsProps,
  ) {
    super(scope, id);
    this.records = this.made;
    const { recordName, primary, secondary, tertiary } = props;
    this.type = recordType(primary.address);
    const first = this.addTarget('Primary', recordName, 'PRIMARY', primary);
    if (!tertiary) {
      this.addTarget('Secondary', recordName, 'SECONDARY', secondary).addResourceDependency(first);
      return;
    }
    const second = `_second.${recordName}`;
    const inner = this.addTarget('Second', second, 'PRIMARY', secondary);
    const last = this.addTarget('Tertiary', second, 'SECONDARY', tertiary);
    last.addResourceDependency(inner);
    const alias = this.add('Secondary', recordName, 'SECONDARY', { aliasOf: `${second}.`, values: [] });
    for (const earlier of [first, inner, last]) alias.addResourceDependency(earlier);
  }

  private addTarget(id: string, name: string, failover: Role, target: FailoverTarget): CfnRecordSet {
    const { address, healthCheckId } = target;
    const values = [this.type === 'CNAME' ? `${address}.` : address];
    return this.add(id, name, failover, { ttlSeconds: this.props.ttlSeconds, values, healthCheckId });
  }

  private add(
    id: string,
    recordName: string,
    failover: Role,
    what: Pick<NameRecord, 'ttlSeconds' | 'values' | 'healthCheckId' | 'aliasOf'>,
  ): CfnRecordSet {
    const { hostedZoneId } = this.props;
    const identity = { name: `${recordName}.`, type: this.type, failover, setIdentifier: failover.toLowerCase() };
    this.made.push({ ...identity, ...what });
    const { ttlSeconds, values, healthCheckId, aliasOf } = what;
    const answer =
      aliasOf === undefined
        ? definedProps({ ttl: ttlSeconds?.toString(), resourceRecords: [...values], healthCheckId })
        : { aliasTarget: { dnsName: aliasOf, hostedZoneId, evaluateTargetHealth: true } };
    return new CfnRecordSet(this, id, { hostedZoneId, ...identity, ...answer });
  }
}
