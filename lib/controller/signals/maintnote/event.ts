// Pure: one VEVENT of a MAINTNOTE calendar (github.com/jda/maintnote-std) as a value, or why it is not understood.

import type ICAL from 'ical.js';
import { err, ok, type Result } from '../../../net/result';
import { wallMs, zonedMs } from './time-zones';

/** A thing that is worked on, in the provider's words. */
export interface MaintenanceObject {
  readonly id: string;
  /** In upper case; absent: that of the event. */
  readonly impact?: string;
}

export interface MaintenanceEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly stampMs: number;
  readonly startMs: number;
  readonly endMs: number;
  /** What the provider calls itself. */
  readonly provider: string;
  /** None only when the event is off: some providers then leave them out. */
  readonly objects: readonly MaintenanceObject[];
  /** In upper case, `OUTAGE`. */
  readonly impact: string;
  /** Empty: it does not say. */
  readonly status: string;
  readonly summary: string;
}

/** Why an event is not understood. Thrown inside this file only, because each of many fields can be wrong. */
class Refusal extends Error {}

const MAX_UID = 255;
/** Of a UID in a complaint, so that the reason is not cut off behind it. */
const MAX_NAMED = 60;
const MAX_NAME = 100;
const MAX_OBJECTS = 100;
/** Version numbers leave room for this (see maintnote.ts), and no maintenance is changed so often. */
const MAX_SEQUENCE = 1_000_000;
const LONGEST_MS = 31 * 24 * 60 * 60 * 1000;
const FIRST_YEAR = 2000;
/** Seconds since the epoch stay below 2^32 until 2106. */
const LAST_YEAR = 2099;

/** What needs no definition. */
const UTC_NAMES = /^(etc\/)?(utc|gmt)$/i;

type Property = readonly [string, Readonly<Record<string, unknown>>, string, ...unknown[]];

function propertiesOf(event: ICAL.Component, name: string): readonly Property[] {
  return event.getAllProperties(name).map(({ jCal }) => jCal as unknown as Property);
}

/** Values of properties that calendars do not know have their escapes still in them. */
function textOf([, , type, value]: Property): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (type === 'text' ? text : text.replace(/\\([\\;,])/g, '$1')).trim();
}

/** The text of a property that may stand once; undefined when it does not stand there. */
function optional(event: ICAL.Component, name: string, longest: number): string | undefined {
  const [property, ...more] = propertiesOf(event, name);
  if (more.length > 0) throw new Refusal(`${name.toUpperCase()} stands in it more than once`);
  if (property === undefined) return undefined;
  const text = textOf(property);
  if (text.length > longest) throw new Refusal(`its ${name.toUpperCase()} has more than ${longest} characters`);
  return text;
}

function required(event: ICAL.Component, name: string, longest: number): string {
  const text = optional(event, name, longest);
  if (text === undefined || text === '') throw new Refusal(`it has no ${name.toUpperCase()}`);
  return text;
}

