// Pure: which BGP sessions of a site's Direct Connect links are to be taken down or let up, and which tests are its own.
// What it has begun is known by what it published: a controller remembers nothing. A test that it began and did not live
// to publish counts as somebody else's, and ends by itself.

import type { Publication } from '../database';
import type { World } from '../guards';
import type { BgpDownChange } from '../plan';
import { bgpDownNeed } from './need';
import type { BgpTests } from './test-port';

type Sessions = Publication['sessions'];

/** Nothing, where it is not known which tests are going on, or where none may be begun. */
export function planBgpDowns(world: World): readonly BgpDownChange[] {
  const { tests, routing, publications } = world;
  if (!tests) return [];
  const own = ownTests(tests, publications.get(routing.site)?.sessions, []);
  return [...routing.sessionOf.values()].flatMap((end): BgpDownChange[] => {
    const { link, premises, origin } = end;
    const before = own.has(link);
    if (origin !== 'direct-connect' || (tests.has(link) && !before)) return [];
    const { down: after, because } = bgpDownNeed(end, before, world);
    return after === before ? [] : [{ kind: 'bgp-down', link, premises, before, after, because }];
  });
}

/** Links on which AWS holds BGP down, whoever asked for it; where that is not read, those that this site has asked it for. */
export function heldDownLinks(tests: BgpTests | undefined, published: Sessions): ReadonlySet<string> {
  return new Set((tests ?? ownTests(undefined, published, [])).keys());
}

/**
 * Ids by link of the tests that this site has begun and that go on.
 *
 * @param tests undefined: not read, so that what was known stays
 * @param begun links whose test has just been begun
 */
export function ownTests(
  tests: BgpTests | undefined,
  published: Sessions,
  begun: readonly string[],
): ReadonlyMap<string, string> {
  const known = Object.entries(published ?? {}).flatMap(([link, { bgpTest }]): [string, string][] =>
    bgpTest === undefined ? [] : [[link, bgpTest]],
  );
  if (!tests) return new Map(known);
  const isOwn = (link: string, id: string) => begun.includes(link) || known.some(([l, i]) => l === link && i === id);
  return new Map([...tests].flatMap(([link, { id }]): [string, string][] => (isOwn(link, id) ? [[link, id]] : [])));
}
