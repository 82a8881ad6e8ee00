// Pure: what of a site's decisions has been told. A publication goes out at once, because others wait for it; telling takes
// longer, and may fail. So a publication with news in it carries what had been told before it, until the telling is done.
//
//   last publication                        news is what differs from              when there is news, this one carries
//   none                                    nothing told                           nothing told
//   carries nothing                         what it says                           what the last one says
//   carries what was told before it         what it carries; where this is what    what news is held against
//                                           it carries, what it says
//   has carried that for too long           what it says                           what the last one says
//
// Nobody knows whether people heard news that is carried: the run may have died before it told, or after. Where all is again
// as it was told before, they may still believe that news, so that it is over is news, too.
//
// What is told again and again because some place does not take it is given up after a while: everybody else has heard it
// by then, and that a place takes nothing is told each time.

import type { Publication, Told } from './database';

/** For so long the same news is told again. */
const GIVEN_UP_MS = 10 * 60_000;

const NOTHING_TOLD: Said = { links: {}, held: {}, emptied: [] };

function isGivenUp({ sinceMs }: Told, nowMs: number): boolean {
  return nowMs - sinceMs >= GIVEN_UP_MS;
}

/** What a site says of its links and changes that people hear of. */
export type Said = Omit<Told, 'sinceMs'>;

/** Of each subject what people may have heard of it and is not so now, or else what they have heard. */
function heard<T>(
  told: Readonly<Record<string, T>>,
  untold: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  same: (a: T | undefined, b: T | undefined) => boolean,
): Readonly<Record<string, T>> {
  const subjects = [...new Set([...Object.keys(told), ...Object.keys(untold)])];
  return Object.fromEntries(
    subjects.flatMap((subject): [string, T][] => {
      const last = same(told[subject], now[subject]) ? untold[subject] : told[subject];
      return last === undefined ? [] : [[subject, last]];
    }),
  );
}

type State = Said['links'][string];

function sameState(a: State | undefined, b: State | undefined): boolean {
  return a?.standing === b?.standing && a?.code === b?.code;
}

function same<T>(a: T, b: T): boolean {
  return a === b;
}

function emptiedOf(said: Said): Readonly<Record<string, true>> {
  return Object.fromEntries(said.emptied.map((link) => [link, true]));
}

type Optional = Pick<Said, 'queued' | 'refused' | 'strays' | 'spoken' | 'windows'>;

function optional({
  queued,
  refused,
  strays,
  spoken,
  windows,
}: { readonly [K in keyof Optional]: Said[K] | undefined }): Optional {
  return {
    ...(queued === undefined ? {} : { queued }),
    ...(refused === undefined ? {} : { refused }),
    ...(strays === undefined ? {} : { strays }),
    ...(spoken === undefined ? {} : { spoken }),
    ...(windows === undefined ? {} : { windows }),
  };
}

/**
 * What had been told before a publication with news of which nobody knows whether it has been told; else undefined. It is
 * given up when its site has tried for too long, and not because that site has been dead.
 */
export function toldBesides({ told, atMs }: Publication): Told | undefined {
  return told && !isGivenUp(told, atMs) ? told : undefined;
}

/** What news is held against when the site says this now. */
export function toldBefore(previous: Publication | undefined, now: Said, nowMs: number): Said {
  if (!previous) return NOTHING_TOLD;
  const { told } = previous;
  if (!told || isGivenUp(told, nowMs)) return previous;
  const strays = heard(told.strays ?? {}, previous.strays ?? {}, now.strays ?? {}, same);
  return {
    links: heard(told.links, previous.links, now.links, sameState),
    held: heard(told.held, previous.held, now.held, same),
    emptied: Object.keys(heard(emptiedOf(told), emptiedOf(previous), emptiedOf(now), same)),
    ...optional({
      queued: told.queued === now.queued ? previous.queued : told.queued,
      refused: told.refused === now.refused ? previous.refused : told.refused,
      strays: Object.keys(strays).length === 0 ? undefined : strays,
      spoken: told.spoken,
      windows: told.windows,
    }),
  };
}

/** The publication as it goes out before its news has been told. */
export function untold(next: Publication, previous: Publication | undefined): Publication {
  const { links, held, emptied, ...more } = toldBefore(previous, next, next.atMs);
  const begun = previous?.told && !isGivenUp(previous.told, next.atMs) ? previous.told.sinceMs : next.atMs;
  return { ...next, told: { links, held, emptied, ...optional(more), sinceMs: begun } };
}

/** The same when it has been told. */
export function told({ told: _, ...publication }: Publication, nowMs: number): Publication {
  return { ...publication, atMs: Math.max(nowMs, publication.atMs + 1) };
}
