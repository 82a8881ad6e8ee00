// The link state database is not there, or one of its items cannot be read.

import { itemKey } from '../../../lib/controller/link-state-items/item-key';
import type { StoredValue } from '../../../lib/controller/link-state-items/stored-value';
import { FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { isChange } from '../../support/failures/mishaps';
import { PLOTS } from '../../support/failures/plots';

const NAMES = Object.keys(PLOTS) as (keyof typeof PLOTS)[];
const DATABASE = /^(read|publish|admit|dismiss|acquire|renew|release)$/;

/** No site, or not this one, gets anything from its replica. */
function gone(rounds: number, site?: string): Mishap {
  return {
    lasts: rounds,
    begin: ({ world }) => {
      world.faultOf = (call) =>
        DATABASE.test(call.name) && (site === undefined || call.site === site)
          ? { kind: 'refused', error: 'ResourceNotFoundException' }
          : undefined;
    },
    end: ({ world }) => {
      world.faultOf = () => undefined;
    },
  };
}

/** Nobody can read it. */
function unreadable(key: string, rounds: number): Mishap {
  return {
    lasts: rounds,
    begin: (sites) => {
      sites.isUnreadable = (value) => keyOf(value) === key;
    },
    end: (sites) => {
      sites.isUnreadable = () => false;
    },
  };
}

function keyOf(value: StoredValue): string {
  const { pk, sk } = itemKey(value, '');
  return `${pk} ${sk}`;
}

function awsSites(name: keyof typeof PLOTS): readonly string[] {
  return PLOTS[name].backbone.sites.flatMap((site) => (site.kind === 'aws' ? [site.name] : []));
}

describe.each(NAMES)('%s', (name) => {
  test('while the table is missing everywhere nothing is changed, everybody is told, and afterwards it goes on', async () => {
    const story = await FailureStory.of(PLOTS[name]);
    for (const round of story.rounds) {
      const sites = story.at(round);
      const mishap = gone(3);
      let changes = 0;
      const end: Mishap['end'] = (after) => {
        changes = after.world.calls.filter(isChange).length;
        return mishap.end(after);
      };
      const ending = await story.told(round, { ...mishap, end }, sites);
      const told = awsSites(name).filter((site) => sites.told((e) => e.site === site).includes('reconcile-failed'));
      expect({ round, changes, told, ...ending }).toEqual({ round, changes: 0, told: awsSites(name), ...IN_ORDER });
    }
  });

  test('while the table is missing at one site the others harm nothing, and afterwards it goes on', async () => {
    const story = await FailureStory.of(PLOTS[name]);
    for (const round of story.rounds)
      for (const site of awsSites(name)) {
        const sites = story.at(round);
        const ending = await story.told(round, gone(3, site), sites);
        const told = sites.told((entry) => entry.site === site);
        expect({ round, site, ...ending }).toEqual({ round, site, ...IN_ORDER });
        expect(told).toContain('reconcile-failed');
      }
  });

  test.each([1, 3])(
    'while any one item cannot be read, for %i rounds, nothing is lost, and afterwards it goes on',
    async (rounds) => {
      const story = await FailureStory.of(PLOTS[name]);
      let items = 0;
      for (const round of story.rounds)
        for (const value of Object.values(story.at(round).world.snapshot).flat() as StoredValue[]) {
          const sites = story.at(round);
          const ending = await story.told(round, unreadable(keyOf(value), rounds), sites);
          expect({ round, item: keyOf(value), ...ending }).toEqual({ round, item: keyOf(value), ...IN_ORDER });
          expect(sites.told()).toContain('item-unreadable');
          items += 1;
        }
      expect(items).toBeGreaterThan(20);
    },
    60_000,
  );
});
