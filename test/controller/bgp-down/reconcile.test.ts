import { TEST_MINUTES } from '../../../lib/controller/bgp-down/need';
import type { BgpTestPort, RunningTest } from '../../../lib/controller/bgp-down/test-port';
import type { Ports } from '../../../lib/controller/ports';
import { reconcile } from '../../../lib/controller/reconcile';
import { siteRouting } from '../../../lib/controller/site-routing';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { FakeWorld } from '../../support/fake-ports';
import { networkOf } from '../../support/networks';
import { allGood, anObservation, aStatus, MINUTE_MS } from '../../support/world';

//   s0 and s1 are peered, and p9 reaches each of them over a Direct Connect link of its own. There is no VPN.
const [NEAR, FAR] = ['p9-s0', 'p9-s1'];
const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [
    aPeering(0, 1),
    { name: NEAR, kind: 'direct-connect', between: ['p9', 's0'], cost: 1, sharedRisks: [], probeTarget: '10.9.255.4' },
    { name: FAR, kind: 'direct-connect', between: ['p9', 's1'], cost: 1, sharedRisks: [], probeTarget: '10.9.255.5' },
  ],
  { greyDx: 'bgp-down' },
);

/** Failover tests of one site's links, and what was asked of them. */
class Tests implements BgpTestPort {
  readonly running = new Map<string, RunningTest>();
  readonly asked: string[] = [];
  refusal: string | undefined;

  async readTests() {
    this.refuse();
    return new Map(this.running);
  }

  async startTest(link: string, minutes: number) {
    this.asked.push(`start ${link} for ${minutes} minutes`);
    this.refuse();
    this.running.set(link, { id: `test-${this.asked.length}` });
  }

  async stopTest(link: string) {
    this.asked.push(`stop ${link}`);
    this.refuse();
    this.running.delete(link);
  }

  private refuse(): void {
    if (this.refusal !== undefined) throw new Error(this.refusal);
  }
}

class Story {
  readonly world = new FakeWorld(networkOf(backbone));
  readonly tests = new Tests();

  /** One round of both sites, half a minute long. */
  async round(ports: (own: Ports) => Ports = (own) => own): Promise<void> {
    for (const site of ['s0', 's1']) {
      const routing = siteRouting(this.world.baseline, site);
      if (!routing) throw new Error(`${site} has nothing to steer with`);
      const own = this.world.portsOf(site);
      const given = site === 's0' ? ports({ ...own, bgpTests: this.tests }) : own;
      await reconcile(backbone, routing, given).catch(() => undefined);
    }
    this.world.advance(MINUTE_MS / 2);
  }

  async rounds(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await this.round();
  }

  /** The near link drops data, and went bad a minute ago. */
  turnsGrey(): void {
    const { nowMs } = this.world;
    const bad = anObservation(NEAR, 's0', { verdict: 'bad', wasBad: true, sinceMs: nowMs - MINUTE_MS });
    const good = allGood(backbone).filter(({ link }) => link !== NEAR);
    const statuses = [aStatus(NEAR, 's0', ['up']), aStatus(FAR, 's1', ['up'])];
    this.world.know({ observations: [...good, bad], statuses });
    this.world.conditions = new Map([[NEAR, 'grey']]);
  }

  published = () => this.world.snapshot.publications.find(({ site }) => site === 's0')?.sessions?.[NEAR]?.bgpTest;
  said = (code: string) => this.world.audit.filter((entry) => entry.code === code);
}

/** The link has turned grey, and each site has said that it knows. */
async function greyStory(): Promise<Story> {
  const story = new Story();
  story.world.know({ observations: allGood(backbone) });
  await story.rounds(2);
  story.turnsGrey();
  await story.round();
  expect(story.tests.asked).toEqual([]);
  return story;
}

const STARTED = `start ${NEAR} for ${TEST_MINUTES} minutes`;

test('while all is well no test is begun', async () => {
  const story = new Story();
  story.world.know({ observations: allGood(backbone) });
  await story.rounds(4);
  expect(story.tests.asked).toEqual([]);
});

test('on a grey link BGP is taken down once, for a bounded time, and that is said and published', async () => {
  const story = await greyStory();
  await story.rounds(3);
  expect(story.tests.asked).toEqual([STARTED]);
  expect(story.said('bgp-taken-down')).toMatchObject([
    { site: 's0', change: { kind: 'bgp-down', link: NEAR, premises: 'p9', before: false, after: true } },
  ]);
  expect(story.published()).toBe('test-1');
});

test('it is let up when premises have heard the link that takes over, and not before', async () => {
  const story = await greyStory();
  await story.rounds(9);
  expect(story.tests.asked).toEqual([STARTED]);
  await story.rounds(6);
  expect(story.tests.asked).toEqual([STARTED, `stop ${NEAR}`]);
  expect(story.said('bgp-let-up')).toHaveLength(1);
  expect(story.published()).toBeUndefined();
  await story.rounds(6);
  expect(story.tests.asked).toHaveLength(2);
});

test('one that ended by itself while premises still enter there is begun again', async () => {
  const story = await greyStory();
  await story.rounds(2);
  story.tests.running.clear();
  await story.rounds(2);
  expect(story.tests.asked).toEqual([STARTED, STARTED]);
});

test('one whose beginning its controller did not live to publish is left to end by itself', async () => {
  const story = await greyStory();
  const dies = async () => {
    throw new Error('crashed');
  };
  await story.round((own) => ({ ...own, database: { ...own.database, publish: dies } }));
  expect(story.tests.asked).toEqual([STARTED]);
  await story.rounds(14);
  expect(story.tests.asked).toEqual([STARTED]);
  expect(story.published()).toBeUndefined();
});

test('fails to begin one, says so, and tries again', async () => {
  const story = await greyStory();
  await story.round((own) => ({
    ...own,
    bgpTests: {
      readTests: () => story.tests.readTests(),
      startTest: () => Promise.reject(new Error('AccessDeniedException: no')),
      stopTest: (link) => story.tests.stopTest(link),
    },
  }));
  expect(story.said('write-failed')).toMatchObject([
    { because: 'AccessDeniedException: no', change: { kind: 'bgp-down', link: NEAR } },
  ]);
  await story.round();
  expect(story.tests.asked).toEqual([STARTED]);
});

test('fails to read which ones go on, says so, and steers all the same', async () => {
  const story = new Story();
  story.world.know({ observations: allGood(backbone) });
  await story.rounds(2);
  story.turnsGrey();
  story.tests.refusal = 'ThrottlingException: no';
  await story.rounds(2);
  expect(story.said('bgp-tests-unread')).toMatchObject([
    { site: 's0', because: 'ThrottlingException: no' },
    { site: 's0', because: 'ThrottlingException: no' },
  ]);
  expect(story.tests.asked).toEqual([]);
  expect(story.said('override-created').some(({ site }) => site === 's0')).toBe(true);
});

test('its own test stays known while it cannot be read', async () => {
  const story = await greyStory();
  await story.rounds(2);
  story.tests.refusal = 'ThrottlingException: no';
  await story.rounds(2);
  story.tests.refusal = undefined;
  expect(story.published()).toBe('test-1');
  await story.rounds(12);
  expect(story.tests.asked).toEqual([STARTED, `stop ${NEAR}`]);
});
