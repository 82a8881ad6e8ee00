import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { parseAddress } from '../net/prefix';

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

type Role = 'PRIMARY' | 'SECONDARY';

/** A host name has no type of its own, and is looked up again. */
function recordType(address: string): 'A' | 'AAAA' | 'CNAME' {
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
  private readonly type: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FailoverRecordsProps,
  ) {
    super(scope, id);
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
    const alias = this.addAlias(recordName, second);
    for (const earlier of [first, inner, last]) alias.addResourceDependency(earlier);
  }

  private addTarget(
    id: string,
    name: string,
    failover: Role,
    { address, healthCheckId }: FailoverTarget,
  ): CfnRecordSet {
    return new CfnRecordSet(this, id, {
      ...this.identity(name, failover),
      ttl: String(this.props.ttlSeconds),
      resourceRecords: [this.type === 'CNAME' ? `${address}.` : address],
      healthCheckId,
    });
  }

  private addAlias(name: string, target: string): CfnRecordSet {
    const { hostedZoneId } = this.props;
    return new CfnRecordSet(this, 'Secondary', {
      ...this.identity(name, 'SECONDARY'),
      aliasTarget: { dnsName: `${target}.`, hostedZoneId, evaluateTargetHealth: true },
    });
  }

  private identity(name: string, failover: Role) {
    const { hostedZoneId } = this.props;
    return { hostedZoneId, name: `${name}.`, type: this.type, failover, setIdentifier: failover.toLowerCase() };
  }
}
