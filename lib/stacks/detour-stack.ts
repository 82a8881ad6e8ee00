import { Fn, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import type { BackboneFragment } from '../routing/backbone';
import { METADATA_KEY, TAGS } from '../routing/tags';
import { deployedNames } from '../topology/deployed-names';
import type { AwsSite, Topology } from '../topology/topology';

interface DetourStackProps {
  /** What follows the topology's prefix in the stack's name; the construct id is the whole name. */
  readonly suffix: string;
  readonly topology: Topology;
  /** Where the stack is deployed. */
  readonly site: AwsSite;
  readonly description: string;
}

/** What all stacks share: bound to a site's region, protected, tagged with the site, and free of look-ups. */
export abstract class DetourStack extends Stack {
  protected readonly topology: Topology;
  readonly site: AwsSite;

  constructor(scope: Construct, props: DetourStackProps) {
    super(scope, `${props.topology.prefix}-${props.suffix}`, {
      env: definedProps({ region: props.site.region, account: props.site.account }),
      description: props.description,
      terminationProtection: true,
      crossRegionReferences: true,
    });
    this.topology = props.topology;
    this.site = props.site;
    Tags.of(this).add(TAGS.site, props.site.name);
  }

  /** Zones are chosen at deployment: synthesis knows their number only, and looks nothing up. */
  override get availabilityZones(): string[] {
    return [0, 1, 2, 3].map((i) => Fn.select(i, Fn.getAzs()));
  }

  /** Below it is everything that the functions of the site are told. */
  protected get parametersPath(): string {
    return deployedNames(this.topology).parametersOf(this.site.name);
  }

  /** The link state database: of one name in every region. */
  protected get linkStateTableName(): string {
    return deployedNames(this.topology).linkStateTable;
  }

  /** Names what belongs to this site, for people. */
  protected nameOf(...parts: readonly string[]): string {
    return [this.topology.prefix, this.site.name, ...parts].join('-');
  }

  protected carry(fragment: BackboneFragment): void {
    this.templateOptions.metadata = { ...this.templateOptions.metadata, [METADATA_KEY]: fragment };
  }
}
