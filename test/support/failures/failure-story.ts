// A drain, a restore or a rescue that is told once without trouble, and then again and again with something going wrong in
// one of its rounds. Each telling goes on from how the world was when that round began.

import type { Backbone } from '../../../lib/routing/backbone';
import type { LinkConditions } from '../../../lib/routing/network';
import type { DirectConnectTiming, FakeWorld } from '../fake-ports';
import { contentOf } from '../hybrid';
import { SiteRuns } from '../site-runs';

/** How the world was at one moment, between two rounds. */
type Moment = Pick<FakeWorld, 'network' | 'snapshot' | 'pending' | 'nowMs' | 'pasts'>;

export interface Plot {
  readonly backbone: Backbone;
  readonly roundMs: number;
  readonly direct: DirectConnectTiming;
  /** In how many rounds it is over when nothing goes wrong, and how many more it may take when something does. */
  readonly rounds: number;
  readonly moreRounds: number;
  readonly conditions?: LinkConditions;
  /** Brings a quiet world to where the story begins. */
  readonly begin: (sites: SiteRuns) => Promise<void>;
}

/** What came of a telling. */
export interface Ending {
  /** Flows that were lost by a write, and changes of what controllers do not own: there are none. */
  readonly harm: readonly string[];
  /** What differs from how it ends when nothing goes wrong. */
  readonly difference: readonly string[];
}

/** What goes wrong: it is set up before the round begins, and put an end to after so many rounds. */
export interface Mishap {
  readonly begin: (sites: SiteRuns) => void | Promise<void>;
  readonly end: (sites: SiteRuns) => void | Promise<void>;
  readonly rounds: number;
}

export const IN_ORDER: Ending = { harm: [], difference: [] };

function momentOf({ network, snapshot, pending, nowMs, pasts }: FakeWorld): Moment {
  return { network, snapshot, pending, nowMs, pasts };
}

/** Each line that only one of them has. */
function difference(a: readonly string[], b: readonly string[]): readonly string[] {
  const [left, right] = [new Set(a), new Set(b)];
  return [
    ...a.filter((line) => !right.has(line)).map((l) => `- ${l}`),
    ...b.filter((l) => !left.has(l)).map((l) => `+ ${l}`),
  ];
}

export class FailureStory {
  private constructor(
    private readonly plot: Plot,
    /** How the world was when each round began. */
    private readonly moments: readonly Moment[],
    private readonly content: readonly string[],
    private readonly endings = new Map<string, Ending>(),
  ) {}

  static async of(plot: Plot): Promise<FailureStory> {
    const quiet = resumed(plot, undefined);
    await quiet.rounds(3);
    await plot.begin(quiet);
    const sites = resumed(plot, momentOf(quiet.world));
    const moments: Moment[] = [];
    for (let round = 0; round < plot.rounds; round++) {
      moments.push(momentOf(sites.world));
      await sites.round();
    }
    const content = contentOf(sites.world.network);
    expect(content).not.toEqual(contentOf(quiet.world.network));
    expect({ lost: sites.lost, trespasses: sites.trespasses }).toEqual({ lost: [], trespasses: [] });
    return new FailureStory(plot, moments, content);
  }

  /** Numbers of the rounds, from 0. */
  get rounds(): readonly number[] {
    return [...this.moments.keys()];
  }

  /** The world when a round begins, in a copy of its own. */
  at(round: number): SiteRuns {
    return resumed(this.plot, this.moments[round]);
  }

  /** With something going wrong from the beginning of this round on; `sites` is what it was told with. */
  async told(round: number, mishap: Mishap, sites = this.at(round)): Promise<Ending> {
    await mishap.begin(sites);
    await sites.rounds(mishap.rounds);
    await mishap.end(sites);
    const key = stateOf(sites);
    const known = this.endings.get(key);
    const ending = known ?? (await this.ended(round + mishap.rounds, sites));
    this.endings.set(key, ending);
    return ending;
  }

  /** What has been told before from exactly here on need not be told again. */
  private async ended(round: number, sites: SiteRuns): Promise<Ending> {
    await sites.rounds(Math.max(0, this.plot.rounds - round) + this.plot.moreRounds);
    return {
      harm: [...sites.lost, ...sites.trespasses],
      difference: difference(this.content, contentOf(sites.world.network)),
    };
  }
}

function resumed({ backbone, roundMs, direct, conditions }: Plot, moment: Moment | undefined): SiteRuns {
  const sites = new SiteRuns(backbone, moment?.network);
  sites.roundMs = roundMs;
  sites.world.direct = direct;
  if (conditions && moment) sites.conditions = conditions;
  if (moment) Object.assign(sites.world, moment);
  return sites;
}

/** Everything that what comes next depends on, and what has gone wrong so far. */
function stateOf({ world, lost, trespasses, leases }: SiteRuns): string {
  const pending = [...world.pending].map(([link, update]) => [
    link,
    update.dueMs,
    update.prefixes.map(({ text }) => text),
  ]);
  const held = [...leases.values()].map(({ lease }) => lease?.expiresMs);
  return JSON.stringify([contentOf(world.network), world.snapshot, pending, held, world.nowMs, lost, trespasses]);
}
