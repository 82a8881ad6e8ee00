// Packets of every flow, forwarded through the fabric's tables. Nothing changes between two changes of the fabric, so
// the packets sent meanwhile fare alike and one trace counts for all that also arrive meanwhile; each packet that is on
// its way at the moment of a change is carried on by itself, hop by hop.

import type { Address } from '../net/prefix';
import { carries, type Outcome, type Place, type Step, step } from '../routing/trace';
import type { Fabric } from './fabric';
import type { FlowCount, Turn } from './replayed';

export interface PacketFlow {
  readonly name: string;
  readonly source: Place;
  readonly destination: Address;
  readonly packetsPerSecond: number;
}

/** A packet somewhere on its way. */
interface Packet {
  readonly place: Place;
  readonly atMs: number;
  readonly hops: number;
  /** The link it is on right now, if any: it is lost when the link stops carrying before it is across. */
  readonly crossing?: string;
}

/** A packet that is forwarded this often is in a loop (RFC 791, time to live). */
const MAX_HOPS = 64;
/** Time in a gateway or a VPC, milliseconds. */
const HOP_MS = 0.2;

interface Tally {
  readonly flow: PacketFlow;
  sent: number;
  onTheWay: Packet[];
  readonly lost: Map<Outcome, number>;
  readonly turns: Turn[];
  firstLostMs?: number;
  lastLostMs?: number;
}

interface Journey {
  readonly path: readonly string[];
  readonly tookMs: number;
  readonly outcome: Outcome;
}

function noteTurn(turns: Turn[], next: Turn): void {
  const last = turns.at(-1);
  if (last?.outcome !== next.outcome || last.path.join() !== next.path.join()) turns.push(next);
}

export class Packets {
  private readonly tallies: readonly Tally[];
  private doneMs: number;

  constructor(
    flows: readonly PacketFlow[],
    private readonly fabric: Fabric,
    private readonly startMs: number,
    private readonly linkMs: number,
  ) {
    this.doneMs = startMs;
    this.tallies = flows.map((flow) => ({ flow, sent: 0, onTheWay: [], lost: new Map(), turns: [] }));
  }

  /** Sends and forwards everything up to (not including) this time, through the fabric as it is now. */
  advance(untilMs: number): void {
    if (untilMs <= this.doneMs) return;
    this.finish(untilMs);
    for (const tally of this.tallies) {
      const journey = this.journey(tally.flow, this.doneMs);
      noteTurn(tally.turns, { atMs: this.doneMs, path: journey.path, outcome: journey.outcome });
      this.sendUntil(tally, journey.tookMs, journey.outcome, untilMs);
    }
    this.doneMs = untilMs;
  }

  /** Sends nothing, and forwards what is on its way until this time. */
  finish(untilMs: number): void {
    for (const tally of this.tallies) {
      const waiting = tally.onTheWay;
      tally.onTheWay = [];
      for (const packet of waiting) this.carryOn(tally, packet, untilMs);
    }
  }

  counts(): readonly FlowCount[] {
    return this.tallies.map(({ flow, sent, lost, firstLostMs, lastLostMs, turns }) => {
      const total = [...lost.values()].reduce((sum, n) => sum + n, 0);
      return {
        name: flow.name,
        sent,
        lost: total,
        outcomes: Object.fromEntries(lost),
        outageSeconds: total / flow.packetsPerSecond,
        ...(firstLostMs === undefined ? {} : { firstLostMs }),
        ...(lastLostMs === undefined ? {} : { lastLostMs }),
        turns,
      };
    });
  }

  private sentAt({ packetsPerSecond }: PacketFlow, n: number): number {
    return this.startMs + (n * 1_000) / packetsPerSecond;
  }

  private sendUntil(tally: Tally, tookMs: number, outcome: Outcome, untilMs: number): void {
    for (
      let sentMs = this.sentAt(tally.flow, tally.sent);
      sentMs < untilMs;
      sentMs = this.sentAt(tally.flow, tally.sent)
    ) {
      tally.sent += 1;
      const doneMs = sentMs + tookMs;
      if (doneMs < untilMs) this.settle(tally, doneMs, outcome);
      else this.carryOn(tally, { place: tally.flow.source, atMs: sentMs, hops: 0 }, untilMs);
    }
  }

  /** What becomes of a packet when nothing changes on its way. */
  private journey(flow: PacketFlow, sentMs: number): Journey {
    const path: string[] = [];
    let packet: Packet = { place: flow.source, atMs: sentMs, hops: 0 };
    for (;;) {
      if (packet.place.at === 'link') path.push(packet.place.link);
      const next = this.forward(flow, packet);
      if (next.done !== undefined) return { path, tookMs: packet.atMs - sentMs, outcome: next.done };
      packet = next.packet;
    }
  }

  private carryOn(tally: Tally, from: Packet, untilMs: number): void {
    let packet = from;
    while (packet.atMs < untilMs) {
      const next = this.forward(tally.flow, packet);
      if (next.done !== undefined) {
        this.settle(tally, packet.atMs, next.done);
        return;
      }
      packet = next.packet;
    }
    tally.onTheWay.push(packet);
  }

  private forward(flow: PacketFlow, packet: Packet): { done: Outcome } | { done?: undefined; packet: Packet } {
    if (packet.crossing !== undefined && !carries(this.fabric.conditions.get(packet.crossing)))
      return { done: 'dead-link' };
    if (packet.hops >= MAX_HOPS) return { done: 'loop' };
    const taken: Step = step(this.fabric.forwarding, this.fabric.conditions, packet.place, flow.destination);
    if (taken.kind === 'end') return { done: taken.outcome };
    const { place, atMs, hops } = packet;
    if (place.at !== 'link') return { packet: { place: taken.next, atMs: atMs + HOP_MS, hops: hops + 1 } };
    return {
      packet: { place: taken.next, atMs: atMs + this.linkMs, hops: hops + 1, crossing: place.link },
    };
  }

  private settle(tally: Tally, doneMs: number, outcome: Outcome): void {
    if (outcome === 'delivered') return;
    tally.lost.set(outcome, (tally.lost.get(outcome) ?? 0) + 1);
    tally.firstLostMs = Math.min(tally.firstLostMs ?? doneMs, doneMs);
    tally.lastLostMs = Math.max(tally.lastLostMs ?? doneMs, doneMs);
  }
}
