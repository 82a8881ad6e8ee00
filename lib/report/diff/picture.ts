// Pure: the part of a backbone that changes, with its neighbours, as what a picture shows: sites and links, each with a mark.

import type { Difference } from '../../verify/diff/difference-schema';

export type Mark = 'added' | 'removed' | 'changed' | 'same';

interface Marked {
  readonly mark: Mark;
  /** The mark in words; empty where there is none. */
  readonly note: string;
}

type Site = Difference['sites']['kept'][number];
type Link = Difference['links']['kept'][number];

export type DrawnSite = Site & Marked;
export type DrawnLink = Link & Marked;

export interface Picture {
  readonly sites: readonly DrawnSite[];
  readonly links: readonly DrawnLink[];
  /** Links and sites that are not drawn, because nothing near them changes. */
  readonly left: number;
}

/** Above it a picture is a knot. */
const MOST_LINKS = 60;

/** Small enough to be drawn whole. */
const WHOLE_LINKS = 20;

/** What a picture says of what is declared otherwise, by name: the value of the one key that is, or only that it is. */
function notesOf(changes: Difference['changed']['links']): ReadonlyMap<string, string> {
  const plain = (value: unknown) => typeof value === 'number' || typeof value === 'string';
  const names = [...new Set(changes.map(({ name }) => name))];
  return new Map(
    names.map((name) => {
      const [first, ...more] = changes.filter((change) => change.name === name);
      const isPlain = first !== undefined && more.length === 0 && plain(first.before) && plain(first.after);
      return [name, isPlain ? `${first.key} ${first.before} → ${first.after}` : 'changed'];
    }),
  );
}

function marked<T extends { readonly name: string }>(
  { added, removed, kept }: Readonly<Record<'added' | 'removed' | 'kept', readonly T[]>>,
  notes: ReadonlyMap<string, string>,
): readonly (T & Marked)[] {
  return [
    ...added.map((item) => ({ ...item, mark: 'added' as const, note: 'added' })),
    ...removed.map((item) => ({ ...item, mark: 'removed' as const, note: 'removed' })),
    ...kept.map((item) => {
      const note = notes.get(item.name);
      return { ...item, mark: note === undefined ? ('same' as const) : ('changed' as const), note: note ?? '' };
    }),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isMarked = ({ mark }: Marked) => mark !== 'same';

/** Undefined where there is nothing to mark, or more than can be seen. */
export function pictureOf(difference: Difference): Picture | undefined {
  const links = marked(difference.links, notesOf(difference.changed.links));
  const sites = marked(difference.sites, notesOf(difference.changed.sites));
  if (!links.some(isMarked) && !sites.some(isMarked)) return undefined;
  const near = new Set([
    ...links.filter(isMarked).flatMap(({ between }) => between),
    ...sites.filter(isMarked).map(({ name }) => name),
  ]);
  const isWhole = links.length <= WHOLE_LINKS;
  const shown = links.filter((link) => isWhole || isMarked(link) || link.between.every((site) => near.has(site)));
  if (shown.length > MOST_LINKS) return undefined;
  const ends = new Set([...near, ...shown.flatMap(({ between }) => between)]);
  const drawn = sites.filter(({ name }) => isWhole || ends.has(name));
  return { sites: drawn, links: shown, left: links.length - shown.length + sites.length - drawn.length };
}
