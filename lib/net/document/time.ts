// Pure: times as they are written, in UTC, and as epoch milliseconds.

import * as z from 'zod';
import { told } from './hint';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const OTHER_ZONE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

/** `2025-10-01T20:10:00Z`; without milliseconds when they are zero. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** Epoch milliseconds of a text that the schema has accepted. */
export function timeMs(text: string): number {
  return Date.parse(text);
}

/** False for days and hours that do not exist, which Date.parse would roll over. */
function exists(text: string): boolean {
  const ms = timeMs(text);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 19) === text.slice(0, 19);
}

function explainTime(got: unknown) {
  if (typeof got !== 'string') return undefined;
  if (TIME.test(got)) return { problem: `${got} does not exist`, fix: 'correct the date or the time of day' };
  const parts = OTHER_ZONE.exec(got);
  if (parts === null) return undefined;
  const [, date = '', minutes = '', seconds = ':00', zone] = parts;
  const wall = `${date}T${minutes}${seconds}`;
  if (!exists(`${wall}Z`)) return undefined;
  const ms = timeMs(`${wall}${zone ?? 'Z'}`);
  if (!Number.isFinite(ms)) return undefined;
  return { fix: zone === undefined ? `write ${timeText(ms)} if that is UTC` : `write ${timeText(ms)}` };
}

/** A moment, in UTC because the people who read about it are in several zones. */
export function time(description: string) {
  return told(z.string().regex(TIME).refine(exists), description, {
    code: 'document-bad-time',
    what: 'a time in UTC',
    allowed: 'a date and a time of day in UTC, as 2025-10-01T20:10:00Z',
    example: '2025-10-01T20:10:00Z',
    explain: explainTime,
  });
}
