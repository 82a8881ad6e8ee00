// What BGP has said when everything is quiet again: gateways learn what premises announce, premises hear what a Direct
// Connect gateway allows or what stands in the table of a VPN. Nobody passes on what he heard from the other.

import { type Block, blockOf, holds } from './blocks';
import { farEnd, isShorter, type Way, type WayTo } from './ways';
import type { BgpWire, Failures, LinkWords, Table, TableRoute, Wiring } from './wiring';

/** What premises know: blocks, and the link of each. */
export type Heard = ReadonlyMap<string, readonly { readonly block: Block; readonly link: string }[]>;

function linksOf({ links }: Wiring, site: string): readonly LinkWords[] {
  return links.filter(({ between }) => between.includes(site));
}

/** Premises put their own number once on the path over their cheapest link, and once more over each that costs more. */
function pathLength(wiring: Wiring, { link, premises }: BgpWire): number {
  const byCost = [...linksOf(wiring, premises)].sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
  return byCost.findIndex(({ name }) => name === link) + 1;
}

/** The tables with all that they learn. */
export function learnt(
  wiring: Wiring,
  tables: readonly Table[],
  bgp: readonly BgpWire[],
  failures: Failures,
): readonly Table[] {
  const speaking = bgp.filter(({ link }) => failures.get(link) !== 'down');
  return tables.map((table) => {
    const more = speaking
      .filter(({ taught }) => taught.includes(table.id))
      .flatMap((wire) => {
        const announced = wiring.sites.find(({ name }) => name === wire.premises)?.specifics ?? [];
        return announced.map((text): TableRoute => {
          const length = pathLength(wiring, wire);
          const from = { pathLength: length, learnedFrom: wire.premises };
          return { block: blockOf(text), kind: wire.kind, to: wire.attachment, ...from };
        });
      });
    return { ...table, routes: [...table.routes, ...more] };
  });
}

/** How far it is from premises to a site by way of one of their links, with nothing failed. */
function wayBy(healthy: WayTo, link: LinkWords, premises: string, site: string): Way | undefined {
  const entry = farEnd(link, premises);
  if (entry === site) return { broken: 0, cost: link.cost, links: 1, first: link.name };
  const beyond = healthy(entry, site);
  return beyond && { broken: 0, cost: beyond.cost + link.cost, links: beyond.links + 1, first: link.name };
}

/** The link that premises prefer of those by which they heard the same block. */
function chosen(wiring: Wiring, healthy: WayTo, premises: string, block: Block, links: readonly LinkWords[]): string {
  const area = wiring.sites.find(({ kind, aggregate }) => kind === 'aws' && holds(blockOf(aggregate), block.start));
  const byName = [...links].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ways = byName.flatMap((link) => {
    const way = area && wayBy(healthy, link, premises, area.name);
    return way ? [way] : [];
  });
  const [first] = [...ways].sort((a, b) => (isShorter(a, b) ? -1 : 1));
  return first?.first ?? byName[0]?.name ?? '';
}

/** What each of the premises hears from tables that have learnt what they learn. */
export function heardFrom(
  wiring: Wiring,
  tables: readonly Table[],
  bgp: readonly BgpWire[],
  failures: Failures,
  healthy: WayTo,
): Heard {
  const sayings = bgp.flatMap((wire) => {
    if (failures.get(wire.link) === 'down') return [];
    const table = tables.find(({ id }) => id === wiring.associated.get(`${wire.gateway} ${wire.attachment}`));
    const told = (table?.routes ?? []).filter(({ learnedFrom }) => learnedFrom !== wire.premises);
    const blocks = wire.kind === 'dx' ? wire.allowed : told.map(({ block }) => block);
    return blocks.map((block) => ({ block, premises: wire.premises, link: wire.link }));
  });
  const onPrem = wiring.sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name);
  return new Map(
    onPrem.map((site) => {
      const here = sayings.filter(({ premises }) => premises === site);
      const blocks = new Map(here.map(({ block }) => [`${block.start}/${block.length}`, block]));
      const known = [...blocks.values()].map((block) => {
        const names = here.filter((s) => s.block.start === block.start && s.block.length === block.length);
        const links = wiring.links.filter(({ name }) => names.some(({ link }) => link === name));
        return { block, link: chosen(wiring, healthy, site, block, links) };
      });
      return [site, known];
    }),
  );
}
