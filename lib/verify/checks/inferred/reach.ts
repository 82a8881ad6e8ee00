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

type Packet = ReturnType<ReturnType<typeof packetsIn>>[number];

const NOTHING_FAILED = new Map<string, never>();

/** Whether a packet arrives by any way it may go: by one zone, where another one loses it. */
function mayArrive(network: Network, { from, to }: Packet): boolean {
  const places = new Map<string, Place>([[JSON.stringify(from), from]]);
  // What is added meanwhile is visited too, and each place once.
  for (const place of places.values()) {
    const taken = step(network, NOTHING_FAILED, place, to);
    if (taken.kind === 'forward')
      for (const next of [taken.next, ...(taken.others ?? [])]) places.set(JSON.stringify(next), next);
    else if (taken.outcome === 'delivered') return true;
  }
  return false;
}

function arrivesOf(network: Network, packets: readonly Packet[], traces: readonly Trace[]): Reach['arrives'] {
  if (traces.every(({ outcome }) => outcome === 'delivered')) return 'all';
  if (traces.some(({ outcome }) => outcome === 'unknown')) return 'unknown';
  return packets.some((packet) => mayArrive(network, packet)) ? 'some' : 'none';
}

/** Every flow of the backbone, in its order. */
export function reachesOf({ network, backbone }: Pick<Judged, 'network' | 'backbone'>): readonly Reach[] {
  const packets = packetsIn(network, []);
  const nats = new Set<string | undefined>(
    network.appliances?.filter(({ kind }) => kind === 'nat').map(({ id }) => id),
  );
  return backbone.flows.map(({ from, to }): Reach => {
    const flow = { from, to };
    const each = packets(flow);
    const traceOf = (some: typeof each) => journeyOf(network, NOTHING_FAILED, { flow, packets: some }).trace;
    const [first = traceOf([]), ...more] = each.map((packet) => traceOf([packet]));
    const traces = [first, ...more];
    const unsure = traces.find(({ outcome }) => outcome === 'unknown');
    const lost = traces.find(({ outcome }) => outcome !== 'delivered');
    const translated = traces.some(({ hops }) => hops.some(({ stateful }) => nats.has(stateful)));
    return { from, to, arrives: arrivesOf(network, each, traces), trace: unsure ?? lost ?? first, translated };
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
