// Pure: the templates of a deployment as lines of an account: what, how much of it, for which site or link end.

import type { PriceName } from './prices';
import type { Scale } from './rates';
import { type Amount, amountsOf, type Resource } from './resources';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface StackTemplate {
  readonly name: string;
  readonly region: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
}

export interface DeployedSite {
  readonly name: string;
  readonly region: string;
}

export interface DeployedLink {
  readonly name: string;
  readonly kind: string;
  /** Names of the AWS sites at its ends. */
  readonly ends: readonly string[];
}

export interface Deployed {
  /** Names the example. */
  readonly name: string;
  /** All sites, those on premises included. */
  readonly siteCount: number;
  readonly sites: readonly DeployedSite[];
  readonly links: readonly DeployedLink[];
  readonly stacks: readonly StackTemplate[];
  /** Folder below dist/handlers of the code in an asset, by `aws:asset:path`. */
  readonly handlers: ReadonlyMap<string, string>;
}

/** Of whom a line is: of no site, it is the whole backbone's; with a link, of that link's end at the site. */
export interface Owner {
  readonly site?: string;
  readonly link?: string;
}

export interface Line extends Amount {
  readonly owner: Owner;
  readonly price: PriceName;
}

export interface Account {
  readonly lines: readonly Line[];
  /** Types of resources of which nobody has said what they cost; sorted. */
  readonly unpriced: readonly string[];
}

interface Placed {
  readonly resource: Resource;
  readonly owner: Owner;
}

export function accountOf(deployed: Deployed): Account {
  const placed = deployed.stacks.flatMap((stack) =>
    Object.values(stack.resources).flatMap((resource) => place(deployed, stack, resource)),
  );
  const scale = scaleOf(deployed, placed);
  const priced = placed.map(({ resource, owner }) => ({ owner, resource, amounts: amountsOf(resource, scale) }));
  return {
    lines: priced.flatMap(({ owner, amounts = [] }) => amounts.map((amount) => ({ ...amount, owner }))),
    unpriced: [...new Set(priced.flatMap(({ resource, amounts }) => (amounts ? [] : [resource.type])))].sort(),
  };
}

function endsAt({ links }: Deployed, site: string | undefined): number {
  return links.filter(({ ends }) => ends.some((end) => end === site)).length;
}

function scaleOf({ sites, links, siteCount }: Deployed, placed: readonly Placed[]): Scale {
  return {
    replicas: sites.length,
    sites: siteCount,
    ends: links.reduce((count, { ends }) => count + ends.length, 0),
    probedEnds: placed.filter(({ resource }) => resource.handler === 'prober').length,
  };
}

const PEERING = 'AWS::EC2::TransitGatewayPeeringAttachment';

/** The link whose name is part of the path of the construct, or of the stack's name. */
function linkOf({ links }: Deployed, stack: StackTemplate, path: string): DeployedLink | undefined {
  const parts = path.split('/');
  return links.find(({ name }) => parts.includes(name) || stack.name.endsWith(`-link-${name}`));
}

/** A peering is one resource, and an attachment at each of its ends. What is of one link at a site is of the link's end. */
function place(deployed: Deployed, stack: StackTemplate, { Type, Properties, Metadata }: TemplateResource): Placed[] {
  const site = deployed.sites.find(({ region }) => region === stack.region)?.name;
  const link = linkOf(deployed, stack, String(Metadata?.['aws:cdk:path'] ?? ''));
  const handler = deployed.handlers.get(String(Metadata?.['aws:asset:path'] ?? ''));
  const resource = {
    type: Type,
    properties: Properties ?? {},
    ...(handler ? { handler } : {}),
    ends: endsAt(deployed, site),
  };
  if (/-(link-state|dashboard)$/.test(stack.name) || !site) return [{ resource, owner: {} }];
  if (Type === PEERING && link) return link.ends.map((end) => ({ resource, owner: { site: end, link: link.name } }));
  return [{ resource, owner: { site, ...(link?.ends.includes(site) ? { link: link.name } : {}) } }];
}
