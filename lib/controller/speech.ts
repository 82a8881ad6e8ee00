// Pure: which site tells people how a link stands. Every site finds that out by itself, and one is enough to say so. It is the
// first of these that has published lately:
//
//   1. the AWS sites at the ends of the link, in the order of names
//   2. the admission site
//   3. the other AWS sites, in the order of names
//
// Each site publishes what it has told people, under a time that is later than that of all it knows to have been told of the
// same before. So what people know is the latest that any site has told, and whoever follows a site that has fallen silent
// goes on where it ended. A site that has not published lately itself tells nothing in its first run, so that a
// controller that comes back repeats nothing that was told in its place; but where nobody has, the first of all begins.
// For a minute it tells nothing in the place of a site that comes before it.
//
//   the latest that was told          it may not have been told yet      it differs from what is so      is told
//   none: the link counts as healthy  -                                  no / yes                        no / yes
//   by any site                       no                                 no / yes                        no / yes
//   by a site that died meanwhile     yes                                -                               yes
//
// In the last case people may hear the same twice: they would else not hear it, or believe what they heard for ever.

import type { Backbone } from '../routing/backbone';
import { linkNamed } from '../routing/shortest-paths';
import type { Publication } from './database';
import type { World } from './guards';
import type { LinkState } from './link-state/link-states';
import { FRESH_MS } from './order';
import type { Spoken, SpokenLink } from './spoken';
import { toldBesides } from './told';

/** By then a site that wakes up has heard of all that publish, and these of it. */
const AWAKE_MS = 60_000;

export type Heard = Pick<World, 'backbone' | 'routing' | 'publications' | 'nowMs'>;

type AllSpoken = Pick<Publication, 'spoken' | 'windows'>;
type Saying<T> = (said: AllSpoken) => Readonly<Record<string, T>> | undefined;

/** The latest that was told of something. */
export interface Latest<T> {
  readonly site: string;
  readonly said: T;
  /** False: whoever said so may have died before it told people. */
  readonly isSure: boolean;
}

function isFreshWord(word: Publication | undefined, nowMs: number): boolean {
  return word !== undefined && nowMs - word.atMs <= FRESH_MS;
}

/**
 * Since when a site is awake, for as long as it may not have heard of all others: it published nothing before, or not lately.
 * Who has not been heard of yet is not taken for silent.
 */
export function awakeSince(previous: Publication | undefined, nowMs: number): number | undefined {
  if (!isFreshWord(previous, nowMs)) return nowMs;
  const awakeMs = previous?.awakeMs;
  return awakeMs !== undefined && nowMs - awakeMs < AWAKE_MS ? awakeMs : undefined;
}

/** The latest of each subject, by any site. Another site that publishes tells people what it says that it tells. */
export function latestSpoken<T extends Spoken>(
  { publications, routing, nowMs }: Pick<Heard, 'publications' | 'routing' | 'nowMs'>,
  of: Saying<T>,
): ReadonlyMap<string, Latest<T>> {
  const latest = new Map<string, Latest<T>>();
  for (const word of publications.values()) {
    const isTelling = word.site !== routing.site && isFreshWord(word, nowMs);
    const before = isTelling ? undefined : toldBesides(word);
    for (const [subject, said] of Object.entries(of(word) ?? {})) {
      if (said.atMs <= (latest.get(subject)?.said.atMs ?? Number.NEGATIVE_INFINITY)) continue;
      const isSure = !said.unsure && (before === undefined || of(before)?.[subject]?.atMs === said.atMs);
      latest.set(subject, { site: word.site, said, isSure });
    }
  }
  return latest;
}

/** True when it is this site that tells people of what is at these sites. */
export function isSpeaker({ backbone, routing, publications, nowMs }: Heard, ends: readonly string[]): boolean {
  const rank = (site: string) => (ends.includes(site) ? 0 : site === backbone.policy.admission ? 1 : 2);
  const isFresh = (site: string) => isFreshWord(publications.get(site), nowMs);
  const isReady = publications.get(routing.site)?.awakeMs === undefined;
  const inTurn = backbone.sites
    .filter(({ kind }) => kind === 'aws')
    .map(({ name }) => name)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return (inTurn.find(isFresh) ?? inTurn[0]) === routing.site && (isReady || inTurn[0] === routing.site);
}

/** Later than all that is known to have been told of the same. */
export function spokenAt(nowMs: number, latest: { readonly said: Spoken } | undefined): number {
  return Math.max(nowMs, (latest?.said.atMs ?? 0) + 1);
}

/** The same, told before and not now. */
export function keptSaid<T extends Spoken>({ said, isSure }: Latest<T>): T {
  return isSure ? said : { ...said, unsure: true };
}

/** What people take for granted of a link of which nobody has told them anything. */
const HEALTHY: Pick<SpokenLink, 'standing' | 'code'> = { standing: 'up', code: 'link-healthy' };

function isNews({ standing, code }: LinkState, latest: Latest<SpokenLink> | undefined): boolean {
  if (latest && !latest.isSure) return true;
  const before = latest?.said ?? HEALTHY;
  return before.standing !== standing || before.code !== code;
}

function endsOf(backbone: Backbone, link: string): readonly string[] {
  return linkNamed(backbone, link)?.between ?? [];
}

/** True when a publication of another site says what was told of the link. */
function isSpokenElsewhere({ publications, routing }: Heard, link: string): boolean {
  return [...publications.values()].some(({ site, spoken }) => site !== routing.site && spoken?.[link] !== undefined);
}

/**
 * What this site has told people of links once it has told what is new: what it tells now has the latest time. What another
 * site has told later is left out, and so is that a link is healthy when nobody has told anything else.
 */
export function spokenOfLinks(heard: Heard, states: readonly LinkState[]): Readonly<Record<string, SpokenLink>> {
  const latest = latestSpoken(heard, ({ spoken }) => spoken);
  const spoken = states.flatMap((state): [string, SpokenLink][] => {
    const { link, standing, code } = state;
    const known = latest.get(link);
    if (isNews(state, known) && isSpeaker(heard, endsOf(heard.backbone, link)))
      return [[link, { standing, code, atMs: spokenAt(heard.nowMs, known) }]];
    if (known?.site !== heard.routing.site) return [];
    const isOver = known.isSure && known.said.code === 'link-healthy' && !isSpokenElsewhere(heard, link);
    return isOver ? [] : [[link, keptSaid(known)]];
  });
  return Object.fromEntries(spoken);
}

/** Subjects of which this site tells people now: their times are new. */
export function newlySpoken<T extends Spoken>(
  now: Readonly<Record<string, T>>,
  before: Readonly<Record<string, T>> = {},
): ReadonlySet<string> {
  return new Set(Object.keys(now).filter((subject) => now[subject]?.atMs !== before[subject]?.atMs));
}
