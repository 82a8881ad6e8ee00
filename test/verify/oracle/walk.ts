// A packet, hop by hop: at each table the longest match, of equal ones the preferred kind, of equal kinds the shorter path.

import { type Block, blockOf, holds } from './blocks';
import type { Heard } from './heard';
import { type Failures, KINDS, type Table, type TableRoute, type Wiring } from './wiring';

/** Worst last. */
export const ENDS = ['delivered', 'unknown', 'dead-link', 'no-path', 'blackhole', 'loop'] as const;
export type End = (typeof ENDS)[number];

/** The network in one failure, with nothing left to be said by BGP. */
export interface Moment {
  readonly wiring: Wiring;
  readonly tables: ReadonlyMap<string, Table>;
  readonly heard: Heard;
  readonly failures: Failures;
}

export function longest<T extends { readonly block: Block }>(routes: readonly T[], address: number): readonly T[] {
  const matching = routes.filter(({ block }) => holds(block, address));
  const length = Math.max(...matching.map(({ block }) => block.length));
  return matching.filter(({ block }) => block.length === length);
}

export function bestRoute(routes: readonly TableRoute[], address: number): TableRoute | undefined {
  const order = (route: TableRoute) => KINDS.indexOf(route.kind) * 1000 + (route.pathLength ?? 0);
  return [...longest(routes, address)].sort((a, b) => order(a) - order(b))[0];
}

type Place = { readonly gateway: string; readonly by: string } | { readonly premises: string };

/** Where a link leads that a packet enters at a gateway. */
function across({ wiring, failures }: Moment, gateway: string, attachment: string): Place | End {
  const peering = wiring.peerings.find((wire) => wire.attachment === attachment && wire.gateways.includes(gateway));
  const bgp = wiring.bgp.find((wire) => wire.attachment === attachment && wire.gateway === gateway);
  if (!peering && !bgp) return 'blackhole';
  if (failures.has((peering ?? bgp)?.link ?? '')) return 'dead-link';
  if (bgp) return { premises: bgp.premises };
  const far = peering?.gateways.find((id) => id !== gateway);
  return far === undefined ? 'unknown' : { gateway: far, by: attachment };
}

/** Follows a packet to a site from where it enters the first gateway, or from premises. */
export function walk(moment: Moment, start: Place, address: number, to: string): End {
  const { wiring, tables, heard, failures } = moment;
  const seen = new Set<string>();
  let place = start;
  for (;;) {
    if ('premises' in place) {
      const { premises } = place;
      const site = wiring.sites.find(({ name }) => name === premises);
      if (site && holds(blockOf(site.aggregate), address)) return premises === to ? 'delivered' : 'unknown';
      if (seen.has(premises)) return 'loop';
      seen.add(premises);
      const [route] = longest(heard.get(premises) ?? [], address);
      if (!route) return 'no-path';
      if (failures.has(route.link)) return 'dead-link';
      const wire = wiring.bgp.find(({ link }) => link === route.link);
      if (!wire) return 'unknown';
      place = { gateway: wire.gateway, by: wire.attachment };
      continue;
    }
    const { gateway, by } = place;
    const table = tables.get(wiring.associated.get(`${gateway} ${by}`) ?? '');
    if (!table) return 'no-path';
    if (seen.has(table.id)) return 'loop';
    seen.add(table.id);
    const route = bestRoute(table.routes, address);
    if (!route) return 'no-path';
    if (route.to === null) return 'blackhole';
    const vpc = wiring.vpcAttachments.find(({ id, gateway: at }) => id === route.to && at === gateway);
    if (vpc) return arrival(moment, vpc.vpc, gateway, address, to);
    const next = across(moment, gateway, route.to);
    if (typeof next === 'string') return next;
    place = next;
  }
}

function arrival({ wiring }: Moment, vpc: string, gateway: string, address: number, to: string): End {
  const isHere = (wiring.vpcs.get(vpc) ?? []).some((block) => holds(block, address));
  return isHere && wiring.siteOf.get(gateway) === to ? 'delivered' : 'unknown';
}
