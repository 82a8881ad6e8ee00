// A run makes several changes, and only some of them succeed: every choice of those that do not.

import { FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { callsIn, isChange } from '../../support/failures/mishaps';
import { PLOTS } from '../../support/failures/plots';
import type { Call } from '../../support/fake-ports';

/** How many changes the site whose turn it is begins. */
async function changesIn(story: FailureStory, turn: number): Promise<number> {
  return (await callsIn(story, turn)).filter(({ call }) => isChange(call)).length;
}

/** Those changes fail whose bit is set. */
function failing(mask: number): Mishap {
  return {
    lasts: 'a turn',
    begin: ({ world }) => {
      let begun = 0;
      world.faultOf = (call: Call) => {
        if (!isChange(call)) return undefined;
        begun += 1;
        const fails = (mask & (1 << (begun - 1))) !== 0;
        return fails ? { kind: 'refused', error: 'RequestLimitExceeded' } : undefined;
      };
    },
    end: ({ world }) => {
      world.faultOf = () => undefined;
    },
  };
}

test.each(Object.keys(PLOTS) as (keyof typeof PLOTS)[])(
  'whichever of its changes fail together in %s, no harm is done, and the next runs make them',
  async (name) => {
    const story = await FailureStory.of(PLOTS[name]);
    let choices = 0;
    for (const turn of story.turns) {
      const changes = await changesIn(story, turn);
      for (let mask = 1; mask < 1 << changes; mask++) {
        const sites = story.at(turn);
        const ending = await story.told(turn, failing(mask), sites);
        const told = sites.told().includes('write-failed');
        expect({ turn, mask, told, ...ending }).toEqual({ turn, mask, told: true, ...IN_ORDER });
        choices += 1;
      }
    }
    expect(choices).toBeGreaterThanOrEqual(6);
  },
  60_000,
);
