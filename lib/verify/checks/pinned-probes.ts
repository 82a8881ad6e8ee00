// Pure: a probe takes its link and no other, out and back, whatever controllers steer. One that goes another way tells of
// another link: traffic would be given back to a link that is dead, and taken off one that works. So it is an error.
//
// Two states are looked at, with every link carrying data: the baseline, and what controllers make of it while they avoid
// the link. A route that is shorter than what they steer with leads elsewhere in the second one.

import { type Address, holdsAddress, type Prefix } from '../../net/prefix';
import type { BackboneLink } from '../../routing/backbone';
import { addressClasses } from '../../routing/flow-trace';
import type { Network } from '../../routing/network';
import { NOTHING_FAILED, type Scenario } from '../../routing/scenario';
import { type Place, type Trace, trace } from '../../routing/trace';
import type { Facts } from '../facts/facts';
import type { ProberFact } from '../facts/probers';
import { failureOf } from '../failures/failure';
import { networkIn, statesOf } from '../failures/states';
import { type Finding, finding } from '../findings';
import { readSubnets } from '../network/subnets';
import type { Check, Judged } from './check';

/** A packet of a probe: where it starts, and what for. */
interface Way {
  readonly from: Place;
  readonly to: Address;
  readonly what: 'question' | 'answer';
}

interface Stray {
  readonly prober: ProberFact;
  readonly way: Way;
  readonly when: string;
  readonly trace: Trace;
}

/** The table that a subnet's packets are looked up in. */
type TableOf = (subnet: string) => readonly Place[];

function tablesIn(facts: Facts): TableOf {
  const { usedBy } = readSubnets(facts);
  return (subnet) => {
    const table = usedBy(subnet);
    return table.ok ? [{ at: 'vpc-table', table: table.value }] : [];
  };
}

/** Where the answer of an address starts: in the table of the probe subnet that holds it, or at the router of its premises. */
function answering({ facts, network }: Judged, tableOf: TableOf, target: Address): readonly Place[] {
  const subnets = facts.subnets.filter(({ probes }) => probes?.ok && holdsAddress(probes.value, target));
  const routers = network.routers.filter(({ cidrs }) => cidrs.some((cidr) => holdsAddress(cidr, target)));
  return [
    ...subnets.flatMap(({ id }) => tableOf(id)),
    ...routers.map(({ id }): Place => ({ at: 'router', router: id })),
  ];
}

/** One address for each class of a probe subnet's addresses. */
function classesOf({ tables, sessions }: Network, area: Prefix): readonly Address[] {
  const advertised = sessions.flatMap(({ advertises }) => (advertises.kind === 'prefixes' ? advertises.prefixes : []));
  return addressClasses(area, [...tables.flatMap(({ routes }) => routes.map((route) => route.prefix)), ...advertised]);
}

function waysOf(judged: Judged, tableOf: TableOf, prober: ProberFact): readonly Way[] {
  const { target, subnets, prefixes } = prober;
  if (!target.ok) return [];
  const starts = subnets.flatMap((subnet) => (subnet.ok ? tableOf(subnet.value) : []));
  const ends = prefixes.flatMap((area) => classesOf(judged.network, area));
  return [
    ...starts.map((from): Way => ({ from, to: target.value, what: 'question' })),
    ...answering(judged, tableOf, target.value).flatMap((from) =>
      ends.map((to): Way => ({ from, to, what: 'answer' })),
    ),
  ];
}

/** A state of the network, and when it is in it. */
interface Moment {
  readonly when: string;
  readonly network: Network;
}

/** Controllers see a link that is grey as they see one that is drained: they avoid it, and BGP stays as it is. */
function momentsOf(judged: Judged): (link: string) => readonly Moment[] {
  const { network, backbone } = judged;
  const states = statesOf(judged);
  const stages = (scenario: Scenario) => states(failureOf(network, backbone, scenario));
  const usual = networkIn(judged, stages(NOTHING_FAILED).baseline);
  return (link) => [
    { when: 'in the baseline', network: usual },
    {
      when: `while ${link} is avoided`,
      network: networkIn(judged, stages({ links: [{ name: link, form: 'grey' }], risks: [] }).withdrawn),
    },
  ];
}

function isPinned({ outcome, path }: Trace, link: string): boolean {
  return outcome === 'delivered' && path.length === 1 && path[0] === link;
}

function strays(moments: readonly Moment[], prober: ProberFact, ways: readonly Way[]): readonly Stray[] {
  return moments.flatMap(({ when, network }) =>
    ways.flatMap((way) => {
      const taken = trace(network, new Map(), way.from, way.to);
      return isPinned(taken, prober.link) ? [] : [{ prober, way, when, trace: taken }];
    }),
  );
}

function wayText({ outcome, path, hops }: Trace): string {
  if (outcome === 'delivered') return path.length === 0 ? 'goes over no link' : `goes over ${path.join(' › ')}`;
  return `ends in ${outcome}: ${hops.at(-1)?.said ?? 'nothing is known of it'}`;
}

function unpinned(link: BackboneLink, found: readonly Stray[]): readonly Finding[] {
  const [first] = found;
  if (!first) return [];
  const others = new Set(found.map(({ prober, way }) => `${prober.id} ${way.what}`)).size - 1;
  const more = others === 0 ? '' : `, and so with ${others} more of its questions and answers`;
  return [
    finding('verify-probe-unpinned', {
      message: `the ${first.way.what} of a probe of link ${link.name} ${wayText(first.trace)} ${first.when}${more}`,
      fix: `give the probe's far end a static route over ${link.name} in the table that the prober's VPC looks up in, and its near end one to that VPC where ${link.name} arrives, both longer than any steering prefix`,
      trace: first.trace,
      source: first.prober.source,
    }),
  ];
}

export const probesPinned: Check = (judged) => {
  const { facts, backbone, declared } = judged;
  const probers = facts.probers.filter(({ exists }) => exists.ok);
  if (!declared) return [];
  const tableOf = tablesIn(facts);
  const momentsAt = momentsOf(judged);
  return backbone.links.flatMap((link) => {
    const own = probers.filter((prober) => prober.link === link.name);
    if (own.length === 0) return [];
    const moments = momentsAt(link.name);
    return unpinned(
      link,
      own.flatMap((prober) => strays(moments, prober, waysOf(judged, tableOf, prober))),
    );
  });
};
