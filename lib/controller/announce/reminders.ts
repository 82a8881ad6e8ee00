// Pure: keeps what each run says from being sent to people once a minute.

import type { Code } from '../../net/codes';
import type { AuditEntry } from '../audit';
import { type Message, messagesOf } from './messages';

/** Said by each run for as long as it is so; everything else is said once, when it is new. */
const REPEATED: readonly Code[] = ['bgp-tests-unread', 'reconcile-busy', 'reconcile-failed', 'write-failed'];
/** How often a person is reminded of it. */
const REMINDED_MS = 60 * 60_000;

/**
 * Remembers what was sent for as long as the function lives, and an hour at the most: when it is forgotten, a person is
 * told once more.
 */
export class Reminders {
  private readonly sentMs = new Map<string, number>();

  /** The messages that are to be sent now. */
  due(entries: readonly AuditEntry[], nowMs: number): readonly Message[] {
    for (const [subject, ms] of this.sentMs) if (nowMs - ms >= REMINDED_MS) this.sentMs.delete(subject);
    return messagesOf(entries).filter(({ code, subject }) => !(REPEATED.includes(code) && this.sentMs.has(subject)));
  }

  /** It was sent; one that could not be is due again. */
  sent({ subject }: Message, nowMs: number): void {
    this.sentMs.set(subject, nowMs);
  }
}
