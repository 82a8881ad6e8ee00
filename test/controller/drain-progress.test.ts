import type { Publication } from '../../lib/controller/database';
import { emptiedLinks } from '../../lib/controller/drain-progress';
import type { LinkState } from '../../lib/controller/link-state/link-states';
import { publicationsOf } from '../../lib/controller/order';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { aPublication, MINUTE_MS, NOTHING_KNOWN, NOW_MS, standing, steeredNetwork } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const drained = steeredNetwork(backbone, standing({ 's0-s1': 'drained' }));
const baseline = steeredNetwork(backbone);
const seen = { links: { 's0-s1': { standing: 'drained', code: 'link-maintenance' } } } as const;
const wanted: LinkState = { link: 's0-s1', wanted: true, standing: 'drained', code: 'link-maintenance', because: 'b' };

interface Case {
  readonly state?: Partial<LinkState>;
  readonly said?: Readonly<Record<string, Partial<Publication> | null>>;
  /** Sites that still send over the link. */
  readonly using?: readonly string[];
}

/** All have steered around s0-s1 and said so a second ago, unless something else is said. */
function emptied({ state = {}, said = {}, using = [] }: Case) {
  const publications = backbone.sites.flatMap(({ name }) => {
    const more = said[name];
    const network = using.includes(name) ? baseline : drained;
    const word = { atMs: NOW_MS - 1_000, ...seen };
    return more === null ? [] : [aPublication(backbone, network, name, new Map(), { ...word, ...more })];
  });
  const words = publicationsOf({ ...NOTHING_KNOWN, publications });
  return emptiedLinks(backbone, [{ ...wanted, ...state }], words, NOW_MS);
}

test.each<[string, readonly string[], Case]>([
  ['complete when all have left the link for a round trip', ['s0-s1'], {}],
  ['complete when the link went down meanwhile', ['s0-s1'], { state: { standing: 'down' } }],
  ['not complete while an end sends', [], { using: ['s1'] }],
  ['not complete while what was in flight may be', [], { said: { s1: { atMs: NOW_MS - 999 } } }],
  ['not complete while a site holds the link to be up', [], { said: { s2: { links: {} } } }],
  ['not complete while a site has said nothing', [], { said: { s2: null } }],
  ['not complete when nobody wants the link empty', [], { state: { wanted: false } }],
  ['not complete while the link is up', [], { state: { standing: 'up' } }],
  [
    'not complete without the word of a site, however long it has been silent',
    [],
    { said: { s2: null, s0: { silent: { s2: NOW_MS - 4 * MINUTE_MS } } } },
  ],
  [
    'still complete when it was before, however fresh the words',
    ['s0-s1'],
    { said: { s0: { emptied: ['s0-s1'] }, s1: { atMs: NOW_MS } } },
  ],
  ['no longer complete when somebody uses the link again', [], { said: { s0: { emptied: ['s0-s1'] } }, using: ['s1'] }],
])('a drain is %s', (_, links, each) => {
  expect(emptied(each)).toEqual(links);
});

test('a site between that sends over the link counts as well', () => {
  const hops = { s1: { transit: ['s0-s1'], spokes: ['s0-s2'] } };
  expect(emptied({ said: { s0: { hops } } })).toEqual([]);
});
