// Pure: times of day in a zone that the calendar itself defines, as epoch milliseconds.
//
//   onset         the wall clock, as it was before, at which an observance begins
//   in the gap    an hour that the clock jumps over counts as it would have without the jump (RFC 5545, 3.3.5)
//   twice         an hour that comes twice is the first of the two
//
// Only rules of the form "every year, the nth weekday of a month" are understood, which is how calendar programs write
// them: a rule in general may take for ever to work out.

import type ICAL from 'ical.js';
import { err, ok, type Result } from '../../../net/result';

interface YearlyRule {
  readonly month: number;
  /** 1 to 5 from the first, -1 to -5 from the last. */
  readonly nth: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly untilMs: number;
}

interface Observance {
  /** Wall clock as if it were UTC. */
  readonly startMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly rule?: YearlyRule;
}

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const DAY_MS = 24 * 60 * 60 * 1000;
const WALL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(Z?)$/;

/** A wall clock as jCal writes it, as if it were UTC; undefined for days and hours that do not exist. */
export function wallMs(text: string): number | undefined {
  const [, day, hour] = WALL.exec(text) ?? [];
  const ms = Date.parse(`${day}T${hour}Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 19) === `${day}T${hour}` ? ms : undefined;
}

/** jCal writes `+05:30`. */
function offsetMs(text: string): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14) return undefined;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

/** The one value of a property as jCal has it; undefined when it is missing or stands twice. */
function single(component: ICAL.Component, name: string): unknown {
  const [property, ...more] = component.getAllProperties(name);
  const values: readonly unknown[] = property?.jCal?.slice(3) ?? [];
  return more.length === 0 && values.length === 1 ? values[0] : undefined;
}

function ruleOf(value: unknown): YearlyRule | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { freq, interval = 1, bymonth, byday, until, wkst: _wkst, ...others } = value as Record<string, unknown>;
  const [, nth, day] = /^([+-]?[1-5])([A-Z]{2})$/.exec(String(byday)) ?? [];
  const untilMs = until === undefined ? Number.POSITIVE_INFINITY : wallMs(String(until));
  const month = Number(String(bymonth));
  const plain = freq === 'YEARLY' && Number(interval) === 1 && Object.keys(others).length === 0;
  const isMonth = Number.isInteger(month) && month >= 1 && month <= 12;
  if (!plain || !isMonth || nth === undefined || day === undefined || untilMs === undefined) return undefined;
  const weekday = DAYS.indexOf(day);
  return weekday < 0 ? undefined : { month, nth: Number(nth), weekday, untilMs };
}

function observanceOf(component: ICAL.Component): Observance | undefined {
  const startMs = wallMs(String(single(component, 'dtstart')));
  const fromMs = offsetMs(String(single(component, 'tzoffsetfrom')));
  const toMs = offsetMs(String(single(component, 'tzoffsetto')));
  const isPlain = component.getAllProperties('rdate').length === 0;
  if (startMs === undefined || fromMs === undefined || toMs === undefined || !isPlain) return undefined;
  if (component.getAllProperties('rrule').length === 0) return { startMs, fromMs, toMs };
  const rule = ruleOf(single(component, 'rrule'));
  return rule && { startMs, fromMs, toMs, rule };
}

/** The onset in one year; a fifth weekday that a month does not have is none. */
function onsetIn(year: number, { startMs, rule }: Observance): readonly number[] {
  if (rule === undefined) return [startMs];
  const { month, nth, weekday, untilMs } = rule;
  const first = Date.UTC(year, month - 1, 1);
  const last = Date.UTC(year, month, 0);
  const toFirst = (weekday - new Date(first).getUTCDay() + 7) % 7;
  const toLast = (new Date(last).getUTCDay() - weekday + 7) % 7;
  const day = nth > 0 ? first + (toFirst + 7 * (nth - 1)) * DAY_MS : last - (toLast + 7 * (-nth - 1)) * DAY_MS;
  const onset = day + (((startMs % DAY_MS) + DAY_MS) % DAY_MS);
  return day >= first && day <= last && onset >= startMs && onset <= untilMs + DAY_MS ? [onset] : [];
}

/** What the wall clock of a zone shows, as epoch milliseconds. `wall` as if it were UTC. */
export function zonedMs(wall: number, zone: ICAL.Component): Result<number, string> {
  const parts = [...zone.getAllSubcomponents('standard'), ...zone.getAllSubcomponents('daylight')];
  const observances = parts.map(observanceOf);
  if (observances.includes(undefined))
    return err('its time zone has a rule that is not understood; write times in UTC');
  const year = new Date(wall).getUTCFullYear();
  const begun = observances
    .flatMap((observance) => (observance ? [observance] : []))
    .flatMap((o) =>
      [...new Set([o.startMs, ...onsetIn(year - 1, o), ...onsetIn(year, o)])].map((onset) => ({ onset, ...o })),
    )
    .filter(({ onset }) => onset <= wall)
    .sort((a, b) => b.onset - a.onset);
  const [current] = begun;
  if (!current) return err('its time zone says nothing about that time; write times in UTC');
  const inGap = wall < current.onset + (current.toMs - current.fromMs);
  return ok(wall - (inGap ? current.fromMs : current.toMs));
}
