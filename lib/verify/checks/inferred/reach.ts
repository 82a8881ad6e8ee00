// Pure: which packets of an inferred flow arrive while nothing has failed. Flows that nobody described are judged packet by
// packet, since what is lost on purpose and what is lost by mistake differ in that.

import { packetsIn } from '../../../routing/flow-trace';
import type { Network } from '../../../routing/network';
import { type Place, step, type Trace } from '../../../routing/trace';
import { journeyOf } from '../../journeys';
import type { Judged } from '../check';

export interface Reach {
  readonly from: string;
  readonly to: string;
  /** `all`, `some` or `none` of its packets arrive; `unknown` when that is not known of one that matters. */
  readonly arrives: 'all' | 'some' | 'none' | 'unknown';
  /** The first packet that shows it: one that is lost, or not known; of `all` one that arrives. */
  readonly trace: Trace;
  /** Its source is replaced on the way, so that answers go another way. */
  readonly translated: boolean;
}

type Arrives = Reach['arrives'];
type Packet = ReturnType<ReturnType<typeof packetsIn>>[number];

const NOTHING_FAILED = new Map<string, never>();
/** A packet takes no more steps than this: far above what any network has on one way. */
const MOST_STEPS = 512;

/** Whether a packet arrives by any way it may go: by one zone, where another one loses it. */
function mayArrive(network: Network, { from, to }: Packet): boolean {
  const waiting: Place[] = [from];
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const place = waiting.pop();
    if (!place) return false;
    const taken = step(network, NOTHING_FAILED, place, to);
    if (taken.kind === 'forward') waiting.push(taken.next, ...(taken.others ?? []));
    else if (taken.outcome === 'delivered') return true;
  }
  return false;
}

function arrivesOf(network: Network, packets: readonly Packet[], traces: readonly Trace[]): Arrives {
  const all = traces.filter(({ outcome }) => outcome === 'delivered').length;
  if (all === traces.length) return 'all';
  if (traces.some(({ outcome }) => outcome === 'unknown')) return 'unknown';
  return all > 0 || packets.some((packet) => mayArrive(network, packet)) ? 'some' : 'none';
}

function showing(traces: readonly Trace[], arrives: Arrives): Trace | undefined {
  if (arrives === 'all') return traces[0];
  const wanted = (trace: Trace) =>
    arrives === 'unknown' ? trace.outcome === 'unknown' : trace.outcome !== 'delivered';
  return traces.find(wanted);
}

/** Every flow of the backbone, in its order. */
export function reachesOf({ network, backbone }: Pick<Judged, 'network' | 'backbone'>): readonly Reach[] {
  const packets = packetsIn(network, []);
  const nats = new Set((network.appliances ?? []).filter(({ kind }) => kind === 'nat').map(({ id }) => id));
  return backbone.flows.flatMap(({ from, to }): Reach[] => {
    const flow = { from, to };
    const each = packets(flow);
    const traceOf = (some: typeof each) => journeyOf(network, NOTHING_FAILED, { flow, packets: some }).trace;
    const traces = each.length === 0 ? [traceOf([])] : each.map((packet) => traceOf([packet]));
    const arrives = arrivesOf(network, each, traces);
    const trace = showing(traces, arrives);
    if (!trace) return [];
    const translated = traces.some(({ hops }) =>
      hops.some(({ stateful }) => stateful !== undefined && nats.has(stateful)),
    );
    return [{ from, to, arrives, trace, translated }];
  });
}

/** Two flows, there and back. */
interface Pair {
  readonly there: Reach;
  readonly back: Reach;
}

/** Each two sites once. */
export function pairsOf(reaches: readonly Reach[]): readonly Pair[] {
  const known = new Map(reaches.map((reach) => [JSON.stringify([reach.from, reach.to]), reach]));
  return reaches.flatMap((there): Pair[] => {
    const back = known.get(JSON.stringify([there.to, there.from]));
    return back && there.from < there.to ? [{ there, back }] : [];
  });
}