function timeOf(event: ICAL.Component, name: string, zones: ReadonlyMap<string, ICAL.Component>): number {
  const text = required(event, name, MAX_NAME);
  const label = name.toUpperCase();
  const zoneName = propertiesOf(event, name)[0]?.[1].tzid;
  const wall = wallMs(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Refusal(`its ${label} is a day without a time`);
  if (wall === undefined) throw new Refusal(`its ${label} is not a time that exists`);
  const year = new Date(wall).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new Refusal(`its ${label} is in the year ${year}; times from ${FIRST_YEAR} to ${LAST_YEAR} are read`);
  if (text.endsWith('Z')) return wall;
  if (zoneName === undefined) throw new Refusal(`its ${label} is in no time zone; UTC is not assumed`);
  const zone = zones.get(String(zoneName));
  if (zone === undefined && UTC_NAMES.test(String(zoneName))) return wall;
  if (zone === undefined) throw new Refusal(`its ${label} is in a time zone that the calendar does not define`);
  const zoned = zonedMs(wall, zone);
  if (!zoned.ok) throw new Refusal(zoned.error);
  return zoned.value;
}

function refuseRecurrence(event: ICAL.Component): void {
  const found = ['rrule', 'rdate', 'exdate', 'exrule', 'recurrence-id'].find((name) => propertiesOf(event, name)[0]);
  if (found === undefined) return;
  const problem = `it recurs (${found.toUpperCase()}), which is not supported`;
  throw new Refusal(`${problem}; ask for one event for each window`);
}

function objectOf(property: Property): MaintenanceObject {
  const impact = property[1]['x-maintnote-object-impact'];
  const id = textOf(property);
  if (id.length > MAX_NAME) throw new Refusal(`an X-MAINTNOTE-OBJECT-ID has more than ${MAX_NAME} characters`);
  return typeof impact === 'string' ? { id, impact: impact.trim().slice(0, MAX_NAME).toUpperCase() } : { id };
}

function objectsOf(event: ICAL.Component, status: string): readonly MaintenanceObject[] {
  const objects = propertiesOf(event, 'x-maintnote-object-id')
    .map(objectOf)
    .filter(({ id }) => id !== '');
  if (objects.length === 0 && !isOff(status)) throw new Refusal('it has no X-MAINTNOTE-OBJECT-ID');
  if (objects.length > MAX_OBJECTS) throw new Refusal(`it names more than ${MAX_OBJECTS} objects`);
  return objects;
}

/** It does not take place, or not any more. */
export function isOff(status: string): boolean {
  return status === 'CANCELLED' || status === 'COMPLETED';
}

function sequenceOf(event: ICAL.Component): number {
  const sequence = Number(required(event, 'sequence', MAX_NAME));
  if (Number.isInteger(sequence) && sequence >= 0 && sequence <= MAX_SEQUENCE) return sequence;
  throw new Refusal(`its SEQUENCE is not a whole number of at most ${MAX_SEQUENCE}`);
}

function windowOf(event: ICAL.Component, zones: ReadonlyMap<string, ICAL.Component>) {
  const startMs = timeOf(event, 'dtstart', zones);
  const endMs = timeOf(event, 'dtend', zones);
  if (endMs <= startMs) throw new Refusal('it ends before it starts');
  if (endMs - startMs > LONGEST_MS) throw new Refusal('it is longer than 31 days');
  return { startMs, endMs };
}

function read(event: ICAL.Component, zones: ReadonlyMap<string, ICAL.Component>): MaintenanceEvent {
  refuseRecurrence(event);
  const status = (optional(event, 'x-maintnote-status', MAX_NAME) ?? '').toUpperCase();
  return {
    provider: required(event, 'x-maintnote-provider', MAX_NAME),
    uid: required(event, 'uid', MAX_UID),
    sequence: sequenceOf(event),
    stampMs: timeOf(event, 'dtstamp', zones),
    ...windowOf(event, zones),
    objects: objectsOf(event, status),
    impact: required(event, 'x-maintnote-impact', MAX_NAME).toUpperCase(),
    status,
    summary: optional(event, 'summary', 16 * 1024) ?? '',
  };
}

/** Which of several events a complaint is about, as far as that can be told. */
function named(event: ICAL.Component, problem: string): string {
  const [uid] = propertiesOf(event, 'uid').map(textOf);
  return uid ? `event ${uid.slice(0, MAX_NAMED)}: ${problem}` : problem;
}

/** `zones` are the VTIMEZONEs of the calendar by their names. */
export function maintenanceEvent(
  event: ICAL.Component,
  zones: ReadonlyMap<string, ICAL.Component>,
): Result<MaintenanceEvent, string> {
  try {
    return ok(read(event, zones));
  } catch (error) {
    if (error instanceof Refusal) return err(named(event, error.message));
    throw error;
  }
}
