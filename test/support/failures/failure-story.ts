// A drain, a restore or a rescue that is told once without trouble, and then again and again with something going wrong in
// one of its turns: in each the controller of one site runs once. Each telling goes on from how the world was when that turn
// began, and ends where it comes to what has been told before.

import type { Backbone } from '../../../lib/routing/backbone';
import type { LinkConditions } from '../../../lib/routing/network';
import type { DirectConnectTiming, FakeWorld } from '../fake-ports';
import { contentOf } from '../hybrid';
import { SiteRuns } from '../site-runs';

/** How the world was at one moment, between two turns. */
type Moment = Pick<FakeWorld, 'network' | 'snapshot' | 'pending' | 'tests' | 'nowMs' | 'pasts'>;

export interface Plot {
  readonly backbone: Backbone;
  readonly roundMs: number;
  readonly direct: DirectConnectTiming;
  /** In how many rounds it is over when nothing goes wrong, and how many more it may take when something does. */
  readonly rounds: number;
  readonly moreRounds: number;
  readonly conditions?: LinkConditions;
  /** How long each call takes; at once when left out. */
  readonly callMs?: number;
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

/** What goes wrong: it is set up before a turn begins, and put an end to when it has lasted. */
export interface Mishap {
  readonly begin: (sites: SiteRuns) => void | Promise<void>;
  readonly end: (sites: SiteRuns) => void | Promise<void>;
  /** The one turn, or so many rounds. */
  readonly lasts: 'a turn' | number;
}

export const IN_ORDER: Ending = { harm: [], difference: [] };

function momentOf({ network, snapshot, pending, tests, nowMs, pasts }: FakeWorld): Moment {
  return { network, snapshot, pending, tests, nowMs, pasts };
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
    /** How the world was when each turn began. */
    private readonly moments: readonly Moment[],
    private readonly content: readonly string[],
    /** How it ends from a state on. */
    private readonly endings: Map<string, Ending>,
  ) {}

  static async of(plot: Plot): Promise<FailureStory> {
    const quiet = resumed(plot, undefined);
    await quiet.rounds(3);
    await plot.begin(quiet);
    const sites = resumed(plot, momentOf(quiet.world));
    const moments: Moment[] = [];
    const endings = new Map<string, Ending>();
    for (let turn = 0; turn < plot.rounds * plot.backbone.sites.length; turn++) {
      moments.push(momentOf(sites.world));
      endings.set(stateOf(sites, turn % plot.backbone.sites.length), IN_ORDER);
      await sites.turn(turn);
    }
    const content = contentOf(sites.world.network);
    expect(content).not.toEqual(contentOf(quiet.world.network));
    await sites.rounds(plot.moreRounds);
    expect(contentOf(sites.world.network)).toEqual(content);
    expect({ lost: sites.lost, trespasses: sites.trespasses }).toEqual({ lost: [], trespasses: [] });
    return new FailureStory(plot, moments, content, endings);
  }

  /** Numbers of the turns of sites that have a controller. */
  get turns(): readonly number[] {
    const { sites } = this.plot.backbone;
    return [...this.moments.keys()].filter((turn) => sites[turn % sites.length]?.kind === 'aws');
  }

  /** Numbers of the turns with which rounds begin. */
  get rounds(): readonly number[] {
    return [...this.moments.keys()].filter((turn) => turn % this.perRound === 0);
  }

  /** The world when a turn begins, in a copy of its own. */
  at(turn: number): SiteRuns {
    return resumed(this.plot, this.moments[turn]);
  }

  /** With something going wrong from the beginning of this turn on; `sites` is what it was told with. */
  async told(turn: number, mishap: Mishap, sites = this.at(turn)): Promise<Ending> {
    const until = turn + (mishap.lasts === 'a turn' ? 1 : mishap.lasts * this.perRound);
    await mishap.begin(sites);
    for (let now = turn; now < until; now++) await sites.turn(now);
    await mishap.end(sites);
    const passed: string[] = [];
    const ending = await this.ended(until, sites, passed);
    for (const state of passed) this.endings.set(state, ending);
    return ending;
  }

  private get perRound(): number {
    return this.plot.backbone.sites.length;
  }

  /** What has been told before from exactly here on need not be told again. */
  private async ended(from: number, sites: SiteRuns, passed: string[]): Promise<Ending> {
    const until = Math.max(from, this.moments.length) + this.plot.moreRounds * this.perRound;
    for (let turn = from; turn < until; turn++) {
      const state = stateOf(sites, turn % this.perRound);
      const known = this.endings.get(state);
      if (known) return known;
      passed.push(state);
      await sites.turn(turn);
    }
    return {
      harm: [...sites.lost, ...sites.trespasses],
      difference: difference(this.content, contentOf(sites.world.network)),
    };
  }
}

function resumed({ backbone, roundMs, direct, conditions, callMs = 0 }: Plot, moment: Moment | undefined): SiteRuns {
  const sites = new SiteRuns(backbone, moment?.network);
  sites.roundMs = roundMs;
  sites.world.direct = direct;
  sites.world.testing = backbone.policy.greyDx === 'bgp-down';
  sites.world.callMs = callMs;
  if (conditions && moment) sites.conditions = conditions;
  if (moment) Object.assign(sites.world, moment);
  return sites;
}

/** Everything that what comes next depends on, whose turn it is, and what has gone wrong so far. */
function stateOf({ world, lost, trespasses, leases }: SiteRuns, next: number): string {
  const pending = [...world.pending].map(([link, update]) => [
    link,
    update.dueMs,
    update.prefixes.map(({ text }) => text),
  ]);
  const held = [...leases.values()].map(({ lease }) => lease?.expiresMs);
  const tests = [...world.tests];
  const { network, snapshot, nowMs } = world;
  return JSON.stringify([contentOf(network), snapshot, pending, tests, held, nowMs, next, lost, trespasses]);
}
