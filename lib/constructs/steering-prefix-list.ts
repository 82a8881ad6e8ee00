import { Tags } from 'aws-cdk-lib';
import { CfnPrefixList } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { TAGS } from '../routing/tags';

export interface SteeringPrefixListProps {
  readonly prefixListName: string;
  /** CIDRs, in order. */
  readonly entries: readonly string[];
  /** The remote site whose traffic the list steers. */
  readonly steers: string;
  /**
   * The one VPC of that site whose traffic it steers.
   *
   * @default - all of the site's
   */
  readonly steersVpc?: string;
}

/**
 * EC2 cannot change a list's entries and its size in one call, and CloudFormation makes one call of both. So the size
 * grows in steps, most changes of a site change entries only, and a list of another size is another resource. The step
 * is small because a reference to the list costs MaxEntries, used or not, of the gateway's route quota.
 */
const SIZE_STEP = 8;

/**
 * A managed prefix list with the prefixes that draw a remote site's traffic to another link. Nothing in a template
 * refers to it: a reference from a route table is an override, and overrides are the controller's.
 */
export class SteeringPrefixList extends Construct {
  constructor(scope: Construct, id: string, props: SteeringPrefixListProps) {
    super(scope, id);
    const maxEntries = Math.max(1, Math.ceil(props.entries.length / SIZE_STEP)) * SIZE_STEP;
    const sizes = new Construct(this, 'Size');
    const list = new CfnPrefixList(sizes, String(maxEntries), {
      prefixListName: props.prefixListName,
      addressFamily: 'IPv4',
      maxEntries,
      entries: props.entries.map((cidr) => ({ cidr })),
    });
    Tags.of(list).add('Name', props.prefixListName);
    Tags.of(list).add(TAGS.steers, props.steers);
    if (props.steersVpc !== undefined) Tags.of(list).add(TAGS.steersVpc, props.steersVpc);
  }
}
