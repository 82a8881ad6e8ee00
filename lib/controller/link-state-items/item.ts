// Pure: values as items of the table and back. An item holds its value as JSON text, beside it what DynamoDB itself has to
// compare: the key, what a conditional write asks for, and when the item may be deleted.

import { createHash } from 'node:crypto';
import { printable } from '../../net/printable';
import type { AuditEntry } from '../audit';
import type { LinkStatus, Notice, Observation } from '../database';
import { contentOf } from '../link-state/notices';
import { type ItemKey, itemKey, writerIn } from './item-key';
import { type StoredValue, storedValue } from './stored-value';

/** Raised when a reader of the old version would misunderstand the new one. A key that it may ignore is no reason. */
const VERSION = 1;
const DAY_MS = 24 * 60 * 60_000;
/** How long an item that says nothing any more can still be looked at. */
const KEPT_MS = 7 * DAY_MS;
/**
 * A notice speaks about its event longer than its window lasts: when maintenance is moved to an earlier day, the later
 * window of an older message would count again as soon as the newer one is gone. Nothing is announced for longer ahead.
 */
const NOTICE_KEPT_MS = 400 * DAY_MS;
/**
 * From then on an observation whose verdict has not changed is a heartbeat, and the filter of the stream keeps it from waking
 * anybody. Not at once: replicas may be told of two writes as one, and one that was cut off is told of the last one only.
 * Longer than an observation lives: a replica that has missed the change for so long has heard nothing of the link.
 */
const STEADY_MS = 5 * 60_000;
const LONGEST_WHY = 300;

/** What DynamoDB's attributes have in common with those of its clients and of its streams. */
type Attribute = { readonly S: string } | { readonly N: string };
type ItemAttributes = Readonly<Record<string, Attribute>>;
export type StoredAttributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

/** An item that is there and cannot be used. */
export interface UnreadableItem extends ItemKey {
  readonly why: string;
}

type ReadItem =
  | { readonly kind: 'readable'; readonly value: StoredValue }
  | { readonly kind: 'unreadable'; readonly item: UnreadableItem };

const text = (S: string): Attribute => ({ S });
const number = (value: number): Attribute => ({ N: String(value) });

/** Equal for notices that say the same, whenever each was received. */
export function saidOf(notice: Notice): string {
  return createHash('sha256').update(contentOf(notice)).digest('hex');
}

/** `usable 203.0.113.1=up 203.0.113.2=down`: equal while AWS says the same of an end, however often and in which order. */
export function stateOf({ attachment, sessions }: LinkStatus): string {
  return [attachment, ...sessions.map(({ name, state }) => `${name}=${state}`).sort()].join(' ');
}

function isSteady({ atMs, sinceMs }: Observation): boolean {
  return atMs - sinceMs >= STEADY_MS;
}

/** What a write or the filter of a stream compares, by kind. */
function comparedOf(value: StoredValue): ItemAttributes {
  switch (value.kind) {
    case 'notice':
      return { version: number(value.version), said: text(saidOf(value)) };
    case 'observation':
      return {
        epoch: number(value.epochMs ?? 0),
        at: number(value.atMs),
        verdict: text(value.verdict),
        ...(isSteady(value) ? { steady: text('yes') } : {}),
      };
    case 'status':
      return { at: number(value.atMs), state: text(stateOf(value)) };
    case 'order':
      return { expires: number(value.expiresMs) };
    case 'lease':
      return { token: number(value.token), expires: number(value.expiresMs), holder: text(value.holder) };
    case 'admission':
    case 'publication':
      return {};
  }
}

/** Admissions are dismissed, and a site has one publication and one lease as long as it is a site. */
function keptUntilMs(value: StoredValue): number | undefined {
  if (value.kind === 'admission' || value.kind === 'publication' || value.kind === 'lease') return undefined;
  if (value.kind === 'notice') return Math.max(value.endMs + KEPT_MS, value.receivedMs + NOTICE_KEPT_MS);
  return value.expiresMs + KEPT_MS;
}

/** What is not a value by the schema is a defect of the writer, which has to hear of it. */
export function itemOf(value: StoredValue, writer: string): ItemAttributes {
  const parsed = storedValue.safeParse(value);
  const key = itemKey(value, writer);
  if (!parsed.success) throw new Error(`${key.pk} ${key.sk} cannot be stored: ${complaint(parsed.error)}`);
  const keptMs = keptUntilMs(value);
  return {
    pk: text(key.pk),
    sk: text(key.sk),
    v: number(VERSION),
    kind: text(value.kind),
    body: text(JSON.stringify(value)),
    ...comparedOf(value),
    ...(keptMs === undefined ? {} : { deleteAt: number(Math.ceil(keptMs / 1_000)) }),
  };
}

/** Where and what, never what was found there: it may be anything. */
function complaint(error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly code: string }[] }) {
  return error.issues.map(({ path, code }) => `${path.join('.') || 'value'}: ${code}`).join(', ');
}

/** Undefined: it is not JSON. */
function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An order that was ended keeps what it said, with the time of its end beside it. */
function withEnd(value: StoredValue, { ended }: StoredAttributes): StoredValue {
  const endedMs = Number(ended?.N);
  if (value.kind !== 'order' || !(endedMs < value.expiresMs)) return value;
  return { ...value, expiresMs: endedMs };
}

export function readItem(attributes: StoredAttributes): ReadItem {
  const key = { pk: attributes.pk?.S ?? '', sk: attributes.sk?.S ?? '' };
  const unreadable = (why: string): ReadItem => ({
    kind: 'unreadable',
    item: { ...key, why: printable(why).slice(0, LONGEST_WHY) },
  });
  const version = Number(attributes.v?.N);
  if (version > VERSION) return unreadable(`version ${version} is newer than ${VERSION}, which is known here`);
  if (version !== VERSION) return unreadable('it has no version that is known here');
  const parsed = storedValue.safeParse(parsedJson(attributes.body?.S ?? ''));
  if (!parsed.success) return unreadable(complaint(parsed.error));
  const due = itemKey(parsed.data, writerIn(key));
  if (due.pk !== key.pk || due.sk !== key.sk) return unreadable('it is stored under the key of something else');
  return { kind: 'readable', value: withEnd(parsed.data, attributes) };
}

/** What a person is told of an item that is ignored. */
export function unreadableEntry({ pk, sk, why }: UnreadableItem, site: string, atMs: number): AuditEntry {
  return { atMs, site, code: 'item-unreadable', because: `item ${printable(`${pk} ${sk}`)} is ignored: ${why}` };
}
