// Faults of links as BGP sees them. A link has data, which a fault takes away, and where it has BGP a session, which a
// fault of the form `down` takes away once its timers have run out.
//
//   fault        session   condition
//   none         up        up
//   any          up        grey    (also `down` until BGP gives up)
//   any, none    lost      down    (until the session is back: nobody is told of the link before)

import type { Network, Session } from '../routing/network';
import type { FailureForm } from '../routing/scenario';
import type { Clock } from './clock';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import type { Latencies } from './latencies';
import type { Random } from './random';
import type { WorldEvent } from './replayed';
import type { Fault } from './scenario';

type Report = (kind: WorldEvent['kind'], link: string, said: string) => void;

export class LinkFaults {
  private readonly active = new Map<string, Fault>();
  private readonly lost = new Set<string>();
  /** When a link began to carry BGP again. */
  private readonly healedMs = new Map<string, number>();
  private readonly sessions: ReadonlyMap<string, Session>;

  constructor(
    network: Network,
    private readonly fabric: Fabric,
    private readonly clock: Clock,
    private readonly latencies: Latencies,
    private readonly random: Random,
    private readonly report: Report,
    private readonly note: Note,
  ) {
    this.sessions = new Map(network.sessions.map((session) => [session.link, session]));
  }

  plan(fault: Fault): void {
    this.clock.at(fault.fromMs, () => this.begin(fault));
    this.clock.at(fault.toMs, () => this.end(fault));
  }

  /** From now on, until it is healed, and in place of any other fault of the link; nothing when it is there already. */
  fail(link: string, form: FailureForm): void {
    if (this.formOf(link) === form) return;
    this.heal(link);
    this.begin({ link, form, fromMs: this.clock.now(), toMs: Number.POSITIVE_INFINITY });
  }

  /** Ends whatever fault the link has. */
  heal(link: string): void {
    const fault = this.active.get(link);
    if (fault) this.end(fault);
  }

  /** Undefined: the link has no fault. Its session may still be on its way back. */
  formOf(link: string): FailureForm | undefined {
    return this.active.get(link)?.form;
  }

  private begin(fault: Fault): void {
    const { link, form } = fault;
    const session = this.sessions.get(link);
    this.active.set(link, fault);
    if (form === 'down') this.healedMs.delete(link);
    this.report('fault-begins', link, `${link} ${saidOf(form === 'down', session !== undefined)}`);
    this.apply(link);
    if (form !== 'down' || !session) return;
    this.clock.at(fault.fromMs + this.random(...this.latencies.sessionLost[session.origin]), () => this.lose(fault));
  }

  /** Nothing, when the fault was over before BGP could see it. */
  private lose(fault: Fault): void {
    const { link } = fault;
    if (this.active.get(link) !== fault || this.lost.has(link)) return;
    this.lost.add(link);
    this.report('session-lost', link, `BGP gives up its session over ${link}`);
    this.note({ kind: 'session', link, sinceMs: fault.fromMs, atMs: this.clock.now() });
    this.apply(link);
  }

  private end(fault: Fault): void {
    const { link } = fault;
    if (this.active.get(link) !== fault) return;
    this.active.delete(link);
    this.report('fault-ends', link, `${link} carries data again`);
    this.note({ kind: 'healed', link, sinceMs: fault.fromMs, atMs: this.clock.now() });
    this.apply(link);
    const session = this.sessions.get(link);
    if (!session || !this.lost.has(link)) return;
    const sinceMs = this.clock.now();
    const backMs = sinceMs + this.random(...this.latencies.sessionBack[session.origin]);
    this.healedMs.set(link, sinceMs);
    this.clock.at(backMs, () => this.recover(link, sinceMs));
  }

  /** Nothing, when the link has gone down again meanwhile. */
  private recover(link: string, sinceMs: number): void {
    if (this.healedMs.get(link) !== sinceMs || !this.lost.delete(link)) return;
    this.report('session-back', link, `BGP has its session over ${link} back`);
    this.note({ kind: 'session', link, sinceMs, atMs: this.clock.now() });
    this.apply(link);
  }

  private apply(link: string): void {
    const drops = this.active.has(link) ? 'grey' : 'up';
    this.fabric.setCondition(link, this.lost.has(link) ? 'down' : drops);
  }
}

function saidOf(isDown: boolean, hasBgp: boolean): string {
  if (isDown) return 'goes down';
  return hasBgp ? 'drops all data; its BGP session stays up' : 'drops all data; its attachments and routes stay up';
}
