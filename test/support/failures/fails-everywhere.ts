// The tests of one story: whatever goes wrong with whichever call, nothing that had a path loses it, nothing is touched that
// is not the controllers', all ends as it would have ended, and somebody is told.

import type { Code } from '../../../lib/net/codes';
import type { SiteRuns } from '../site-runs';
import { FailureStory, IN_ORDER } from './failure-story';
import { type At, callsIn, codeFor, TROUBLES } from './mishaps';
import { PLOTS } from './plots';

/** What says that somebody else has changed something: nobody has. */
const BLAMING: readonly Code[] = ['changed-by-others', 'residual-route'];

/** When nothing can be said at all, it is the function's own errors that tell. */
function toldOf({ call }: At, sites: SiteRuns): 'told' | readonly string[] {
  const codes = sites.told(({ site }) => site === call.site);
  const hasRejected = sites.outcomes.some((outcome) => outcome instanceof Error);
  return codes.includes(codeFor(call)) || (call.name === 'record' && hasRejected) ? 'told' : codes;
}

/** Every call of the story to which the trouble can happen, one telling for each. */
async function toldOfEach(story: FailureStory, { befalls, mishap, isNoticed }: (typeof TROUBLES)[string]) {
  let tellings = 0;
  for (const turn of story.turns) {
    const calls = (await callsIn(story, turn)).filter(({ call }) => befalls(call));
    for (const at of calls) {
      const sites = story.at(turn);
      const ending = await story.told(turn, mishap(at), sites);
      const told = isNoticed ? toldOf(at, sites) : 'told';
      const blamed = sites.told(({ code }) => BLAMING.includes(code));
      expect({ turn, ...at, told, blamed, ...ending }).toEqual({ turn, ...at, told: 'told', blamed: [], ...IN_ORDER });
      tellings += 1;
    }
  }
  return tellings;
}

/** For `describe.each`. */
export function failsEverywhere(name: keyof typeof PLOTS): void {
  let story: FailureStory;
  beforeAll(async () => {
    story = await FailureStory.of(PLOTS[name]);
  });

  test.each(Object.entries(TROUBLES))(
    '%s does no harm and changes nothing in the end',
    async (_, trouble) => {
      expect(await toldOfEach(story, trouble)).toBeGreaterThan(15);
    },
    120_000,
  );
}
