// Pure: by which link premises enter toward an AWS site, as far as the publications of its AWS ends tell. Nobody
// publishes for premises: the contract with their routers (premises.ts) says how they choose among what they hear.
//
//   1. the site's steering prefixes, wherever they are announced       longest
//   2. the site's specifics, over its own links that are not withdrawn
//   3. the site's aggregate, over its own Direct Connect links always, over others unless withdrawn
//
// Within a length the router's preference decides. What may or may not have been heard yet, and everything over a link
// that is down (whether BGP still speaks over it is not known), makes an entry possible without making it certain.

import type { Backbone, BackboneLink } from '../routing/backbone';
import { routerPreferences } from '../routing/premises';
import { farSite, linkNamed, type Standings } from '../routing/shortest-paths';
import type { PublishedSession } from './database';
import type { Publications } from './order';

/** For so long after an update has settled a router may not have acted on it. */
const HEARD_MS = 60_000;

/** What one AWS end of a BGP link last said, and who said it when. */
interface Voice {
  readonly site: string;
  readonly session: PublishedSession;
  readonly atMs: number;
}

/** By link. A link whose AWS end has said nothing is missing: it may announce anything. */
export type Voices = ReadonlyMap<string, Voice>;

interface Entries {
  /** Every link by which the traffic may enter. */
  readonly links: readonly string[];
  /** False when it may also find no way in at all. */
  readonly certain: boolean;
}

export function voicesOf(publications: Publications): Voices {
  return new Map(
    [...publications.values()].flatMap(({ site, atMs, sessions = {} }) =>
      Object.entries(sessions).map(([link, session]) => [link, { site, session, atMs }] as const),
    ),
  );
}

/** True when what stands since then has been heard, by the publisher's own clock. */
export function isHeard(sinceMs: number, { atMs }: Pick<Voice, 'atMs'>): boolean {
  return atMs - sinceMs >= HEARD_MS;
}

type Heard = 'yes' | 'maybe' | 'no';

function steering(voice: Voice, remote: string): Heard {
  const { announced, removed, changing } = voice.session;
  const sinceMs = announced[remote];
  if (sinceMs !== undefined) return isHeard(sinceMs, voice) ? 'yes' : 'maybe';
  const goneMs = removed[remote];
  return changing?.includes(remote) || (goneMs !== undefined && !isHeard(goneMs, voice)) ? 'maybe' : 'no';
}

/** The link's own advertisements: what the baseline says over it. */
export function baseline(voice: Voice): Heard {
  const { withdrawnMs, restoredMs, partly } = voice.session;
  if (partly) return 'maybe';
  if (withdrawnMs !== undefined) return isHeard(withdrawnMs, voice) ? 'no' : 'maybe';
  return restoredMs !== undefined && !isHeard(restoredMs, voice) ? 'maybe' : 'yes';
}

/** By site, the links of the premises in the order in which their router prefers them for it. */
type Preferences = ReadonlyMap<string, readonly BackboneLink[]>;

const preferencesOf = new WeakMap<Backbone, Map<string, Preferences>>();

function readPreferences(backbone: Backbone, premises: string): Preferences {
  const areas = new Map(backbone.sites.map(({ name, aggregate }) => [aggregate, name]));
  return new Map(
    routerPreferences(backbone, premises).map(({ area, links }) => [
      areas.get(area.text) ?? '',
      links.flatMap((link) => linkNamed(backbone, link) ?? []),
    ]),
  );
}

function preferred(backbone: Backbone, premises: string, remote: string): readonly BackboneLink[] {
  const known = preferencesOf.get(backbone) ?? new Map<string, Preferences>();
  preferencesOf.set(backbone, known);
  const preferences = known.get(premises) ?? readPreferences(backbone, premises);
  known.set(premises, preferences);
  return preferences.get(remote) ?? [];
}

/** Whether a link is heard with a prefix of each length, longest first. */
function levels(link: BackboneLink, voice: Voice | undefined, premises: string, remote: string): readonly Heard[] {
  if (!voice) return ['maybe', 'maybe', 'maybe'];
  const own = farSite(link, premises) === remote;
  const base = baseline(voice);
  if (!own) return [steering(voice, remote), 'no', base];
  return [steering(voice, remote), base, link.kind === 'direct-connect' ? 'yes' : base];
}

export function entriesOf(
  backbone: Backbone,
  premises: string,
  remote: string,
  voices: Voices,
  standings: Standings,
): Entries {
  const ways = preferred(backbone, premises, remote).map((link) => {
    const { name } = link;
    const voice = voices.get(name);
    const doubtful = standings.get(name) === 'down' || voice?.session.unheard === true;
    return { name, doubtful, heard: levels(link, voice, premises, remote) };
  });
  const possible = new Set<string>();
  for (const level of [0, 1, 2])
    for (const { name, doubtful, heard } of ways) {
      if (heard[level] === 'no') continue;
      possible.add(name);
      if (heard[level] === 'yes' && !doubtful) return { links: [...possible], certain: true };
    }
  return { links: [...possible], certain: false };
}
