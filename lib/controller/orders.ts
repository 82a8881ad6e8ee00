// Pure: which orders an operator may give. All that is wrong is said at once.
//
//   action                     link      site
//   drain                      needed    none
//   restore                    needed    none
//   force-up                   needed    none
//   apply-tunnel-maintenance   needed    none
//   freeze                     or all    none
//   evacuate                   none      needed

import { printable } from '../net/printable';
import { err, ok, type Result } from '../net/result';
import type { Order } from './database';
import { LONGEST_ID, LONGEST_OWNER, LONGEST_REASON } from './link-state-items/stored-value';

const MINUTE_MS = 60_000;
/** What is meant to last longer belongs into the topology. */
const LONGEST_DAYS = 30;
const LONGEST_MS = LONGEST_DAYS * 24 * 60 * MINUTE_MS;

/** The names an order may use. */
interface Known {
  readonly links: readonly string[];
  readonly sites: readonly string[];
}

/** Undefined: nothing is wrong. Else a sentence: what was got, what is allowed. */
type Rule = (order: Order, known: Known, nowMs: number) => string | undefined;

function quoted(text: string): string {
  return `'${printable(text).slice(0, 60)}'`;
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'there is none' : `use one of ${[...names].sort().join(', ')}`;
}

function hasItsLink({ action, link }: Order, { links }: Known): string | undefined {
  if (action === 'evacuate') return link === undefined ? undefined : 'evacuate is about a site: leave out the link';
  if (link === undefined) return action === 'freeze' ? undefined : `${action} needs a link: ${oneOf(links)}`;
  return links.includes(link) ? undefined : `there is no link ${quoted(link)}: ${oneOf(links)}`;
}

function hasItsSite({ action, site }: Order, { sites }: Known): string | undefined {
  if (action !== 'evacuate')
    return site === undefined ? undefined : `${action} is not about a site: leave out the site`;
  if (site === undefined) return `evacuate needs a site: ${oneOf(sites)}`;
  return sites.includes(site) ? undefined : `there is no site ${quoted(site)}: ${oneOf(sites)}`;
}

function textRule(what: string, most: number, textOf: (order: Order) => string): Rule {
  return (order) => {
    const text = textOf(order);
    if (text.trim() === '') return `${what} is empty: say it in 1 to ${most} characters`;
    return text.length <= most ? undefined : `${what} has ${text.length} characters: use at most ${most}`;
  };
}

function endsInTime({ expiresMs }: Order, _known: Known, nowMs: number): string | undefined {
  if (!Number.isSafeInteger(expiresMs)) return 'the expiry is not a time: use whole milliseconds';
  if (expiresMs <= nowMs) return 'the expiry is not in the future: use a later one';
  if (expiresMs - nowMs <= LONGEST_MS) return undefined;
  return `the expiry is more than ${LONGEST_DAYS} days away: use an earlier one, and place the order again then`;
}

/** The giver's clock makes the time; what it says may not be from another day. */
function isGivenNow({ atMs }: Order, _known: Known, nowMs: number): string | undefined {
  if (Number.isSafeInteger(atMs) && Math.abs(atMs - nowMs) <= MINUTE_MS) return undefined;
  return 'the order was not given now: use the present time';
}

const RULES: readonly Rule[] = [
  hasItsLink,
  hasItsSite,
  textRule('the id', LONGEST_ID, ({ id }) => id),
  textRule('the owner', LONGEST_OWNER, ({ owner }) => owner),
  textRule('the reason', LONGEST_REASON, ({ reason }) => reason),
  isGivenNow,
  endsInTime,
];

export function checkedOrder(order: Order, known: Known, nowMs: number): Result<Order, readonly string[]> {
  const problems = RULES.map((rule) => rule(order, known, nowMs)).filter((said) => said !== undefined);
  return problems.length === 0 ? ok(order) : err(problems);
}
