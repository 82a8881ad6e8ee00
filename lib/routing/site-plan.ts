// Pure: what a deployment writes down for the controller of a site, as parameters below `/PREFIX/SITE`. Together they say
// what the controller has to know and cannot read from its gateway: the backbone, and which id has which meaning.
//
//   parameter               holds
//   plan/backbone           name and policy of the backbone, the site's VPCs, and the digest of all other plan parts
//   plan/sites/SITE         one site of the backbone
//   plan/links/LINK         one link of it; where it ends here over BGP, also what the baseline says to the premises
//   routing/gateway         ids of the gateway, its two steered tables, and its attachments of VPCs
//   routing/lists/SITE      id of the prefix list of a remote site's steering prefixes
//   routing/topology        id of the topology that is being deployed (topology-id.ts): it is written before any route, and the
//                           plan after all of them, so that the two differ for as long as a deployment is under way
//   links/LINK              how the link is known to AWS, and of those that end here, ids: the form is the controller's
//
// One parameter for each part keeps a difference readable, and each below the 8 KB that a parameter holds. The digest
// tells a reader that it has all parts of one deployment and not some of another; ids have none, because they come to be
// one after the other: a link without ids is one that nothing can be sent over yet, or any more.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { linkPart, partName, policyPart, prefixText, sitePart } from './backbone-schema';

const PLAN_VERSION = 1;

/** A static route of an edge table: over a link, or to a VPC of the site. */
const edgeRoute = z.union([
  z.object({ prefix: prefixText, link: partName }),
  z.object({ prefix: prefixText, vpc: partName }),
]);

/** What the AWS end of a BGP link says to the premises in the baseline, beside what the backbone implies. */
const session = z.object({
  /** VPN: the static routes of the link's edge table. */
  edgeRoutes: z.array(edgeRoute),
  /** Direct Connect: all that the association allows. */
  allowed: z.array(prefixText),
});

export const backbonePlan = z.object({
  version: z.literal(PLAN_VERSION),
  name: partName,
  policy: policyPart,
  /** The CIDR blocks of the site's VPCs, by name of the VPC; all are attached, and propagate into all tables. */
  vpcs: z.array(z.object({ name: partName, cidr: prefixText })),
  digest: z.string(),
});

export const linkPlan = z.object({
  link: linkPart,
  /** Where its probers are, and what answers them, at either end. */
  probes: z.array(prefixText),
  session: z.exactOptional(session),
});

export const sitePlan = sitePart;

export const gatewayIds = z.object({
  transitGatewayId: partName,
  spokesTableId: partName,
  transitTableId: partName,
  /** By name of the VPC. */
  vpcAttachmentIds: z.record(partName, partName),
});

export const deployedTopology = z.object({ topology: partName });

export const listIds = z.object({ prefixListId: partName });

export type BackbonePlan = z.infer<typeof backbonePlan>;
export type LinkPlan = z.infer<typeof linkPlan>;
export type GatewayIds = z.infer<typeof gatewayIds>;
export type EdgeRoutePlan = z.infer<typeof edgeRoute>;

/** Of the texts of the plan's parts but `plan/backbone`, by name of the parameter without its path. */
export function digestOf(parts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name}\n${text}\n`);
  return hash.digest('hex').slice(0, 32);
}
