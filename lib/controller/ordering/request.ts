// Pure: what a function is asked for on behalf of an operator who has no command line: the input of its calls, which comes
// from the parameters of an automation and is not to be trusted. All that is wrong with it is said at once.
//
//   mode    what is done
//   plan    nothing is written; it is said what the order would do, or why it is refused
//   give    the same, and the order is written
//   await   nothing is written; it is over when the order is carried out

import * as z from 'zod';
import { momentMs } from '../../net/document/moment';
import { printable } from '../../net/printable';
import { err, ok, type Result } from '../../net/result';
import { LONGEST_REASON } from '../link-state-items/stored-value';

const COMMANDS = ['drain', 'restore', 'freeze', 'unfreeze', 'evacuate', 'return'] as const;
type OrderedCommand = (typeof COMMANDS)[number];

/** Stands for no link in particular: all changes of all controllers. */
const WHOLE_BACKBONE = '*';

export interface OrderRequest {
  readonly mode: 'plan' | 'give' | 'await';
  readonly command: OrderedCommand;
  /** A link or a site, as the command needs it; absent: the whole backbone. */
  readonly about?: string;
  readonly reason: string;
  /** Absent: as long as the command lasts by itself. */
  readonly untilMs?: number;
  /** The automation that asks, and its execution: two calls of one execution are about one order. */
  readonly document: string;
  readonly execution: string;
}

const written = z.strictObject({
  mode: z.enum(['plan', 'give', 'await']),
  command: z.enum(COMMANDS),
  about: z.string().min(1).max(100),
  reason: z.string().trim().min(1).max(LONGEST_REASON),
  until: z.exactOptional(z.string().refine((text) => momentMs(text, 0, 'ahead') !== undefined)),
  document: z.string().regex(/^[A-Za-z0-9_.-]{3,128}$/),
  execution: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
});

const ALLOWED: Readonly<Record<keyof z.infer<typeof written>, string>> = {
  mode: 'plan, give or await',
  command: COMMANDS.join(', '),
  about: 'the name of a link or a site, or * for the whole backbone',
  reason: `1 to ${LONGEST_REASON} characters`,
  until: 'a length of time as 90m, 4h or 2d, or a time in UTC as 2026-12-01T20:10:00Z',
  document: 'the name of the automation',
  execution: 'the id of its execution',
};

function isKey(key: unknown): key is keyof typeof ALLOWED {
  return typeof key === 'string' && Object.hasOwn(ALLOWED, key);
}

/** A sentence for each key that is wrong, and one for all that nobody knows; what was got is not repeated. */
function problemsOf({ issues }: z.ZodError): readonly string[] {
  const wrong = issues.map(({ path: [key] }) => (isKey(key) ? `${key}: use ${ALLOWED[key]}` : undefined));
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return [
    ...new Set(wrong.filter((said) => said !== undefined)),
    ...(unknown.length === 0 ? [] : [`there is no ${printable(unknown.join(', ')).slice(0, 200)}`]),
    ...(wrong.length > 0 && wrong.every((said) => said === undefined) && unknown.length === 0
      ? ['it is no order: use an object']
      : []),
  ];
}

export function orderRequest(input: unknown, nowMs: number): Result<OrderRequest, readonly string[]> {
  const parsed = written.safeParse(input);
  if (!parsed.success) return err(problemsOf(parsed.error));
  const { about, until, ...rest } = parsed.data;
  const untilMs = until === undefined ? undefined : momentMs(until, nowMs, 'ahead');
  return ok({
    ...rest,
    ...(about === WHOLE_BACKBONE ? {} : { about }),
    ...(untilMs === undefined ? {} : { untilMs }),
  });
}
