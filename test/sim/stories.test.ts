// Stories in which controllers once did harm, on backbones small enough to draw.

import { prefix } from '../../lib/net/prefix';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { aBackbone, aPeering, aSite, POLICY } from '../support/backbones';
import { networkOf } from '../support/networks';
import { Judge } from './judge';
import { type Circumstances, cutOff, MINUTE_MS, SimWorld } from './sim-world';

/** The hold-down is two minutes, so that stories are short. */
function backboneOf(count: number, links: readonly BackboneLink[]): Backbone {
  const sites = Array.from({ length: count }, (_, n) => aSite(n));
  const probe = { ...POLICY.probe, intervalMs: 5_000 };
  return aBackbone(sites, links, { probe, holdDownMs: 2 * MINUTE_MS });
}

const TRIANGLE = backboneOf(3, [aPeering(0, 1, 1), aPeering(0, 2, 1), aPeering(1, 2, 1)]);

/** s1 has a dear way to s2; all else goes through s0 and s3. */
const SQUARE = backboneOf(4, [aPeering(0, 1, 1), aPeering(0, 3, 1), aPeering(2, 3, 1), aPeering(1, 2, 10)]);

function minutes(fromMinute: number, toMinute: number) {
  return { fromMs: fromMinute * MINUTE_MS, toMs: toMinute * MINUTE_MS };
}

/** All sites have moved within seconds. That nothing is in flight any more is said by the minute's run, if nothing happens. */
const DRAIN_MINUTES = 2;

class Story {
  readonly world: SimWorld;
  readonly judge: Judge;

  constructor(backbone: Backbone, circumstances: Partial<Circumstances> = {}, network: Network = networkOf(backbone)) {
    this.world = new SimWorld(backbone, circumstances, network);
    this.judge = new Judge(this.world);
    this.world.start();
  }

  /** The minute by which a site had written this down about a link, or undefined. */
  minuteOf(code: string, link: string): number | undefined {
    const entry = this.world.audit.find((e) => e.code === code && e.link === link);
    return entry && Math.ceil(entry.atMs / MINUTE_MS);
  }

  until(minute: number): Promise<void> {
    return this.world.clock.run(minute * MINUTE_MS);
  }
}

describe('a site that fell silent and rescued its traffic meanwhile', () => {
  const cases: readonly [string, Circumstances['cuts']][] = [
    ['hears nothing and is not heard', cutOff(SQUARE, 's1', minutes(15, 45))],
    ['is not heard', cutOff(SQUARE, 's1', minutes(15, 45)).filter(({ from }) => from === 's1')],
  ];

  test.each(cases)('is not sent what it would send back, when it %s', async (_, cuts) => {
    const story = new Story(SQUARE, { cuts });
    story.world.fault('s0-s1', minutes(20, 22));
    story.world.notice('s2-s3', minutes(30, 50));
    await story.until(75);
    expect(story.judge.violations).toEqual([]);
    expect(story.judge.loops.longestMs).toBe(0);
    expect(story.judge.undelivered()).toEqual([]);
  });
});

test('a site does not act on the old word of a site that it cannot hear', async () => {
  // In turn s2 has to go to s3 through s1, then s1 through s2 and s0; what s1 knows of s2 is from before both.
  const links = [aPeering(0, 2, 1), aPeering(0, 3, 4), aPeering(1, 2, 1), aPeering(1, 3, 2), aPeering(2, 3, 2)];
  const backbone = backboneOf(4, links);
  const cuts = [
    { from: 's2', to: 's1', ...minutes(5, 12) },
    { from: 's0', to: 's2', ...minutes(7, 12) },
  ];
  const story = new Story({ ...backbone, policy: { ...backbone.policy, maxConcurrentDrains: 2 } }, { cuts });
  story.world.notice('s2-s3', minutes(6, 40));
  story.world.notice('s1-s3', minutes(8, 40));
  await story.until(11);
  expect(story.judge.violations).toEqual([]);
  expect(story.minuteOf('drain-complete', 's2-s3')).toBeUndefined();
  await story.until(50);
  expect(story.minuteOf('drain-complete', 's2-s3')).toBeLessThanOrEqual(14);
  expect(story.judge.violations).toEqual([]);
  expect(story.judge.loops.longestMs).toBe(0);
});

test('of two sites that want to send the same traffic to each other, neither does', async () => {
  // The links of s1 and s2 to s3 are held down. Operators force both up, and each site hears only of the other's.
  const short = [aPeering(1, 2, 1), aPeering(1, 3, 1), aPeering(2, 3, 1)];
  const links = [...short, aPeering(0, 1, 5), aPeering(0, 2, 5), aPeering(0, 3, 5)];
  const { sites, policy } = backboneOf(4, links);
  const cuts = [
    { from: 'p4', to: 's1', ...minutes(0, 30) },
    { from: 'p5', to: 's2', ...minutes(0, 30) },
  ];
  const backbone = aBackbone([...sites, aSite(4, 'on-prem'), aSite(5, 'on-prem')], links, policy);
  const story = new Story({ ...backbone, policy: { ...policy, holdDownMs: 5 * MINUTE_MS } }, { cuts });
  // One after the other: what is lost at once at both is rescued at once, and sent back by the next round.
  story.world.fault('s1-s3', minutes(5, 6.5));
  story.world.fault('s2-s3', minutes(5.5, 6.5));
  story.world.order('force-up', 's1-s3', minutes(8, 11), 'p4');
  story.world.order('force-up', 's2-s3', minutes(8, 11), 'p5');
  await story.until(10);
  expect(story.world.audit.filter(({ code }) => code === 'link-forced-up')).toHaveLength(6);
  await story.until(20);
  expect(story.judge.violations).toEqual([]);
  expect(story.judge.loops.longestMs).toBe(0);
});

