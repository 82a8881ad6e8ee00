// Direct Connect's control plane answers nothing: what EC2 steers goes on, what Direct Connect announces stays as it is, and a
// person is told, once.

import { FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { callsIn } from '../../support/failures/mishaps';
import { PLOTS } from '../../support/failures/plots';
import { contentOf } from '../../support/hybrid';
import { SiteRuns } from '../../support/site-runs';

type Name = keyof typeof PLOTS;

const DIRECT_CONNECT = ['readAllowed', 'changeAllowedPrefixes', 'readTests', 'startTest', 'stopTest'];
const BESIDE: Name = 'the drain of a peering beside a Direct Connect link';
const DRAIN: Name = 'the drain of a Direct Connect link';
const NAMES: readonly Name[] = [
  BESIDE,
  DRAIN,
  'the restore of a Direct Connect link',
  'the drain of a VPN',
  'the restore of a VPN',
  'the greyness of a Direct Connect link',
];

function silence({ world }: SiteRuns): void {
  world.faultOf = ({ name }) => (DIRECT_CONNECT.includes(name) ? { kind: 'unanswered', hasEffect: false } : undefined);
}

/** Ends with the network as it is while nothing is answered yet. */
function silent(rounds: number, seen: (sites: SiteRuns) => void = () => {}): Mishap {
  const end = (sites: SiteRuns) => {
    seen(sites);
    sites.world.faultOf = () => undefined;
  };
  return { lasts: rounds, begin: silence, end };
}

/** How often each site with a Direct Connect link has said of it that it cannot be read. */
function tellings({ world }: SiteRuns): Readonly<Record<string, number>> {
  const sites = world.audit.filter(({ code }) => code === 'end-unread').map(({ site }) => site);
  return Object.fromEntries([...new Set(sites)].sort().map((site) => [site, sites.filter((s) => s === site).length]));
}

/** Without what Direct Connect does. */
function steeredByEc2({ world }: SiteRuns): readonly string[] {
  return contentOf(world.network).filter((line) => !line.startsWith('dx '));
}

async function inTheEnd(name: Name): Promise<SiteRuns> {
  const sites = (await FailureStory.of(PLOTS[name])).at(0);
  return (await sites.rounds(PLOTS[name].rounds + 2)) as SiteRuns;
}

test.each(NAMES)(
  'for the whole of %s nothing is harmed, and the next run that is answered ends it',
  async (name) => {
    const story = await FailureStory.of(PLOTS[name]);
    const atEnds = name.startsWith('the greyness') ? { s0: 1, s1: 1 } : { s0: 1 };
    for (const round of story.rounds) {
      const sites = story.at(round);
      const ending = await story.told(round, silent(PLOTS[name].rounds + 2), sites);
      const failed = sites.told(({ code }) => code === 'reconcile-failed' || code === 'changed-by-others');
      expect({ round, told: tellings(sites), failed, ...ending }).toEqual({
        round,
        told: atEnds,
        failed: [],
        ...IN_ORDER,
      });
    }
  },
  60_000,
);

test('a peering is drained meanwhile as if nothing were the matter', async () => {
  const story = await FailureStory.of(PLOTS[BESIDE]);
  const sites = story.at(0);
  let content: readonly string[] = [];
  const mishap = silent(PLOTS[BESIDE].rounds + 2, ({ world }) => {
    content = contentOf(world.network);
  });
  expect(await story.told(0, mishap, sites)).toEqual(IN_ORDER);
  expect(content).toEqual(contentOf((await inTheEnd(BESIDE)).world.network));
  expect(sites.told()).toContain('drain-complete');
});

test('a Direct Connect link is emptied meanwhile, and withdrawn when Direct Connect answers', async () => {
  const story = await FailureStory.of(PLOTS[DRAIN]);
  const [sites, before] = [story.at(0), story.at(0)];
  const drained = await inTheEnd(DRAIN);
  let steered: readonly string[] = [];
  let announced: readonly string[] = [];
  const mishap = silent(PLOTS[DRAIN].rounds + 2, (now) => {
    steered = steeredByEc2(now);
    announced = contentOf(now.world.network).filter((line) => line.startsWith('dx '));
  });
  expect(await story.told(0, mishap, sites)).toEqual(IN_ORDER);
  expect(steered.filter((line) => line.includes(' prefix-list '))).toEqual(
    steeredByEc2(drained).filter((line) => line.includes(' prefix-list ')),
  );
  expect(announced).toEqual(contentOf(before.world.network).filter((line) => line.startsWith('dx ')));
  expect(sites.told()).toEqual(expect.arrayContaining(['drain-complete', 'held-unread', 'link-withdrawn']));
});

test('what a run that died had asked for is relied on by nobody until it is seen', async () => {
  const story = await FailureStory.of(PLOTS[DRAIN]);
  let deaths = 0;
  for (const turn of story.turns)
    for (const { n, call } of await callsIn(story, turn)) {
      if (call.name !== 'changeAllowedPrefixes') continue;
      const sites = story.at(turn);
      const begin = () => {
        sites.world.crashAt(n, 'after');
        sites.world.faultOf = ({ name }, now) =>
          name === 'readAllowed' && now > n ? { kind: 'unanswered', hasEffect: false } : undefined;
      };
      const mishap = silent(3, ({ world }) => {
        const said = world.snapshot.publications.find(({ site }) => site === call.site);
        expect(said?.sessions).toMatchObject({ dx: { partly: true } });
      });
      expect(await story.told(turn, { ...mishap, begin }, sites)).toEqual(IN_ORDER);
      deaths += 1;
    }
  expect(deaths).toBeGreaterThan(0);
});

test('a site that has never published anything fails to begin, says so, and begins when it is answered', async () => {
  const sites = new SiteRuns(PLOTS[DRAIN].backbone);
  silence(sites);
  await sites.rounds(2);
  const published = () => sites.world.snapshot.publications.map(({ site }) => site);
  expect([published(), sites.told(({ site }) => site === 's0')]).toEqual([['s1'], ['reconcile-failed']]);
  sites.world.faultOf = () => undefined;
  await sites.rounds(1);
  expect(published()).toEqual(['s1', 's0']);
});
