// Pure: what is asked for by a command that gives or ends orders, from its options. All that is wrong with them is said at once.

import type { Asked, AskedCommand } from '../../../controller/operator/effects/asked-change';
import { momentMs } from '../../../net/document/moment';
import { printable } from '../../../net/printable';
import { err, ok, type Result } from '../../../net/result';
import type { LiveOptions } from '../live-options';

export interface OrderOptions extends LiveOptions {
  readonly until?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly despiteUnread?: boolean;
  readonly force?: boolean;
  readonly wait?: boolean;
  readonly now?: boolean;
}

const WITHOUT_REASON: readonly AskedCommand[] = ['restore', 'unfreeze', 'return'];

function missingReason(command: AskedCommand, { reason }: OrderOptions): string | undefined {
  if (reason?.trim() === '') return '--reason is empty: say why, for others who find the order';
  if (reason !== undefined || WITHOUT_REASON.includes(command)) return undefined;
  return '--reason is missing: say why, for others who find the order';
}

function badUntil({ until }: OrderOptions, untilMs: number | undefined): string | undefined {
  if (until === undefined || untilMs !== undefined) return undefined;
  return `--until ${printable(until)}: write it as 90m, 4h or 2d, or as 2026-12-01T20:10:00Z`;
}

function emptyOwner({ owner }: OrderOptions): string | undefined {
  return owner?.trim() === '' ? '--owner is empty: say who gives the order' : undefined;
}

/** Nobody is asked where programs read the answer. */
function nobodyToAsk({ yes, dryRun, json }: OrderOptions, canAsk: boolean): string | undefined {
  if (yes || dryRun || (canAsk && !json)) return undefined;
  const where = json ? 'with --json nobody is asked' : 'there is no terminal to ask on';
  return `${where}, so nothing was done: look at it with --dry-run, then give --yes`;
}

/** `owner` is whoever sits there, unless the options say another. */
export function askedBy(
  command: AskedCommand,
  about: string | undefined,
  options: OrderOptions,
  here: { readonly owner: string; readonly nowMs: number; readonly canAsk: boolean },
): Result<Asked, readonly string[]> {
  const { reason } = options;
  const untilMs = options.until === undefined ? undefined : momentMs(options.until, here.nowMs, 'ahead');
  const problems = [
    missingReason(command, options),
    badUntil(options, untilMs),
    emptyOwner(options),
    nobodyToAsk(options, here.canAsk),
  ].filter((said) => said !== undefined);
  if (problems.length > 0) return err(problems);
  return ok({
    command,
    ...(about === undefined ? {} : { about }),
    owner: options.owner ?? here.owner,
    ...(reason === undefined ? {} : { reason }),
    ...(untilMs === undefined ? {} : { untilMs }),
  });
}
