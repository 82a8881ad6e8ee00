// Pure: room for probe subnets.

import { contains, overlaps, type Prefix, prefix } from '../../net/prefix';
import { freeQuarter } from '../../net/subnet-plan';
import { probePrefix, probeSubnet, probeVpc } from '../probe-subnets';
import type { AwsSite } from '../topology';
import type { WrittenSite } from '../written';
import { type Draft, linksOf, type Rule, type Subject, sitesOf } from './subject';

type WrittenAwsSite = Extract<WrittenSite, { kind: 'aws' }>;

const BLOCK_LENGTH = 20;

/** What is in the way of a `probeCidr`: the first thing, in the order in which it is explained. */
function conflict(block: Prefix, { cidr, vpcs }: WrittenAwsSite): string | undefined {
  const aggregate = prefix(cidr);
  if (block.length !== BLOCK_LENGTH) return 'is not a /20';
  if (!contains(aggregate, block) || aggregate.length === block.length) return 'is not strictly inside the aggregate';
  const hit = Object.entries(vpcs).find(([, vpc]) => overlaps(prefix(vpc.cidr), block));
  if (!hit) return undefined;
  const [name, vpc] = hit;
  const whole = prefix(vpc.cidr);
  if (contains(block, whole)) return `covers the VPC ${name}`;
  if (vpc.vpcId !== undefined) return `is inside the existing VPC ${name}, in which nothing is made`;
  const free = freeQuarter(whole);
  return free && contains(free, block) ? undefined : `lies where the VPC ${name} has its other subnets`;
}

const blockFits: Rule = (subject) =>
  sitesOf(subject).flatMap(([name, site]): Draft[] => {
    if (site.kind !== 'aws' || site.probeCidr === undefined) return [];
    const problem = conflict(prefix(site.probeCidr), site);
    if (problem === undefined) return [];
    return [
      {
        code: 'topology-probe-cidr',
        path: ['sites', name, 'probeCidr'],
        problem: `probeCidr of ${name} ${problem}`,
        allowed: `a /20 inside ${site.cidr}, outside all VPCs or in the last quarter of one that is made here`,
        fix: 'choose a free /20, or leave probeCidr out',
      },
    ];
  });

/** The AWS ends of a link at which its probe subnet would lie past the end of what it is carved from. */
function endsWithoutRoom({ topology }: Subject, between: readonly string[], index: number): readonly AwsSite[] {
  return topology.sites.filter(
    (site): site is AwsSite =>
      site.kind === 'aws' &&
      between.includes(site.name) &&
      site.probeCidr === undefined &&
      probeVpc(site) !== undefined &&
      probeSubnet(site, index) === undefined,
  );
}

/** A link without a probe subnet at one of its ends would drop data unseen. */
const roomForIndex: Rule = (subject) =>
  linksOf(subject).flatMap(([name, { between, index }]) =>
    endsWithoutRoom(subject, between, index)
      .slice(0, 1)
      .map((site): Draft => {
        const carved = probePrefix(site);
        const highest = carved ? 2 ** (28 - carved.length) - 1 : 0;
        return {
          code: 'topology-probe-index',
          path: ['links', name, 'index'],
          problem: `${site.name} has no probe subnet for ${name}`,
          allowed: highest > 0 ? `an index up to ${highest} with this first VPC` : 'none with this first VPC',
          fix: `give ${site.name} a probeCidr, a free /20, or a larger first VPC`,
        };
      }),
  );

export const PROBE_SUBNET_RULES: readonly Rule[] = [blockFits, roomForIndex];
