// What controllers would hold, from the design's words alone: the steering prefixes of each site lead along the shortest
// way that avoids what has failed; premises hear them where their own shortest way enters; a failed BGP link that no way
// uses any more is silent, unless it is the last.

import { type Block, blockOf, halvesOf, holds, sameBlock } from './blocks';
import { learnt } from './heard';
import { bestRoute } from './walk';
import type { WayTo } from './ways';
import type { BgpWire, Failures, SiteWords, Table, TableRoute, Wiring } from './wiring';

export interface Held {
  readonly tables: readonly Table[];
  readonly bgp: readonly BgpWire[];
}

interface View {
  readonly wiring: Wiring;
  readonly failures: Failures;
  readonly healthy: WayTo;
  readonly now: WayTo;
}

const STEERED = ['spokes', 'transit'];

function steeringOf({ specifics }: SiteWords): readonly Block[] {
  return specifics.flatMap((text) => halvesOf(blockOf(text)));
}

function attachmentOf({ peerings, bgp }: Wiring, gateway: string, link: string): string | undefined {
  const peering = peerings.find((wire) => wire.link === link && wire.gateways.includes(gateway));
  return (peering ?? bgp.find((wire) => wire.link === link && wire.gateway === gateway))?.attachment;
}

function isSteered(wiring: Wiring, gateway: string): boolean {
  return STEERED.every((name) => wiring.tables.some((table) => table.gateway === gateway && table.name === name));
}

/**
 * References to the lists of remote sites, in both tables of every gateway that has both. Where no way works, what stands is
 * left to stand.
 */
function overridden({ wiring, now }: View, table: Table): readonly TableRoute[] {
  const site = wiring.siteOf.get(table.gateway) ?? '';
  if (!STEERED.includes(table.name) || !isSteered(wiring, table.gateway)) return [];
  return wiring.lists
    .filter((list) => list.site === site)
    .flatMap(({ steers, blocks }) => {
      const way = now(site, steers);
      const to = way?.broken === 0 ? attachmentOf(wiring, table.gateway, way.first) : undefined;
      return to === undefined ? [] : blocks.map((block): TableRoute => ({ block, kind: 'list', to }));
    });
}

/** The links by which a table sends the traffic of a site; null: by none of them, but stays at the gateway or is lost. */
function leavesBy({ wiring }: View, table: Table, site: SiteWords): ReadonlySet<string | null> {
  const specifics = site.specifics.map(blockOf);
  const edges = [...specifics, ...table.routes.map(({ block }) => block)].flatMap(({ start, length }) => [
    start,
    start + 2 ** (32 - length),
  ]);
  const addresses = edges.filter((edge) => specifics.some((block) => holds(block, edge)));
  const linkOf = (to: string | null | undefined) =>
    wiring.peerings.find(({ attachment, gateways }) => attachment === to && gateways.includes(table.gateway))?.link ??
    wiring.bgp.find(({ attachment, gateway }) => attachment === to && gateway === table.gateway)?.link ??
    null;
  return new Set(addresses.map((address) => linkOf(bestRoute(table.routes, address)?.to)));
}

interface Announcement {
  readonly wire: BgpWire;
  readonly remote: SiteWords;
  /** Of a VPN: where its table sends them. */
  readonly to?: (block: Block) => string | undefined;
}

function announcementOf(view: View, wire: BgpWire, remote: SiteWords): readonly Announcement[] {
  const { wiring, now, healthy, failures } = view;
  const way = now(wire.premises, remote.name);
  if (!way || way.broken > 0 || way.first !== wire.link) return [];
  const isUsual = healthy(wire.premises, remote.name)?.first === wire.link;
  if (wire.kind === 'dx') return isUsual ? [] : [{ wire, remote }];
  const site = wiring.siteOf.get(wire.gateway) ?? '';
  const onward = remote.name === site ? null : now(site, remote.name)?.first;
  const edge = learnt(wiring, wiring.tables, wiring.bgp, failures).find(
    ({ id }) => id === wiring.associated.get(`${wire.gateway} ${wire.attachment}`),
  );
  if (onward === undefined || !edge) return [];
  const leaves = leavesBy(view, edge, remote);
  if (isUsual && leaves.size === 1 && leaves.has(onward)) return [];
  const vpcOf = (block: Block) =>
    wiring.vpcAttachments.find(
      ({ gateway, vpc }) => gateway === wire.gateway && wiring.vpcs.get(vpc)?.some((own) => holds(own, block.start)),
    )?.id;
  const to = (block: Block) => (onward === null ? vpcOf(block) : attachmentOf(wiring, wire.gateway, onward));
  return [{ wire, remote, to }];
}

