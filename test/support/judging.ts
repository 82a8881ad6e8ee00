// What checks look at, made from values: a backbone and the network that its stacks would build, with edits by hand.

import type { Backbone, BackboneLink, BackboneSite } from '../../lib/routing/backbone';
import type { GatewayRoute, GatewayTable, Network } from '../../lib/routing/network';
import type { Scenario } from '../../lib/routing/scenario';
import type { Judged } from '../../lib/verify/checks/check';
import { readFacts } from '../../lib/verify/facts/read';
import type { Finding } from '../../lib/verify/findings';
import { type FlowResult, resultsOf } from '../../lib/verify/results';
import { scenariosOf } from '../../lib/verify/scenarios';
import { aBackbone, aPeering, aSite } from './backbones';
import { networkOf } from './networks';

/** What checks of tables look at; no failure is judged. Everything that templates would say beside is left out. */
export function judgingTables(backbone: Backbone, network: Network = networkOf(backbone)): Judged {
  const facts = readFacts({ stacks: [] }, []);
  return { network, clouds: new Map(), backbone, facts, declared: true, acknowledgements: [], results: [] };
}

/** The same with what becomes of every flow. */
export function judging(backbone: Backbone, network: Network = networkOf(backbone)): Judged {
  const judged = judgingTables(backbone, network);
  return { ...judged, results: resultsOf(judged, scenariosOf(backbone, [])) };
}

export function bgpLink(name: string, aws: number, changes: Partial<BackboneLink> = {}): BackboneLink {
  return { name, kind: 'direct-connect', between: ['p9', `s${aws}`], cost: 5, sharedRisks: [], ...changes };
}

/** Premises that use two halves of their aggregate. */
export const PREMISES: BackboneSite = { ...aSite(9, 'on-prem'), specifics: ['10.9.0.0/17', '10.9.128.0/17'] };

/** Sites s0, s1 and s2, each joined to each, and premises p9 with a Direct Connect to s0 and one to s1. */
export function aHybrid(
  changes: { readonly first?: Partial<BackboneLink>; readonly second?: Partial<BackboneLink> } = {},
): Backbone {
  const links = [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)];
  const dxs = [bgpLink('dx-0', 0, changes.first), bgpLink('dx-1', 1, { cost: 6, ...changes.second })];
  return aBackbone([aSite(0), aSite(1), aSite(2), PREMISES], [...links, ...dxs]);
}

/** The network with other routes in one table. */
export function withRoutes(
  network: Network,
  table: string,
  change: (routes: readonly GatewayRoute[], table: GatewayTable) => readonly GatewayRoute[],
): Network {
  const tables = network.tables.map((each) =>
    each.id === table ? { ...each, routes: change(each.routes, each) } : each,
  );
  return { ...network, tables };
}

export function messages(findings: readonly Finding[], code?: Finding['code']): readonly string[] {
  return findings.flatMap((each) => (code === undefined || each.code === code ? [each.message] : []));
}

/** A scenario of links, each with its form: `failing('s0-s1 grey', 'dx-0 down')`. */
export function failing(...links: readonly string[]): Scenario {
  const failed = links.map((text) => {
    const [name = '', form] = text.split(' ');
    return { name, form: form === 'down' ? ('down' as const) : ('grey' as const) };
  });
  return { links: failed, risks: [] };
}

/** What becomes of the flow between two sites, such as `s0 s1`, over these links. */
export function fared(
  sites: string,
  scenario: Scenario,
  mode: FlowResult['mode'],
  outcome: FlowResult['outcome'],
  ...path: readonly string[]
): FlowResult {
  const [from = '', to = ''] = sites.split(' ');
  const begins = { place: { at: 'vpc-table', table: `${from}/vpc-0/table` }, said: 'begins' } as const;
  const goesOn = { ...begins, said: 'goes on' };
  const ends = {
    place: { at: 'gateway', gateway: to, arrivedBy: path.at(-1) ?? 'vpc-0' },
    said: `${outcome} it is`,
  } as const;
  return { scenario, flow: { from, to }, mode, outcome, path, hops: [begins, goesOn, ends] };
}
