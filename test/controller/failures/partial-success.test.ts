// A run makes several changes, and only some of them succeed: every choice of those that do not.

import { FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { isChange } from '../../support/failures/mishaps';
import { PLOTS } from '../../support/failures/plots';
import type { Call } from '../../support/fake-ports';

/** The changes of each site in a round, in the order in which they are begun. */
async function changesIn(story: FailureStory, round: number): Promise<ReadonlyMap<string, number>> {
  const sites = story.at(round);
  await sites.round();
  const counts = new Map<string, number>();
  for (const { site } of sites.world.calls.filter(isChange)) counts.set(site, (counts.get(site) ?? 0) + 1);
  return counts;
}

/** Those changes of a site fail whose bit is set. */
function failing(site: string, mask: number): Mishap {
  return {
    rounds: 1,
    begin: ({ world }) => {
      let begun = 0;
      world.faultOf = (call: Call) => {
        if (call.site !== site || !isChange(call)) return undefined;
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
    for (const round of story.rounds)
      for (const [site, changes] of await changesIn(story, round))
        for (let mask = 1; mask < 1 << changes; mask++) {
          const sites = story.at(round);
          const ending = await story.told(round, failing(site, mask), sites);
          const told = sites.told((entry) => entry.site === site).includes('write-failed');
          expect({ round, site, mask, told, ...ending }).toEqual({ round, site, mask, told: true, ...IN_ORDER });
          choices += 1;
        }
    expect(choices).toBeGreaterThanOrEqual(6);
  },
  60_000,
);
