// Pure: what a site advertises and does not deliver. Advertised addresses attract traffic, and where they lead nowhere it is
// lost although another way may be there: nobody looks for one while the advertisement stands.
//
//   what is advertised                              when it drops what it attracts       finding
//   the prefixes of the AWS end of a BGP link       nothing has failed                   verify-advertised-unreachable
//   what premises announce beyond what they hold    always                               verify-advertised-unreachable
//   a site beyond a link that has failed            after one failure, in the baseline   verify-advertised-after-failure
//
// Addresses that nobody has are in every aggregate, and dropped; a prefix without any address of a site is a finding.

import { type Address, contains, holdsAddress, type Prefix } from '../../net/prefix';
import { settle } from '../../routing/bgp';
import { addressClasses } from '../../routing/flow-trace';
import type { Network, Session } from '../../routing/network';
import { nothingFailed, scenarioName } from '../../routing/scenario';
import { type Trace, trace } from '../../routing/trace';
import { advertisedOver } from '../advertised';
import { counted } from '../counted';
import { type Finding, finding } from '../findings';
import { sourceOf } from '../labels';
import type { FlowResult } from '../results';
import { failedAlone } from '../scenarios';
import type { Check, Judged } from './check';

/** Addresses where packets of flows end, by site. */
interface Areas {
  readonly held: readonly { readonly site: string; readonly prefix: Prefix }[];
  /** Pinned to links, and judged by themselves. */
  readonly probes: readonly Prefix[];
  /** Of all routes of gateways: what they tell apart may fare differently. */
  readonly routed: readonly Prefix[];
}

function areasOf({ vpcs, routers, tables }: Network): Areas {
  const routed = tables.flatMap(({ routes }) => routes.map(({ prefix }) => [prefix.text, prefix] as const));
  return {
    held: [
      ...vpcs.flatMap(({ site, cidrs }) => cidrs.map((prefix) => ({ site, prefix }))),
      ...routers.flatMap(({ site, announces }) => announces.map((prefix) => ({ site, prefix }))),
    ],
    probes: [...vpcs, ...routers].flatMap(({ probes = [] }) => probes),
    routed: [...new Map(routed).values()],
  };
}

/** One address of each class of a prefix that somebody has; of a prefix that nobody has, any. */
function addressesIn(prefix: Prefix, held: readonly Prefix[], { probes, routed }: Areas): readonly Address[] {
  if (held.length === 0) return addressClasses(prefix, held);
  const beside = probes.filter((probe) => !contains(probe, prefix));
  return addressClasses(prefix, [...held, ...beside, ...routed]).filter(
    (each) => held.some((area) => holdsAddress(area, each)) && !beside.some((probe) => holdsAddress(probe, each)),
  );
}

const DROPPED: readonly string[] = ['no-path', 'blackhole', 'dead-link', 'loop'] satisfies readonly Trace['outcome'][];

/** How a packet that was attracted over this session fares, of those to addresses that somebody has; the first that is lost. */
function lostOver(settled: Network, session: Session, prefix: Prefix, areas: Areas) {
  const { gateway, attachment } = session;
  const from = { at: 'gateway', gateway, arrivedBy: attachment } as const;
  const held = areas.held.filter((area) => contains(prefix, area.prefix) || contains(area.prefix, prefix));
  const addresses = addressesIn(
    prefix,
    held.map((area) => area.prefix),
    areas,
  );
  const lost = addresses
    .map((address) => ({ address, trace: trace(settled, new Map(), from, address) }))
    .find(({ trace: { outcome } }) => DROPPED.includes(outcome));
  if (!lost) return undefined;
  const site = held.find((area) => holdsAddress(area.prefix, lost.address))?.site;
  return { trace: lost.trace, site };
}

function withNothingFailed({ facts, network }: Judged): readonly Finding[] {
  const settled = settle(network, new Map());
  const areas = areasOf(settled);
  return network.sessions.flatMap((session) => {
    const source = sourceOf(facts, session.attachment);
    const told = new Set<string>();
    return advertisedOver({ facts, network }, session).flatMap(({ prefix }) => {
      const lost = told.has(prefix.text) ? undefined : lostOver(settled, session, prefix, areas);
      if (!lost) return [];
      told.add(prefix.text);
      const { trace: journey, site } = lost;
      const whose = site === undefined ? 'which no site has' : `of ${site}`;
      return [
        finding('verify-advertised-unreachable', {
          message: `${session.link} advertises ${prefix.text}, ${whose}, and what it attracts is lost: ${journey.outcome}: ${journey.hops.at(-1)?.said}`,
          fix:
            site === undefined
              ? `advertise ${prefix.text} no more over ${session.link}`
              : `lead ${prefix.text} on from the gateway where ${session.link} arrives, or advertise it no more over ${session.link}`,
          trace: journey,
          source,
        }),
      ];
    });
  });
}

/** Premises deliver what is behind them, whatever they announce. */
function announcedInVain({ network }: Judged): readonly Finding[] {
  return network.routers.flatMap(({ site, announces, cidrs }) =>
    announces
      .filter((prefix) => cidrs.length > 0 && !cidrs.some((cidr) => contains(cidr, prefix)))
      .map(({ text }) =>
        finding('verify-advertised-unreachable', {
          message: `${site} announces ${text}, and holds only ${cidrs.map((cidr) => cidr.text).join(', ')}`,
          fix: `announce at ${site} only what is behind it, or make its cidr cover ${text}`,
        }),
      ),
  );
}

/** True when premises still send into a link that carries it, and it is lost beyond. */
function isDrawnAndLost({ scenario, mode, outcome, path }: FlowResult): boolean {
  if (mode !== 'baseline' || nothingFailed(scenario) || failedAlone(scenario).length > 0) return false;
  return DROPPED.includes(outcome) && (outcome === 'dead-link' ? path.length > 1 : path.length > 0);
}

function afterFailures({ backbone, results }: Judged): readonly Finding[] {
  const premises = new Set(backbone.sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name));
  const groups = new Map<string, { readonly first: FlowResult; readonly next: FlowResult | undefined; more: number }>();
  for (const [i, result] of results.entries()) {
    if (!premises.has(result.flow.from) || !isDrawnAndLost(result)) continue;
    const key = `${result.path[0]} ${result.flow.to}`;
    const group = groups.get(key);
    if (group) group.more += 1;
    else groups.set(key, { first: result, next: results[i + 1], more: 0 });
  }
  return [...groups.values()].map(({ first, next, more }) => {
    const { flow, scenario, outcome, path, hops } = first;
    const again = counted('; and so in ', more, 'more failure');
    return finding('verify-advertised-after-failure', {
      message: `${path[0]} goes on advertising ${flow.to} to ${flow.from} after ${scenarioName(scenario)}, and what it attracts is lost without the controller: ${outcome} after ${path.join(' › ')}${again}`,
      fix:
        next?.outcome === 'delivered'
          ? `none while the controller runs: it announces ${flow.to} over ${next.path[0]}, where it is delivered`
          : `let ${flow.to} be reached another way from where ${path[0]} arrives, or advertise it there no more`,
      scenario,
      flow,
      trace: { outcome, path, hops },
    });
  });
}

export const advertisedUnreachable: Check = (judged) => [
  ...withNothingFailed(judged),
  ...announcedInVain(judged),
  ...afterFailures(judged),
];
