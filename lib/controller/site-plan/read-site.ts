// Pure: the parameters of a site as what its controller works on. Whatever cannot be understood is told, and nothing is
// made of the rest: with part of a backbone, paths would be computed that are none.

import type { z } from 'zod';
import type { Backbone } from '../../routing/backbone';
import {
  backbonePlan,
  deployedTopology,
  digestOf,
  gatewayIds,
  linkPlan,
  listIds,
  sitePlan,
} from '../../routing/site-plan';
import { readLinkIdentity } from '../signals/link-identity-schema';
import type { LinkEnd } from '../signals/signal';
import type { SiteRouting } from '../site-routing';
import { type BoundSite, bindRouting } from './bind-routing';

/** What a site's controller works on. */
export interface SiteConfig {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  /** How AWS knows the site's ends of links, by link. */
  readonly ends: ReadonlyMap<string, LinkEnd>;
  /** What is in the plan and has no id here, in words: nothing can be done about it, and a person may want to know. */
  readonly missing: readonly string[];
}

export type ReadSite =
  | { readonly kind: 'read'; readonly config: SiteConfig }
  | { readonly kind: 'unreadable'; readonly why: readonly string[] };

/** Text by name without the path of the site, such as `plan/links/iad-pdx`. */
type Parameters = ReadonlyMap<string, string>;

class Reader {
  readonly problems: string[] = [];

  constructor(private readonly parameters: Parameters) {}

  /** Undefined: it is not there, or it cannot be read, which is a problem then. */
  one<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const text = this.parameters.get(name);
    if (text === undefined) {
      this.problems.push(`parameter ${name} is missing`);
      return undefined;
    }
    const parsed = schema.safeParse(asJson(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    this.problems.push(`parameter ${name} cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
    return undefined;
  }

  /** All below a folder, by the rest of their names, in the order of names. */
  all<T>(folder: string, schema: z.ZodType<T>): ReadonlyMap<string, T> {
    const names = [...this.parameters.keys()].filter((name) => name.startsWith(folder)).sort();
    return new Map(
      names.flatMap((name): [string, T][] => {
        const value = this.one(name, schema);
        return value === undefined ? [] : [[name.slice(folder.length), value]];
      }),
    );
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const BACKBONE = 'plan/backbone';

function digestProblem(parameters: Parameters, digest: string): string | undefined {
  const parts = [...parameters].filter(([name]) => name.startsWith('plan/') && name !== BACKBONE);
  return digestOf(new Map(parts)) === digest
    ? undefined
    : 'the parts of the plan are not of one deployment: one is under way, or a parameter was changed by hand';
}

/** The ends at this site, of links whose identity says so. */
function endsHere(parameters: Parameters, site: string, problems: string[]): ReadonlyMap<string, LinkEnd> {
  const texts = [...parameters].filter(([name]) => name.startsWith('links/'));
  return new Map(
    texts.flatMap(([name, text]): [string, LinkEnd][] => {
      try {
        const { link, ends = [] } = readLinkIdentity(text);
        return ends.filter((end) => end.site === site).map((end) => [link, end]);
      } catch (error) {
        problems.push(`parameter ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    }),
  );
}

/** Id of the topology of which a deployment has begun last. Undefined: none has said, or it cannot be understood. */
export function topologyIn(parameters: Parameters): string | undefined {
  const parsed = deployedTopology.safeParse(asJson(parameters.get('routing/topology') ?? ''));
  return parsed.success ? parsed.data.topology : undefined;
}

export function readSite(site: string, parameters: Parameters): ReadSite {
  const reader = new Reader(parameters);
  const plan = reader.one(BACKBONE, backbonePlan);
  const sites = reader.all('plan/sites/', sitePlan);
  const links = reader.all('plan/links/', linkPlan);
  const gateway = reader.one('routing/gateway', gatewayIds);
  const lists = reader.all('routing/lists/', listIds);
  const ends = endsHere(parameters, site, reader.problems);
  const torn = plan && digestProblem(parameters, plan.digest);
  if (torn !== undefined) reader.problems.push(torn);
  if (!plan || !gateway || reader.problems.length > 0) return { kind: 'unreadable', why: reader.problems };
  const { name, policy } = plan;
  const parts = { sites: [...sites.values()], links: [...links.values()].map(({ link }) => link) };
  // Which flows there are is for verification; a controller loses none.
  const backbone: Backbone = { name, policy, ...parts, flows: [] };
  const bound: BoundSite = { site, backbone, vpcs: plan.vpcs, links, gateway, lists, ends };
  return { kind: 'read', config: { backbone, ends, ...bindRouting(bound) } };
}
