// Pure: times as people read them in a mail: in UTC, and from when it was sent.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `38 min`, `1 h 38 min`, `7 days`, `6 days 23 h`: the two largest units, rounded. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.round(ms / HOUR_MS);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  if (hours < 24) return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'day' : 'days'}${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}

/** `2025-10-01 19:52:04 UTC`. */
export function secondText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `2025-10-01 21:30 UTC`. */
export function minuteText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2025-10-01 21:30 UTC (in 1 h 38 min)`. */
export function comingText(ms: number, nowMs: number): string {
  return ms > nowMs ? `${minuteText(ms)} (in ${durationText(ms - nowMs)})` : minuteText(ms);
}
