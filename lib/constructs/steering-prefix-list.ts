import { Tags } from 'aws-cdk-lib';
import { CfnPrefixList } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { maxEntriesOf } from '../routing/steering';
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
 * A managed prefix list with the prefixes that draw a remote site's traffic to another link. Nothing in a template
 * refers to it: a reference from a route table is an override, and overrides are the controller's.
 */
export class SteeringPrefixList extends Construct {
  readonly prefixListId: string;

  constructor(scope: Construct, id: string, props: SteeringPrefixListProps) {
    super(scope, id);
    const maxEntries = maxEntriesOf(props.entries.length);
    const sizes = new Construct(this, 'Size');
    const list = new CfnPrefixList(sizes, String(maxEntries), {
      prefixListName: props.prefixListName,
      addressFamily: 'IPv4',
      maxEntries,
      entries: props.entries.map((cidr) => ({ cidr })),
    });
    this.prefixListId = list.ref;
    Tags.of(list).add('Name', props.prefixListName);
    Tags.of(list).add(TAGS.steers, props.steers);
    if (props.steersVpc !== undefined) Tags.of(list).add(TAGS.steersVpc, props.steersVpc);
  }
}
