// The assembly that exhibits edit: the hybrid example with a second VPC at iad. It is synthesized when it is first asked
// for, and once.

import { join } from 'node:path';
import type { BackboneLink, FlowRequirement } from '../../../lib/routing/backbone';
import { loadTopology } from '../../../lib/topology/load';
import type { Topology } from '../../../lib/topology/topology';
import type { Assembly } from '../../../lib/verify/assembly';
import { field } from '../../../lib/verify/json';
import { understand } from '../../../lib/verify/verify';
import { EXAMPLES } from '../../support/broken';
import { changed, edited, type Resource, resources, synthesized, without } from '../../support/judged';

const DATABASES = { name: 'databases', cidr: '10.10.64.0/18', azs: 2 };

function withDatabases(topology: Topology): Topology {
  const sites = topology.sites.map((site) =>
    site.kind === 'aws' && site.name === 'iad' ? { ...site, vpcs: [...site.vpcs, DATABASES] } : site,
  );
  return { ...topology, sites };
}

let known: Assembly | undefined;

export function hybrid(): Assembly {
  if (known) return known;
  const topology = loadTopology(join(EXAMPLES, 'hybrid.yaml'));
  if (!topology.ok) throw new Error('the example is broken');
  known = synthesized(withDatabases(topology.value));
  return known;
}

/** The resource of a type whose construct path begins so. */
export function the(type: string, path: string, of = hybrid()): Resource {
  const found = resources(of, type).find((resource) => resource.path.startsWith(path));
  if (!found) throw new Error(`there is no ${type} at ${path}`);
  return found;
}

export const GATEWAY_ROUTE = 'AWS::EC2::TransitGatewayRoute';

/** A baseline route, by `site/table/destination`. */
export function baseline(path: string, of = hybrid()): Resource {
  const [site = '', ...rest] = path.split('/');
  return the(GATEWAY_ROUTE, `acme-${site}-routes/Baseline/${rest.join('/')}`, of);
}

/** Where a route leads, to lead others there. */
export function sameTarget({ body }: Resource): object {
  return { TransitGatewayAttachmentId: body.Properties.TransitGatewayAttachmentId };
}

/** The assembly with another resource of the same kind beside this one. */
export function beside(of: Assembly, { stack, logicalId, body }: Resource, properties: object): Assembly {
  const copy = { ...body, Properties: { ...body.Properties, ...properties } };
  return edited(of, [stack, 'Resources', `Another${logicalId}`], copy);
}

/** The assembly with a resource under another logical id. */
export function renamed(of: Assembly, resource: Resource): Assembly {
  return beside(without(of, resource), resource, {});
}

/** A resource's tags with another value of one. */
export function retagged({ body }: Resource, key: string, value: string): object {
  const tags = body.Properties.Tags as readonly { readonly Key: string; readonly Value: string }[];
  return { Tags: tags.map((tag) => (tag.Key === key ? { Key: key, Value: value } : tag)) };
}

/** The assembly whose flows must survive any so many links, and no shared risk. */
export function surviving(of: Assembly, links: number): Assembly {
  const flows = understand(of).backbone.flows.map(
    ({ from, to }): FlowRequirement => ({ from, to, survive: { links, risks: 0 } }),
  );
  return of.stacks.reduce((before, { id, template }) => {
    const whole = field(field(field(template, 'Metadata'), 'Detour'), 'backbone');
    return whole === undefined ? before : edited(before, [id, 'Metadata', 'Detour', 'backbone', 'flows'], flows);
  }, of);
}

export function withLink(of: Assembly, name: string, changes: Partial<BackboneLink>): Assembly {
  const link = understand(of).backbone.links.find((each) => each.name === name);
  return edited(of, [`acme-link-${name}`, 'Metadata', 'Detour', 'links'], [{ ...link, ...changes }]);
}

/** The assembly without the parts of the backbone that stacks describe, but those of the stacks named. */
export function silent(of: Assembly, ...speaking: readonly string[]): Assembly {
  const stacks = of.stacks.map((stack) => {
    const { Metadata: _, ...template } = stack.template as { readonly Metadata?: unknown };
    return speaking.includes(stack.id) ? stack : { ...stack, template };
  });
  return { stacks };
}

/** The assembly with other properties of one resource. */
export function changedAt(type: string, path: string, properties: object, of = hybrid()): Assembly {
  return changed(of, the(type, path, of), properties);
}

/** The assembly without some stacks. */
export function withoutStacks(...ids: readonly string[]): Assembly {
  return { stacks: hybrid().stacks.filter(({ id }) => !ids.includes(id)) };
}
