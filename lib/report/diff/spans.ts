// Pure: lines of a report on a difference, before they are Markdown, text or HTML: plain words, names as they are written,
// and what has to stand out.

import type { Flow } from '../../routing/backbone';

export type Span = string | { readonly code: string } | { readonly strong: string };
export type Line = readonly Span[];

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** To be typed, in their order, below the lines. */
  readonly commands?: readonly string[];
}

export function name(text: string): Span {
  return { code: text };
}

export function strong(text: string): Span {
  return { strong: text };
}

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** With commas, and a last `and`. */
export function listed(items: readonly Line[]): Line {
  return items.flatMap((item, i) => {
    if (i === 0) return item;
    return [i === items.length - 1 ? ' and ' : ', ', ...item];
  });
}

/** The first ones, and how many more there are. */
export function shortened(items: readonly Line[], most: number): Line {
  if (items.length <= most + 1) return listed(items);
  return listed([...items.slice(0, most), [`${items.length - most} more`]]);
}

/** Flows by name, in their order; the two directions of a pair at once. */
export function flowNames(flows: readonly Flow[]): readonly Line[] {
  const has = (from: string, to: string) => flows.some((flow) => flow.from === from && flow.to === to);
  return flows.flatMap(({ from, to }): Line[] => {
    if (!has(to, from)) return [[name(`${from} → ${to}`)]];
    return from < to ? [[name(`${from} ↔ ${to}`)]] : [];
  });
}

const SHOWN_FLOWS = 4;

export function flowsText(flows: readonly Flow[]): Line {
  return shortened(flowNames(flows), SHOWN_FLOWS);
}

const SHOWN_NAMES = 6;

/** `now a and b; no longer c`. */
export function comingAndGoing(added: readonly string[], removed: readonly string[]): Line {
  const names = (items: readonly string[]) =>
    shortened(
      items.map((item): Line => [name(item)]),
      SHOWN_NAMES,
    );
  return [
    ...(added.length > 0 ? ['now ', ...names(added)] : []),
    ...(added.length > 0 && removed.length > 0 ? ['; '] : []),
    ...(removed.length > 0 ? ['no longer ', ...names(removed)] : []),
  ];
}
