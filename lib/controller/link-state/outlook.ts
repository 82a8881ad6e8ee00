// Pure: what one notice alone would have Detour do, for a person who wants to know before it arrives.

import { timeText } from '../../net/document/time';
import type { Notice } from '../database';
import { isBinding } from './wishes';

export type Outlook =
  /** From when it begins to want its links empty: the lead time before its window, or when it was received. */
  | { readonly kind: 'drain'; readonly fromMs: number; readonly toMs: number }
  /** Somebody is told, and that is all. */
  | { readonly kind: 'told'; readonly because: string };

/** The first thing that keeps it from draining anything. */
function obstacle({ trusted, status, impact, links }: Notice): string {
  if (!trusted) return 'it is not trusted';
  if (links.length === 0) return 'it names no link';
  if (status !== 'confirmed') return `it is ${status}`;
  return impact === 'none' ? 'nothing happens that a drain would save data from' : 'it drains nothing';
}

/** Without other notices, orders or observations, which may change it: see checks.ts. */
export function outlookOf(notice: Notice, leadMs: number, nowMs: number): Outlook {
  if (!isBinding(notice) || notice.links.length === 0) return { kind: 'told', because: obstacle(notice) };
  if (notice.endMs <= nowMs) return { kind: 'told', because: `it was over at ${timeText(notice.endMs)}` };
  return { kind: 'drain', fromMs: Math.max(notice.startMs - leadMs, notice.receivedMs), toMs: notice.endMs };
}
