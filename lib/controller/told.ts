// Pure: what of a site's decisions has been told. A publication goes out at once, because others wait for it; telling takes
// longer, and may fail. So a publication with news in it carries what had been told before it, until the telling is done.
//
//   last publication                        news is what differs from     this publication carries, when there is news
//   none                                    nothing told                  nothing told
//   carries nothing                         what it says                  what the last one says
//   carries what was told before it         what it carries               what the last one carries
//   has carried that for too long           what it says                  what the last one says
//
// What is told again and again because some place does not take it is given up after a while: everybody else has heard it
// by then, and that a place takes nothing is told each time.

import type { Publication, Told } from './database';

/** For so long the same news is told again. */
const GIVEN_UP_MS = 10 * 60_000;

const NOTHING_TOLD: Omit<Told, 'sinceMs'> = { links: {}, held: {}, emptied: [] };

function isGivenUp({ sinceMs }: Told, nowMs: number): boolean {
  return nowMs - sinceMs >= GIVEN_UP_MS;
}

/** What has been told as far as is known. */
export function toldBefore(previous: Publication | undefined, nowMs: number): Omit<Told, 'sinceMs'> {
  if (!previous) return NOTHING_TOLD;
  return previous.told && !isGivenUp(previous.told, nowMs) ? previous.told : previous;
}

/** The publication as it goes out before its news has been told. */
export function untold(next: Publication, previous: Publication | undefined): Publication {
  const { links, held, emptied, queued, strays } = toldBefore(previous, next.atMs);
  const begun = previous?.told && !isGivenUp(previous.told, next.atMs) ? previous.told.sinceMs : next.atMs;
  const optional = { ...(queued === undefined ? {} : { queued }), ...(strays === undefined ? {} : { strays }) };
  const told = { links, held, emptied, ...optional, sinceMs: begun };
  return { ...next, told };
}

/** The same when it has been told. */
export function told({ told: _, ...publication }: Publication, nowMs: number): Publication {
  return { ...publication, atMs: Math.max(nowMs, publication.atMs + 1) };
}
