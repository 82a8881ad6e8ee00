// Pure: what is published before Direct Connect is asked to change what links announce. A run that dies between asking and
// publishing what came of it has left word then, and a later one that cannot read the list takes it for neither.

import type { Publication } from './database';
import type { Change } from './plan';
import { changesOf, underUpdate } from './published-sessions';
import type { SiteRouting } from './site-routing';

/** The publication with these updates under way. Undefined: there are none, or nothing was published of their links. */
export function begunUpdates(
  previous: Publication | undefined,
  changes: readonly Change[],
  routing: SiteRouting,
  nowMs: number,
): Publication | undefined {
  if (!previous) return undefined;
  const atMs = Math.max(nowMs, previous.atMs + 1);
  const begun = [...routing.sessionOf.values()].flatMap(({ link, origin }) => {
    const [session, own] = [previous.sessions?.[link], changesOf(link, changes)];
    if (!session || origin !== 'direct-connect' || own.length === 0) return [];
    return [[link, underUpdate(session, own, atMs)] as const];
  });
  if (begun.length === 0) return undefined;
  return { ...previous, atMs, sessions: { ...previous.sessions, ...Object.fromEntries(begun) } };
}
