// A controller of the hybrid example that dies in any call that writes, before or after the call took effect, in the
// middle of announcing, withdrawing and restoring: all ends as it would have ended, and no flow is lost in between.

import { contentOf, hybridExample } from '../support/hybrid';
import { Sites } from '../support/sites';
import { aNotice, MINUTE_MS, NOW_MS } from '../support/world';

const backbone = hybridExample();
const notices = [aNotice('ord-iad-dx', { startMs: NOW_MS, endMs: NOW_MS + 20 * MINUTE_MS })];
const ROUNDS = 16;

/** Everything as it was then, in a world of its own, in rounds of half a minute. */
function goingOn(from: Sites): Sites {
  const sites = new Sites(backbone, from.world.network).know(from.world.snapshot);
  sites.world.nowMs = from.world.nowMs;
  sites.world.pending = from.world.pending;
  sites.world.direct = { delayMs: MINUTE_MS, hears: 'old', shows: 'old' };
  sites.roundMs = MINUTE_MS / 2;
  return sites;
}

const healthy = async () => (await goingOn(new Sites(backbone)).rounds(2)).know({ notices });

async function maintained() {
  const sites = await (await healthy()).rounds(ROUNDS);
  sites.world.advance(20 * MINUTE_MS);
  return sites;
}

describe.each([
  ['drain', healthy],
  ['restore', maintained],
] as const)('a %s', (_, begin) => {
  test.each(['before', 'after'] as const)(
    'in which a controller dies %s the effect of any one write ends as it should, and loses nothing on the way',
    async (when) => {
      const from = await begin();
      const whole = await goingOn(from).rounds(ROUNDS);
      const writes = whole.world.calls.flatMap(({ name }, i) => (/^(read|record)/.test(name) ? [] : [i + 1]));
      expect(writes.length).toBeGreaterThan(20);
      for (const at of writes) {
        const sites = goingOn(from);
        sites.world.crashAt(at, when);
        await sites.rounds(ROUNDS + 4);
        const content = contentOf(whole.world.network);
        expect({ at, lost: sites.lost, content: contentOf(sites.world.network) }).toEqual({ at, lost: [], content });
      }
    },
    120_000,
  );
});
