import { CfnHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

export interface ZoneViewProps {
  /** Without a dot at its end. */
  readonly zoneName: string;
  /** For those who look at the zone, at most 256 characters. */
  readonly comment: string;
  /** Region of the VPCs. */
  readonly region: string;
  /** The VPCs that ask this view; at least one, of the account of the stack. */
  readonly vpcIds: readonly string[];
}

/**
 * A private hosted zone for some VPCs: others may have one of the same name that says something else. A VPC has one
 * zone of a name only, and Route 53 refuses a second. A VPC of another account cannot be associated here: CloudFormation
 * has no type for the authorization that this takes.
 */
export class ZoneView extends Construct {
  readonly hostedZoneId: string;

  constructor(scope: Construct, id: string, { zoneName, comment, region, vpcIds }: ZoneViewProps) {
    super(scope, id);
    const zone = new CfnHostedZone(this, 'Zone', {
      name: `${zoneName}.`,
      hostedZoneConfig: { comment },
      vpcs: vpcIds.map((vpcId) => ({ vpcId, vpcRegion: region })),
    });
    this.hostedZoneId = zone.ref;
  }
}
