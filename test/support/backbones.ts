// Generated backbones: AWS sites in a connected mesh, some with on-premises sites hung on by Direct Connect and VPN.

import fc from 'fast-check';
import { allFlows, type Backbone, type BackboneLink, type BackboneSite } from '../../lib/routing/backbone';
import type { Policy } from '../../lib/routing/policy';
import { distances, farSite } from '../../lib/routing/shortest-paths';

export const POLICY: Policy = {
  admission: 's0',
  maintenance: { leadMs: 600_000 },
  probe: { intervalMs: 1_000, timeoutMs: 500, fall: 3, rise: 10, lossThreshold: 0.2 },
  holdDownMs: 300_000,
  maxConcurrentDrains: 1,
  massWithdrawal: { share: 0.5, links: 2 },
  greyDx: 'wait',
};

export function aSite(n: number, kind: BackboneSite['kind'] = 'aws', vpcs = 1): BackboneSite {
  const specifics = Array.from({ length: vpcs }, (_, i) => `10.${n}.${i * 64}.0/18`);
  return { name: `${kind === 'aws' ? 's' : 'p'}${n}`, kind, aggregate: `10.${n}.0.0/16`, specifics };
}

export function aBackbone(
  sites: readonly BackboneSite[],
  links: readonly BackboneLink[],
  policy: Partial<Policy> = {},
): Backbone {
  const byName = <T extends { name: string }>(items: readonly T[]) =>
    [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    name: 'generated',
    sites: byName(sites),
    links: byName(links),
    flows: allFlows(byName(sites), []),
    policy: { ...POLICY, ...policy },
  };
}

export function aPeering(a: number, b: number, cost = 10, sharedRisks: readonly string[] = []): BackboneLink {
  return { name: `s${a}-s${b}`, kind: 'transit-gateway-peering', between: [`s${a}`, `s${b}`], cost, sharedRisks };
}

const cost = fc.integer({ min: 1, max: 20 });
const risks = fc.subarray(['carrier-a', 'carrier-b', 'duct-1'], { maxLength: 1 });

/** A connected mesh of peerings over sites s0 … s(n-1): a random tree, and more links on top. */
export function peerings(n: number): fc.Arbitrary<readonly BackboneLink[]> {
  const pairs = Array.from({ length: n }, (_, a) =>
    Array.from({ length: n - a - 1 }, (_, i) => [a, a + i + 1] as const),
  );
  const tree = fc.tuple(...Array.from({ length: n - 1 }, (_, i) => fc.integer({ min: 0, max: i })));
  return fc
    .record({
      parents: tree,
      more: fc.subarray(pairs.flat(), { maxLength: n }),
      costs: fc.array(cost, { minLength: 2 * n, maxLength: 2 * n }),
      risks: fc.array(risks, { minLength: 2 * n, maxLength: 2 * n }),
    })
    .map(({ parents, more, costs, risks }) => {
      const keys = new Set([...parents.map((parent, i) => `${parent} ${i + 1}`), ...more.map(([a, b]) => `${a} ${b}`)]);
      return [...keys].map((key, i) => {
        const [a, b] = key.split(' ').map(Number);
        return aPeering(a ?? 0, b ?? 0, costs[i], risks[i]);
      });
    });
}

/** AWS sites only, 3 to 6 of them. */
export const peeredBackbones: fc.Arbitrary<Backbone> = fc
  .integer({ min: 3, max: 6 })
  .chain((n) => fc.tuple(peerings(n), fc.array(fc.integer({ min: 1, max: 2 }), { minLength: n, maxLength: n })))
  .map(([links, vpcs]) =>
    aBackbone(
      vpcs.map((count, i) => aSite(i, 'aws', count)),
      links,
    ),
  );

/** AWS sites in a row, 3 to 6 of them; `closed` joins the last to the first. */
function row(closed: boolean): fc.Arbitrary<Backbone> {
  return fc
    .tuple(fc.integer({ min: closed ? 4 : 3, max: 6 }), fc.array(cost, { minLength: 6, maxLength: 6 }))
    .map(([n, costs]) => {
      const sites = Array.from({ length: n }, (_, i) => aSite(i));
      const along = Array.from({ length: n - 1 }, (_, i) => aPeering(i, i + 1, costs[i]));
      return aBackbone(sites, closed ? [...along, aPeering(0, n - 1, costs[n - 1])] : along);
    });
}

export const rings = row(true);
export const lines = row(false);

interface OnPremAttachment {
  readonly site: number;
  readonly kind: 'direct-connect' | 'site-to-site-vpn';
  readonly cost: number;
}

function bgpLinks(p: number, ends: readonly OnPremAttachment[]): readonly BackboneLink[] {
  return ends.map(({ site, kind, cost: own }, i) => ({
    name: `p${p}-s${site}-${kind === 'direct-connect' ? 'dx' : 'vpn'}${i}`,
    kind,
    between: [`p${p}`, `s${site}`],
    cost: own,
    sharedRisks: i === 0 ? ['meet-me-room'] : [],
  }));
}

/** A site with a BGP link of its own to premises is no farther from them over that link than over any peering. */
function directLinksFirst(backbone: Backbone): boolean {
  const premises = backbone.sites.filter(({ kind }) => kind === 'on-prem');
  return premises.every(({ name }) => {
    const shortest = distances(backbone, name);
    const own = backbone.links.filter(({ between }) => between.includes(name));
    return own.every((link) => {
      const site = farSite(link, name);
      const cheapest = Math.min(...own.filter((other) => farSite(other, name) === site).map((other) => other.cost));
      return cheapest <= (shortest.get(site)?.[2] ?? 0);
    });
  });
}

const bgpEnd = (sites: number): fc.Arbitrary<OnPremAttachment> =>
  fc
    .record({
      site: fc.integer({ min: 0, max: sites - 1 }),
      kind: fc.constantFrom<OnPremAttachment['kind'][]>('direct-connect', 'site-to-site-vpn'),
      more: fc.integer({ min: 0, max: 10 }),
    })
    .map(({ site, kind, more }) => ({ site, kind, cost: kind === 'direct-connect' ? 1 + (more % 5) : 6 + 2 * more }));

/**
 * As above, and zero to two on-premises sites with one to three BGP links each. Costs agree with AWS's preferences: a
 * Direct Connect before a VPN, and a site's own BGP link before any peering.
 */
export const hybridBackbones: fc.Arbitrary<Backbone> = peeredBackbones
  .chain((backbone) =>
    fc
      .array(fc.array(bgpEnd(backbone.sites.length), { minLength: 1, maxLength: 3 }), { maxLength: 2 })
      .map((premises) =>
        aBackbone(
          [...backbone.sites, ...premises.map((_, i) => aSite(100 + i, 'on-prem', 2))],
          [...backbone.links, ...premises.flatMap((ends, i) => bgpLinks(100 + i, ends))],
        ),
      ),
  )
  .filter(directLinksFirst);