/** With everything that controllers add, and nothing yet taken back. */
function added(view: View): Held {
  const { wiring } = view;
  const remotes = wiring.sites.filter(({ kind }) => kind === 'aws');
  const steering = wiring.bgp.filter(({ gateway }) => isSteered(wiring, gateway));
  const said = steering.flatMap((wire) => remotes.flatMap((remote) => announcementOf(view, wire, remote)));
  const edges = said.flatMap(({ wire, remote, to }) => {
    const table = wiring.associated.get(`${wire.gateway} ${wire.attachment}`);
    return steeringOf(remote).flatMap((block): [string | undefined, TableRoute][] => {
      const attachment = to?.(block);
      return attachment === undefined ? [] : [[table, { block, kind: 'static', to: attachment }]];
    });
  });
  const tables = wiring.tables.map((table) => {
    const more = edges.filter(([id]) => id === table.id).map(([, route]) => route);
    return { ...table, routes: [...table.routes, ...overridden(view, table), ...more] };
  });
  const bgp = wiring.bgp.map((wire) => {
    const more = said.filter((each) => each.wire === wire).flatMap(({ remote }) => steeringOf(remote));
    return { ...wire, allowed: [...wire.allowed, ...more] };
  });
  return { tables, bgp };
}

/** Whether a failed link is to fall silent: no shortest way uses it, and it is not the last of its premises. */
function isSilenced({ wiring, now, failures }: View, { link, premises, gateway }: BgpWire): boolean {
  const others = wiring.links.filter(({ name, between }) => name !== link && between.includes(premises));
  if (!failures.has(link) || !others.some(({ name }) => !failures.has(name)) || !isSteered(wiring, gateway))
    return false;
  const entered = wiring.sites.some(({ name }) => now(premises, name)?.first === link);
  return !entered && now(wiring.siteOf.get(gateway) ?? '', premises)?.first !== link;
}

function withdrawn(view: View, { tables, bgp }: Held): Held {
  const { wiring } = view;
  const silent = wiring.bgp.filter((wire) => isSilenced(view, wire));
  const steered = new Set(tables.filter(({ name }) => STEERED.includes(name)).map(({ id }) => id));
  const goneFrom = (gateway: string) =>
    wiring.sites
      .filter(({ kind }) => kind === 'aws')
      .flatMap(({ name, specifics, aggregate }) => (name === wiring.siteOf.get(gateway) ? specifics : [aggregate]))
      .map(blockOf);
  const quiet = bgp.map((wire) => {
    if (!silent.some(({ link }) => link === wire.link)) return wire;
    const gone = goneFrom(wire.gateway);
    const allowed = wire.allowed.filter((block) => !gone.some((each) => sameBlock(each, block)));
    return { ...wire, allowed, taught: wire.taught.filter((table) => !steered.has(table)) };
  });
  const emptied = tables.map((table) => {
    const wire = silent.find(
      (each) => each.kind === 'vpn' && wiring.associated.get(`${each.gateway} ${each.attachment}`) === table.id,
    );
    if (!wire) return table;
    const gone = goneFrom(wire.gateway);
    return { ...table, routes: table.routes.filter(({ block }) => !gone.some((each) => sameBlock(each, block))) };
  });
  return { tables: emptied, bgp: quiet };
}

/** What stands before controllers take anything back, and after. */
export function heldIn(wiring: Wiring, failures: Failures, healthy: WayTo, now: WayTo): readonly [Held, Held] {
  const view = { wiring, failures, healthy, now };
  const before = added(view);
  return [before, withdrawn(view, before)];
}
