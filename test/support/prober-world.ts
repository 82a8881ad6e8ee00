// One link end with its target, its database and its clocks, in virtual time.

import type { AuditEntry } from '../../lib/controller/audit';
import type { Observation } from '../../lib/controller/database';
import { itemOf } from '../../lib/controller/link-state-items/item';
import { type ProbeTarget, probe } from '../../lib/controller/probing/prober-loop';
import type { Answer } from '../../lib/controller/probing/results';
import type { ProbeRun } from '../../lib/controller/probing/run';
import { runLength } from '../../lib/controller/probing/schedule';
import type { ObservationStore } from '../../lib/controller/signal-ports';
import { VirtualClock } from '../../lib/twin/clock';
import { POLICY } from './backbones';

const END = { link: 's0-s1', site: 's0', policy: POLICY.probe };
export const START = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;

export const GOOD: Observation = {
  kind: 'observation',
  link: 's0-s1',
  site: 's0',
  verdict: 'good',
  sinceMs: START - 1_000_000,
  wasBad: true,
  atMs: START - 5_000,
  expiresMs: START + 205_000,
  epochMs: START - MINUTE,
};

/** Each test changes what goes wrong. */
export class ProberWorld {
  readonly time = new VirtualClock(START);
  readonly written: Observation[] = [];
  readonly told: AuditEntry[] = [];
  readonly runs: ProbeRun[] = [];
  readonly ports: number[] = [];
  stored: Observation | undefined = GOOD;
  /** What the wall clock is ahead. */
  wallAheadMs = 0;
  /** For how long the process did not run, all in all. */
  pausedMs = 0;
  answer: () => Answer = () => ({ kind: 'accepted' });
  answerMs = 20;
  fullSize: ProbeTarget['tryFullSize'] = async () => 'unknown';
  databaseMs = 10;
  databaseFails = false;
  /** How often the database was asked for something. */
  asked = 0;

  private readonly store: ObservationStore = {
    last: async () => {
      await this.database();
      return this.stored;
    },
    put: async (observation) => {
      await this.database();
      itemOf(observation, END.site);
      const [before, now] = [this.stored?.epochMs ?? 0, observation.epochMs ?? 0];
      if (before > now || (before === now && (this.stored?.atMs ?? 0) > observation.atMs)) return 'superseded';
      this.stored = observation;
      this.written.push(observation);
      return 'written';
    },
  };

  private async database(): Promise<void> {
    this.asked += 1;
    await this.time.sleep(this.databaseMs);
    if (this.databaseFails) throw new Error('the database does not answer');
  }

  private async connect(port: number, timeoutMs: number): Promise<Answer> {
    this.ports.push(port);
    const answer = this.answer();
    await this.time.sleep(answer.kind === 'nothing' ? timeoutMs : this.answerMs);
    return answer;
  }

  start(afterMs: number, lengthMs = runLength(90_000), policy = POLICY.probe): void {
    const target = { connect: this.connect.bind(this), tryFullSize: this.fullSize };
    const clock = {
      // Its start is any moment, and its milliseconds have fractions.
      elapsed: () => this.time.now() - START + this.pausedMs + 0.375,
      now: () => this.time.now() + this.wallAheadMs + this.pausedMs,
      after: (ms: number, callback: () => void) => this.time.start(this.time.now() + ms, callback),
    };
    const tell = (entry: AuditEntry) => void this.told.push(entry);
    this.time.start(START + afterMs, async () => {
      this.runs.push(await probe({ ...END, policy }, { target, store: this.store, clock, tell }, lengthMs));
    });
  }

  at(afterMs: number, happen: () => void): void {
    this.time.at(START + afterMs, happen);
  }

  async until(afterMs: number): Promise<void> {
    await this.time.run(START + afterMs);
  }

  /** `good 0 +10 +20`: verdicts, each with the seconds after the start at which it was written. */
  story(): string {
    let verdict = '';
    const words = this.written.flatMap((observation) => {
      const at = String((observation.atMs - START) / 1_000);
      if (observation.verdict === verdict) return [at];
      verdict = observation.verdict;
      return [verdict, at];
    });
    return words.join(' ');
  }
}
