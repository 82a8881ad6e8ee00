// Pure: the two ways in which AWS Health writes times: `Tue, 10 May 2022 06:00:54 GMT` and ISO 8601. `Date.parse` alone
// takes far more than these for a time, and rolls over days that do not exist. No maintenance is of another century.

const DAYS = '(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const RFC_1123 = new RegExp(
  `^${DAYS}, (\\d{1,2}) (${MONTHS.join('|')}) (20\\d{2}) (\\d{2}:\\d{2}:\\d{2}) (?:GMT|UTC|[+-]0000)$`,
);
const ISO_8601 = /^(20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of a day and hour in UTC; undefined when there is none such. */
function existing(wall: string): number | undefined {
  const ms = Date.parse(`${wall}Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(wall) ? ms : undefined;
}

function rfc1123(text: string): number | undefined {
  const [, day = '', month = '', year, clock] = RFC_1123.exec(text) ?? [];
  if (year === undefined) return undefined;
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return existing(`${year}-${number}-${day.padStart(2, '0')}T${clock}`);
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function iso8601(text: string): number | undefined {
  const [, wall, zone = ''] = ISO_8601.exec(text) ?? [];
  const ms = wall === undefined ? undefined : existing(wall);
  return ms === undefined ? undefined : ms - offsetMs(zone);
}

/** Epoch milliseconds, whole seconds; undefined for anything else. */
export function healthTimeMs(text: string): number | undefined {
  return rfc1123(text) ?? iso8601(text);
}
