// Two runs of one site's controller at the same time: with the lease one waits for the other; without it, and when a run
// comes late by whole rounds with what it had decided, nothing is lost all the same.

import { type Ending, FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { type At, callsIn } from '../../support/failures/mishaps';
import { MAIN_NAMES, PLOTS } from '../../support/failures/plots';
import type { SiteRuns } from '../../support/site-runs';

/** Every call of every turn of the story. */
async function forEachCall(
  name: keyof typeof PLOTS,
  tell: (story: FailureStory, turn: number, at: At) => Promise<Ending>,
): Promise<void> {
  const story = await FailureStory.of(PLOTS[name]);
  let tellings = 0;
  for (const turn of story.turns)
    for (const at of await callsIn(story, turn)) {
      expect({ turn, ...at, ...(await tell(story, turn, at)) }).toEqual({ turn, ...at, ...IN_ORDER });
      tellings += 1;
    }
  expect(tellings).toBeGreaterThan(40);
}

function atCall(n: number, happen: () => Promise<unknown> | undefined): SiteRuns['world']['before'] {
  let hasHappened = false;
  return async (_, now) => {
    if (now !== n || hasHappened) return;
    hasHappened = true;
    await happen();
  };
}

/** When the call is made, another run of the site begins; `together`: the first one goes on meanwhile. */
function joined({ n, call }: At, together: boolean): Mishap {
  let second: Promise<unknown> = Promise.resolve();
  return {
    lasts: 'a turn',
    begin: (sites) => {
      sites.world.before = atCall(n, () => {
        second = sites.run(call.site);
        return together ? undefined : second;
      });
    },
    end: async (sites) => {
      sites.world.before = async () => {};
      await sites.passing(second);
    },
  };
}

/** In the middle of the call its run stands still for so many rounds, and then goes on with what it had decided. */
function late({ n }: At, rounds: number): Mishap {
  let goOn = () => {};
  let run: Promise<unknown> = Promise.resolve();
  return {
    lasts: rounds,
    begin: (sites) => {
      sites.world.before = atCall(n, () => {
        run = sites.latest;
        sites.leave();
        return new Promise<void>((resolve) => {
          goOn = resolve;
        });
      });
    },
    end: async (sites) => {
      sites.world.before = async () => {};
      goOn();
      await sites.passing(run);
    },
  };
}

/** The tokens of the runs of each site, in the order of their calls, each as often as it takes turns with others. */
function turnsOf({ acts }: SiteRuns): readonly string[] {
  const turns = new Map<string, number[]>();
  for (const { site, token } of acts) {
    const tokens = turns.get(site) ?? [];
    if (tokens.at(-1) !== token) tokens.push(token);
    turns.set(site, tokens);
  }
  return [...turns].flatMap(([site, tokens]) => tokens.map((token) => `${site} ${token}`));
}

describe.each(MAIN_NAMES)('%s, while a second run of a site begins at any call of the first', (name) => {
  test('with the lease: they act one after the other', async () => {
    await forEachCall(name, async (story, turn, at) => {
      const sites = story.at(turn);
      const ending = await story.told(turn, joined(at, true), sites);
      const turns = turnsOf(sites);
      expect({ turn, at, turns: new Set(turns).size }).toEqual({ turn, at, turns: turns.length });
      return ending;
    });
  });

  test.each([
    ['in between', false],
    ['together with it', true],
  ])(
    'without the lease, %s: nothing is lost all the same',
    async (_, together) => {
      await forEachCall(name, async (story, turn, at) => {
        const sites = story.at(turn);
        sites.leasing = false;
        return story.told(turn, joined(at, together), sites);
      });
    },
    60_000,
  );
});

describe.each(MAIN_NAMES)('%s, while a run stands still in any call and goes on', (name) => {
  test.each([
    ['a round later, after its lease', 1, true],
    ['three rounds later, as if it still had a lease', 3, false],
  ])(
    '%s: nothing is lost',
    async (_, rounds, leasing) => {
      await forEachCall(name, async (story, turn, at) => {
        const sites = story.at(turn);
        sites.leasing = leasing;
        return story.told(turn, late(at, rounds), sites);
      });
    },
    60_000,
  );
});
