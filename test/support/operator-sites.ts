// The AWS sites of a world of fake ports as an operator reaches them.

import type { OperatorSite } from '../../lib/controller/operator/operator-site';
import { type SeenBackbone, seeBackbone } from '../../lib/controller/operator/seen-backbone';
import { readSites } from '../../lib/controller/operator/site-reading';
import { siteRouting } from '../../lib/controller/site-routing';
import type { Sites } from './sites';

type Call = 'config' | 'replica' | 'routes' | 'audited';

/** Calls that are refused, by site. */
export type Trouble = Readonly<Record<string, readonly Call[]>>;

export function operatorSite(sites: Sites, site: string, refused: readonly Call[] = []): OperatorSite {
  const { world } = sites;
  const unless = (call: Call) => {
    if (refused.includes(call)) throw new Error(`${call} of ${site} is not permitted`);
  };
  return {
    site,
    region: `region of ${site}`,
    config: async () => {
      unless('config');
      const routing = siteRouting(world.baseline, site);
      if (!routing) throw new Error(`${site} has no gateway`);
      return { backbone: sites.deployed.get(site) ?? sites.backbone, routing, ends: new Map(), missing: [] };
    },
    replica: async () => {
      unless('replica');
      return { snapshot: world.snapshot, unreadable: [] };
    },
    routes: async () => {
      unless('routes');
      const { routing, bgp } = world.portsOf(site);
      const reading = await bgp?.readBgp();
      return { tables: await routing.readTables(), ...(reading ? { reading } : {}) };
    },
    async *audited(of, sinceMs) {
      unless('audited');
      yield world.audit.filter((entry) => entry.site === of && entry.atMs >= sinceMs).reverse();
    },
    names: async () => ({ checks: [], services: [] }),
    orders: {
      place: async (order) => {
        sites.know({ orders: [...world.snapshot.orders, order] });
        return 'written';
      },
      end: async () => 'unknown',
    },
  };
}

export function operatorSites(sites: Sites, trouble: Trouble = {}): readonly OperatorSite[] {
  const aws = sites.backbone.sites.filter(({ kind }) => kind === 'aws');
  return aws.map(({ name }) => operatorSite(sites, name, trouble[name]));
}

/** What is seen of the world now; `declared` is what the file says where that is not what was deployed. */
export async function seen(sites: Sites, trouble: Trouble = {}, declared = sites.backbone): Promise<SeenBackbone> {
  return seeBackbone(declared, await readSites(operatorSites(sites, trouble)), sites.world.nowMs);
}
