// The lease of a site's controller, as an item of its own replica of the link state table. It is never deleted, so that
// its tokens only grow. What decides are the attributes beside the body, so that versions of Detour which do not read each
// other's bodies still respect each other's leases.
//
//   the item                                         acquire
//   is not there                                     takes it
//   is the caller's own: an answer was lost          takes it again, with the same token
//   has not expired                                  takes nothing
//   has expired, or has no expiry that is a number   takes it with a larger token, if it is still as it was read
//   expires later than anybody asks for              the same: it was written by a clock that is wrong

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Lease } from '../database';
import type { StoredAttributes } from '../link-state-items/item';
import { leaseKey } from '../link-state-items/item-key';
import type { LeasePort } from '../ports';
import { type Condition, type ItemTable, itemAt, putItem } from './stored-items';

/** Far longer than any term. Whichever clock is wrong: no controller may stand still until a wrong one is right. */
const NOBODY_ASKS_MS = 10 * 60_000;

/** What is known of the present lease; each undefined where there is nothing usable. */
interface Present {
  readonly holder: string | undefined;
  readonly token: number | undefined;
  /** The token as DynamoDB has it, whatever number that is. */
  readonly tokenText: string | undefined;
  readonly expiresMs: number | undefined;
}

function numberIn(attribute: StoredAttributes[string] | undefined): number | undefined {
  const value = Number(attribute?.N);
  return Number.isSafeInteger(value) ? value : undefined;
}

function presentOf({ holder, token, expires }: StoredAttributes = {}): Present {
  return { holder: holder?.S, token: numberIn(token), tokenText: token?.N, expiresMs: numberIn(expires) };
}

function isHeld({ expiresMs }: Present, nowMs: number): boolean {
  return expiresMs !== undefined && expiresMs > nowMs && expiresMs <= nowMs + NOBODY_ASKS_MS;
}

const number = (value: number): AttributeValue => ({ N: String(value) });

/** Still as it was read, and still to be had at `nowMs`. */
function stillFree({ tokenText }: Present, nowMs: number): Condition {
  const free = '(#expires <= :now OR #expires > :far OR NOT attribute_type(#expires, :number))';
  const read = tokenText === undefined ? 'NOT attribute_type(#token, :number)' : '#token = :token';
  return {
    ConditionExpression: `${read} AND ${free}`,
    ExpressionAttributeNames: { '#expires': 'expires', '#token': 'token' },
    ExpressionAttributeValues: {
      ':now': number(nowMs),
      ':far': number(nowMs + NOBODY_ASKS_MS),
      ':number': { S: 'N' },
      ...(tokenText === undefined ? {} : { ':token': { N: tokenText } }),
    },
  };
}

/** Nobody has taken it since, whether or not it has expired. A try whose answer was lost finds itself. */
function stillMine({ token, holder }: Lease): Condition {
  return {
    ConditionExpression: '#token = :token AND #holder = :holder',
    ExpressionAttributeNames: { '#token': 'token', '#holder': 'holder' },
    ExpressionAttributeValues: { ':token': number(token), ':holder': { S: holder } },
  };
}

/**
 * The clock is the caller's own, in epoch milliseconds. Tokens are no smaller than the time, so that they grow even when
 * the item is lost: what was written under them could never be written again otherwise.
 */
export function leaseTable(table: ItemTable, now: () => number): LeasePort {
  const key = leaseKey(table.site);
  const take = async (lease: Lease, condition: Condition): Promise<Lease | undefined> =>
    (await putItem(table, lease, condition)) === 'written' ? lease : undefined;
  const isOwn = async ({ holder, token }: Lease): Promise<boolean> => {
    const present = presentOf(await itemAt(table, key));
    return present.holder === holder && present.token === token;
  };
  const renew: LeasePort['renew'] = (lease, termMs) => take({ ...lease, expiresMs: now() + termMs }, stillMine(lease));
  return {
    acquire: async (holder, termMs) => {
      const present = presentOf(await itemAt(table, key));
      const nowMs = now();
      const lease: Lease = { kind: 'lease', site: table.site, holder, token: nowMs, expiresMs: nowMs + termMs };
      const { token } = present;
      if (present.holder === holder && token !== undefined) return renew({ ...lease, token }, termMs);
      if (isHeld(present, nowMs)) return undefined;
      const next = { ...lease, token: Math.max((token ?? 0) + 1, nowMs) };
      return (await take(next, stillFree(present, nowMs))) ?? ((await isOwn(next)) ? next : undefined);
    },
    renew,
    release: async (lease) => void (await take({ ...lease, expiresMs: 0 }, stillMine(lease))),
  };
}
