// Whether what was planned may be done: what speaks against it, and what whoever sits there says.

import type { Refusal } from '../../../controller/operator/effects/refusals';
import type { Io } from '../../io';
import type { Planned } from './planned';
import type { OrderOptions } from './terms';

/** An answer that took longer was given to something that may not be so any more. */
const FRESH_ANSWER_MS = 120_000;

type Consent =
  | { readonly kind: 'given' }
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'declined' }
  /** It has to be looked again. */
  | { readonly kind: 'late' };

function whatSpeaksAgainst(refusals: readonly Refusal[], { force }: OrderOptions): string | undefined {
  if (refusals.some(({ forcible }) => !forcible)) return 'the order is refused, and nothing was done';
  if (refusals.length === 0 || force) return undefined;
  return 'the order is refused, and nothing was done: give it with --force if you know better';
}

/** Also of a dry run. Undefined: nothing speaks against it. */
export function refusalOf({ effects, unread }: Planned, options: OrderOptions): string | undefined {
  const said = whatSpeaksAgainst(effects.refusals, options);
  if (said !== undefined) return said;
  if (unread.length === 0 || !options.yes || options.despiteUnread) return undefined;
  return 'not everything could be read, and nothing was done: give --despite-unread as well as --yes, or answer on a terminal';
}

export async function consentTo(planned: Planned, options: OrderOptions, io: Io, now: () => number): Promise<Consent> {
  const refused = refusalOf(planned, options);
  if (refused !== undefined) return { kind: 'refused', said: refused };
  if (options.yes) return { kind: 'given' };
  const question = planned.unread.length === 0 ? 'Go on?' : 'Go on without what could not be read?';
  const answer = (await io.ask?.(`\n${question} [y/N] `)) ?? '';
  if (!/^y(es)?$/i.test(answer.trim())) return { kind: 'declined' };
  return now() - planned.seen.nowMs > FRESH_ANSWER_MS ? { kind: 'late' } : { kind: 'given' };
}