test('a drain is not complete while an end whose controller is dead still sends', async () => {
  const story = new Story(TRIANGLE, { dead: [{ site: 's1', ...minutes(3, 40) }] });
  story.world.notice('s1-s2', minutes(5, 60));
  await story.until(40);
  expect(story.minuteOf('link-maintenance', 's1-s2')).toBeDefined();
  expect(story.minuteOf('drain-complete', 's1-s2')).toBeUndefined();
  await story.until(45);
  expect(story.minuteOf('drain-complete', 's1-s2')).toBeGreaterThan(40);
  expect(story.judge.early).toEqual([]);
});

test('a drain is not complete by the old word of a site that is not heard any more', async () => {
  const story = new Story(TRIANGLE, { cuts: [{ from: 's1', to: 's0', ...minutes(6, 40) }] });
  story.world.notice('s1-s2', minutes(5, 60));
  story.world.fault('s0-s1', minutes(7, 9));
  await story.until(30);
  expect(story.judge.early).toEqual([]);
  await story.until(45);
  expect(story.judge.linksInUse()).not.toContain('s1-s2');
});

describe('lost traffic is rescued as soon as the probes have seen it', () => {
  const full = async () => {
    throw new Error('the audit table refuses');
  };

  test.each<[string, Partial<Circumstances>]>([
    ['by default', {}],
    ['when nothing can be written to the audit table', { audit: full }],
    ['when the site hears nothing and is not heard', { cuts: cutOff(TRIANGLE, 's1', minutes(3, 20)) }],
  ])('%s', async (_, circumstances) => {
    const story = new Story(TRIANGLE, circumstances);
    story.world.fault('s0-s1', minutes(5, 30));
    await story.until(5 + (3 * 5_000 + 500 + 2_000) / MINUTE_MS);
    expect(story.judge.undelivered()).toEqual([]);
    await story.until(45);
    expect(story.judge.violations).toEqual([]);
  });
});

test('a longer route that somebody leaked does not keep another link from being drained', async () => {
  const leak = { prefix: prefix('10.2.3.0/24'), origin: 'static', source: 'leaked' } as const;
  const network = networkOf(TRIANGLE);
  const tables = network.tables.map((table) => {
    if (table.id !== 's1/spokes') return table;
    return {
      ...table,
      routes: [...table.routes, { ...leak, target: { kind: 'attachment', attachment: 's0-s1' } as const }],
    };
  });
  const story = new Story(TRIANGLE, {}, { ...network, tables });
  story.world.notice('s0-s2', minutes(5, 30));
  await story.until(45);
  expect(story.minuteOf('drain-complete', 's0-s2')).toBeLessThanOrEqual(5 + DRAIN_MINUTES);
  expect(story.judge.violations).toEqual([]);
  expect(story.judge.undelivered()).toEqual([]);
});

test('a site that lost all its links does not keep a link of others from being drained', async () => {
  const links = [aPeering(0, 1, 1), aPeering(0, 2, 2), aPeering(1, 2, 2), aPeering(1, 3, 1), aPeering(2, 3, 1)];
  const story = new Story(backboneOf(4, links));
  story.world.fault('s1-s3', minutes(5, 60));
  story.world.fault('s2-s3', minutes(8, 60));
  story.world.notice('s0-s1', minutes(20, 50));
  await story.until(50);
  expect(story.minuteOf('drain-complete', 's0-s1')).toBeLessThanOrEqual(20 + DRAIN_MINUTES);
  await story.until(75);
  expect(story.judge.violations).toEqual([]);
  expect(story.judge.undelivered()).toEqual([]);
});

test('a drained link that an operator forces up gives its place to the next', async () => {
  const story = new Story(TRIANGLE);
  story.world.notice('s0-s1', minutes(5, 60));
  story.world.order('force-up', 's0-s1', minutes(8, 70));
  story.world.notice('s1-s2', minutes(15, 55));
  await story.until(90);
  expect(story.minuteOf('drain-complete', 's0-s1')).toBeLessThanOrEqual(5 + DRAIN_MINUTES);
  expect(story.minuteOf('drain-ended', 's0-s1')).toBeLessThanOrEqual(9);
  expect(story.minuteOf('drain-complete', 's1-s2')).toBeLessThanOrEqual(15 + DRAIN_MINUTES);
  expect(story.judge.violations).toEqual([]);
});
