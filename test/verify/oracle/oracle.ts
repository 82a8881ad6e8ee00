// A second opinion, by the plainest means there are and without a line of what it judges: read the templates, say what
// BGP would say, put in what controllers would hold, send a packet to every address that could make a difference.

import { type Block, blockOf, endOf, halvesOf, holds } from './blocks';
import { heardFrom, learnt } from './heard';
import { type Stack, wiringOf } from './read-wiring';
import { type Held, heldIn } from './steered';
import { ENDS, type End, longest, type Moment, walk } from './walk';
import { type WayTo, waysOf } from './ways';
import type { Failures, Wiring } from './wiring';

interface Flow {
  readonly from: string;
  readonly to: string;
}

/** Says how a flow fares in a failure; `controlled` is the worse of before and after controllers withdraw. */
export type Opinion = (flow: Flow, mode: 'baseline' | 'controlled') => End;

/** The first and the following address of every block that may ever stand anywhere, as far as the destination has them. */
function addressesOf(wiring: Wiring, site: string): readonly number[] {
  const own = (wiring.sites.find(({ name }) => name === site)?.specifics ?? []).map(blockOf);
  const blocks: readonly Block[] = [
    ...own,
    ...own.flatMap(halvesOf),
    ...wiring.probes,
    ...wiring.starts.flatMap(({ routes }) => routes.map(({ block }) => block)),
    ...wiring.tables.flatMap(({ routes }) => routes.map(({ block }) => block)),
    ...wiring.bgp.flatMap(({ allowed }) => allowed),
    ...wiring.lists.flatMap((list) => list.blocks),
  ];
  const edges = new Set(blocks.flatMap((block) => [block.start, endOf(block)]));
  return [...edges].filter(
    (edge) => own.some((block) => holds(block, edge)) && !wiring.probes.some((probe) => holds(probe, edge)),
  );
}

function momentOf(wiring: Wiring, { tables, bgp }: Held, failures: Failures, healthy: WayTo): Moment {
  const full = learnt(wiring, tables, bgp, failures);
  const heard = heardFrom(wiring, full, bgp, failures, healthy);
  return { wiring, tables: new Map(full.map((table) => [table.id, table])), heard, failures };
}

/** One packet for an address from every place where a site's packets start. */
function endsOf(moment: Moment, { from, to }: Flow, address: number): readonly End[] {
  const { wiring } = moment;
  if (wiring.sites.some(({ name, kind }) => name === from && kind === 'on-prem'))
    return [walk(moment, { premises: from }, address, to)];
  const vpcs = wiring.vpcAttachments.filter(({ gateway }) => wiring.siteOf.get(gateway) === from);
  return wiring.starts
    .filter(({ vpc }) => vpcs.some((own) => own.vpc === vpc))
    .map((start): End => {
      const [route] = longest(start.routes, address);
      if (!route) return 'no-path';
      if (route.gateway === null) return 'unknown';
      const attached = wiring.vpcAttachments.find(({ vpc, gateway }) => vpc === start.vpc && gateway === route.gateway);
      return attached ? walk(moment, { gateway: route.gateway, by: attached.id }, address, to) : 'no-path';
    });
}

function worst(ends: readonly End[]): End {
  return ENDS[Math.max(...ends.map((end) => ENDS.indexOf(end)))] ?? 'unknown';
}

/** Reads templates once; then gives an opinion on any failure. */
export function oracleOf(stacks: readonly Stack[]): {
  readonly wiring: Wiring;
  readonly in: (failures: Failures) => Opinion;
} {
  const wiring = wiringOf(stacks);
  const healthy = waysOf(wiring, new Set());
  const addresses = new Map(wiring.sites.map(({ name }) => [name, addressesOf(wiring, name)]));
  return {
    wiring,
    in: (failures) => {
      const held = heldIn(wiring, failures, healthy, waysOf(wiring, new Set(failures.keys())));
      const baseline = momentOf(wiring, wiring, failures, healthy);
      const controlled = held.map((each) => momentOf(wiring, each, failures, healthy));
      return (flow, mode) => {
        const moments = mode === 'baseline' ? [baseline] : controlled;
        const to = addresses.get(flow.to) ?? [];
        return worst(moments.flatMap((moment) => to.flatMap((address) => endsOf(moment, flow, address))));
      };
    },
  };
}
