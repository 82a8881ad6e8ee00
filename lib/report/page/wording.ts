// Pure: how a page says counts, flows and what became of them.

import type { Flow } from '../../routing/backbone';
import type { FlowResult } from '../../verify/results';
import type { Mark } from './fates';

export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`;
}

export function flowText({ from, to }: Flow): string {
  return `${from} → ${to}`;
}

/** `over iad-cmh › cmh-pdx`, `within the site`, `dead-link after iad-pdx`. */
export function fateText({ outcome, path }: Pick<FlowResult, 'outcome' | 'path'>): string {
  if (outcome === 'delivered') return path.length === 0 ? 'within the site' : `over ${path.join(' › ')}`;
  return path.length === 0 ? outcome : `${outcome} after ${path.at(-1)}`;
}

/** A sign that differs in shape, and what it means. */
export const MARKS: Readonly<Record<Mark, { readonly sign: string; readonly says: string }>> = {
  lost: { sign: '✘', says: 'lost, and it must not be: an error' },
  spared: { sign: '○', says: 'lost without the controller, or after more than it has to survive' },
  unknown: { sign: '?', says: 'the templates do not tell' },
  moved: { sign: '↷', says: 'delivered over other links' },
  'as-before': { sign: '·', says: 'delivered, as when nothing has failed' },
};
