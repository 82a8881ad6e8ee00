// Pure: the order in which independent sites may move the same traffic, so that no moment has a loop.
//
// A site moves working traffic for a destination to a neighbour only when
//   1. it has published that it wants to, and every member has published since then that it read it, and
//   2. from that neighbour on, whatever each site does now or wants to do delivers without coming back.
// Two sites that would send the same traffic to each other both see the other's intent before either moves, and hold.
// Nothing here depends on clocks being equal: an acknowledgement quotes the publisher's own time. Along a shortest-path
// tree the site nearest the destination satisfies 2 first, so changes run from far to near (ordered FIB, RFC 6976).
// Traffic that is already lost moves on 2 alone, at once.
//
// A site that has fallen silent would hold everybody up for ever. The admission site says who is silent; a silent site
// must not move working traffic (it hears that it is silent, or it hears nothing), and after it has had time to notice,
// nobody waits for its acknowledgement any more. It may still rescue traffic that it saw lost, so its last word may not
// be true: working traffic is not moved on the strength of it.

import type { Backbone } from '../routing/backbone';
import { farSite, linkNamed } from '../routing/shortest-paths';
import type { Publication, PublishedHops, Snapshot } from './database';

/** How old a site's last word may be to be relied on; the admission site's, before a site counts itself as cut off. */
export const FRESH_MS = 180_000;
/** How long the admission site waits before it calls a site silent. */
const SILENT_MS = 300_000;
/** How long after that nobody waits for it: until it must have noticed, and a minute of clock skew. */
const FENCED_MS = FRESH_MS + 60_000;

export type Publications = ReadonlyMap<string, Publication>;

export function publicationsOf(snapshot: Snapshot): Publications {
  return new Map(snapshot.publications.map((p) => [p.site, p]));
}

/** For the admission site: who is silent, and since when it says so. */
export function silentSites(
  backbone: Backbone,
  publications: Publications,
  nowMs: number,
): Readonly<Record<string, number>> {
  const before = publications.get(backbone.policy.admission)?.silent ?? {};
  const silent = backbone.sites.filter(
    ({ name, kind }) =>
      kind === 'aws' &&
      name !== backbone.policy.admission &&
      nowMs - (publications.get(name)?.atMs ?? Number.NEGATIVE_INFINITY) > SILENT_MS,
  );
  return Object.fromEntries(silent.map(({ name }) => [name, before[name] ?? nowMs]));
}

/** True when this site may move working traffic: the admission site hears it, and it hears the admission site. */
export function isConnected(backbone: Backbone, site: string, publications: Publications, nowMs: number): boolean {
  const { admission } = backbone.policy;
  if (site === admission) return true;
  const word = publications.get(admission);
  return word !== undefined && nowMs - word.atMs <= FRESH_MS && word.silent?.[site] === undefined;
}

/** Every other AWS site that still has a say: all but those known to have been silent for long enough. */
export function membersBeside(
  backbone: Backbone,
  site: string,
  publications: Publications,
  nowMs: number,
): readonly string[] {
  const word = publications.get(backbone.policy.admission);
  const fenced = (name: string): boolean => {
    const since = word?.silent?.[name];
    if (word === undefined || since === undefined || nowMs - since < FENCED_MS) return false;
    return (publications.get(name)?.atMs ?? 0) <= (word.heard[name] ?? 0);
  };
  return backbone.sites
    .filter(({ name, kind }) => kind === 'aws' && name !== site && !fenced(name))
    .map(({ name }) => name);
}

/** What the sites with a say published, this one's own word included. */
export function publicationsOfMembers(
  backbone: Backbone,
  site: string,
  publications: Publications,
  nowMs: number,
): Publications {
  const members = new Set([site, ...membersBeside(backbone, site, publications, nowMs)]);
  return new Map([...publications].filter(([name]) => members.has(name)));
}

/** True when this site published that it wants `link` for `remote`, and every member has read it since. */
export function isAcknowledged(
  backbone: Backbone,
  site: string,
  remote: string,
  link: string,
  publications: Publications,
  nowMs: number,
): boolean {
  const own = publications.get(site);
  const intentMs = own?.intentMs;
  if (intentMs === undefined || own?.hops[remote]?.wanted !== link) return false;
  return membersBeside(backbone, site, publications, nowMs).every(
    (member) => (publications.get(member)?.acknowledged[site] ?? Number.NEGATIVE_INFINITY) >= intentMs,
  );
}

/** Every link that a site's transit traffic takes now or may take next. */
function possibleLinks({ transit, wanted }: PublishedHops): readonly string[] {
  return wanted === undefined || transit.includes(wanted) ? transit : [...transit, wanted];
}

/**
 * True when traffic for `remote` that enters `start` is delivered without passing `avoid`, over a link that is not
 * usable, or in a circle, whichever of its present and wanted next hops each site uses. A site that has published
 * nothing delivers nothing.
 */
export function deliversWithout(
  backbone: Backbone,
  publications: Publications,
  start: string,
  remote: string,
  avoid: string,
  usable: (link: string) => boolean,
): boolean {
  const verdicts = new Map<string, boolean>();
  const visit = (site: string): boolean => {
    if (site === remote) return true;
    if (site === avoid) return false;
    const known = verdicts.get(site);
    if (known !== undefined) return known;
    verdicts.set(site, false); // while it is being visited: coming back to it is a circle
    const hops = publications.get(site)?.hops[remote];
    const next = hops ? possibleLinks(hops) : [];
    const delivers =
      next.length > 0 &&
      next.every((name) => {
        const link = linkNamed(backbone, name);
        return link !== undefined && usable(name) && visit(farSite(link, site));
      });
    verdicts.set(site, delivers);
    return delivers;
  };
  return visit(start);
}
