// A controller that dies in any call, before or after the call took effect: whatever it leaves behind, the next one
// that starts from nothing ends where it would have ended, and no flow is lost in between.

import { aBackbone, aPeering, aSite } from '../support/backbones';
import { Sites } from '../support/sites';
import { aNotice, MINUTE_MS, NOW_MS } from '../support/world';

//   s0 --- s1      two ways between any two sites
//   |      |
//   s2 --- s3
const square = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1), aPeering(0, 2, 12), aPeering(1, 3, 11), aPeering(2, 3)],
);
const notices = [aNotice('s0-s1', { endMs: NOW_MS + 5 * MINUTE_MS })];
const ROUNDS = 8;

interface Crash {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Everything as it was then, in a world of its own. */
function goingOn(from: Sites): Sites {
  const sites = new Sites(square, from.world.network).know(from.world.snapshot);
  sites.world.nowMs = from.world.nowMs;
  return sites;
}

const healthy = async () => (await new Sites(square).rounds(2)).know({ notices });

async function maintained() {
  const sites = await (await healthy()).rounds(ROUNDS);
  sites.world.advance(5 * MINUTE_MS);
  return sites;
}

/** Goes on from there until all is quiet, with one controller dying on the way. */
function story(from: Sites, crash?: Crash): Promise<Sites> {
  const sites = goingOn(from);
  if (crash) sites.world.crashAt(crash.at, crash.when);
  return sites.rounds(ROUNDS);
}

describe.each([
  ['drain', healthy],
  ['restore', maintained],
] as const)('a %s', (_, begin) => {
  test.each(['before', 'after'] as const)(
    'in which a controller dies %s the effect of any one call ends as it should, and loses nothing on the way',
    async (when) => {
      const from = await begin();
      const whole = await story(from);
      expect(whole.world.calls.length).toBeGreaterThan(80);
      for (let at = 1; at <= whole.world.calls.length; at++) {
        const sites = await story(from, { at, when });
        const overrides = whole.overrides();
        expect({ at, lost: sites.lost, overrides: sites.overrides() }).toEqual({ at, lost: [], overrides });
      }
    },
  );

  test('loses nothing when no controller dies', async () => {
    const sites = await story(await begin());
    expect(sites.lost).toEqual([]);
    expect(sites.undelivered()).toEqual([]);
  });
});

test('the drain of the story moves traffic at all sites, and the restore takes all of it back', async () => {
  const drained = await maintained();
  expect(drained.overrides()).toHaveLength(8);
  expect((await story(drained)).overrides()).toEqual([]);
});
