// Pure: why an order is not to be given: because it would do nothing of what it is for, ever, or harm.
//
//   order                                     refused when                                             overruled by force
//   any                                       it is not one (orders.ts)                                never
//   drain, apply-tunnel-maintenance           a flow that works would stay on the link for want of     never
//                                             another path, or move onto another drained link
//   apply-tunnel-maintenance                  the link has no tunnels                                  never
//   evacuate                                  a name would be left without a site that serves it       never
//   force-up                                  without orders the link would count as down              yes
//   restore, freeze                           -

import { allFlows } from '../../../routing/backbone';
import { distances, linkNamed, type Standings } from '../../../routing/shortest-paths';
import type { Order } from '../../database';
import { linkStates } from '../../link-state/link-states';
import { isDrain } from '../../link-state/wishes';
import { evacuatedSites, refusalToEvacuate, type Served } from '../../names/evacuated';
import { checkedOrder } from '../../orders';
import type { SeenBackbone } from '../seen-backbone';
import { shortestPath } from './flow-effects';
import { unreachedSites } from './name-effects';
import type { Said } from './said';

export interface Refusal extends Said {
  /** An operator who knows better may give the order all the same. */
  readonly forcible: boolean;
}

interface Asked {
  readonly order: Order;
  readonly seen: SeenBackbone;
  readonly served: readonly Served[];
}

type Rule = (asked: Asked) => readonly Refusal[];

function final(code: Said['code'], because: string): Refusal {
  return { code, because, forcible: false };
}

const isOne: Rule = ({ order, seen: { backbone, nowMs } }) => {
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const known = { links: backbone.links.map(({ name }) => name), sites };
  const checked = checkedOrder(order, known, nowMs);
  return checked.ok ? [] : checked.error.map((said) => final('order-invalid', said));
};

/** As they would be if the drain began at once; a link that is down stays so, and loses nothing by it. */
function drainedStandings(link: string, { standings }: SeenBackbone): Standings {
  return standings.get(link) === 'down' ? standings : new Map([...standings, [link, 'drained']]);
}

/** The path has more drained links than now, or this one still, while nothing on it is down. */
const leavesAnotherPath: Rule = ({ order, seen }) => {
  const { backbone, standings } = seen;
  const { link } = order;
  if (!isDrain(order) || link === undefined || !linkNamed(backbone, link)) return [];
  const drained = drainedStandings(link, seen);
  if (drained.get(link) !== 'drained') return [];
  const stuck = allFlows(backbone.sites, []).filter(({ from, to }) => {
    const before = distances(backbone, from, standings).get(to);
    const after = distances(backbone, from, drained).get(to);
    if (!before || !after || before[0] > 0) return false;
    return after[1] > before[1] || shortestPath(backbone, { from, to }, drained).includes(link);
  });
  return stuck.map(({ from, to }) => {
    const path = shortestPath(backbone, { from, to }, drained);
    const where = path.includes(link) ? `stay on ${link}` : `move to ${path.join(', ')}, part of which is drained`;
    return final('order-last-path', `${from} → ${to} has no other path and would ${where}`);
  });
};

const hasTunnels: Rule = ({ order: { action, link = '' }, seen: { backbone } }) => {
  const kind = linkNamed(backbone, link)?.kind;
  if (action !== 'apply-tunnel-maintenance' || kind === undefined || kind === 'site-to-site-vpn') return [];
  return [final('order-no-tunnels', `${link} is a ${kind} and has no tunnels`)];
};

const leavesAnotherSite: Rule = ({ order: { action, site }, seen, served }) => {
  if (action !== 'evacuate' || site === undefined) return [];
  const evacuated = evacuatedSites(seen.snapshot.orders, seen.nowMs);
  const reasons = refusalToEvacuate(site, served, { evacuated, unreached: unreachedSites(seen) });
  return reasons.map((because) => final('order-last-site', because));
};

const isNotMeasuredBad: Rule = ({ order: { action, link }, seen }) => {
  if (action !== 'force-up' || link === undefined) return [];
  const { backbone, snapshot, publications, seenBy = '', nowMs } = seen;
  const orders = snapshot.orders.filter((order) => order.link !== link);
  const states = linkStates(backbone, { ...snapshot, orders }, publications.get(seenBy)?.links ?? {}, nowMs);
  const state = states.find((one) => one.link === link);
  if (state?.standing !== 'down') return [];
  return [{ code: 'order-measured-bad', because: `${link} is down: ${state.because}`, forcible: true }];
};

const RULES: readonly Rule[] = [isOne, leavesAnotherPath, hasTunnels, leavesAnotherSite, isNotMeasuredBad];

/** Of an order that is about to be given. Empty: nothing speaks against it. */
export function refusalsOf(order: Order, seen: SeenBackbone, served: readonly Served[]): readonly Refusal[] {
  return RULES.flatMap((rule) => rule({ order, seen, served }));
}
