// Pure: times and windows as people read them, in UTC.

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `20:10`. */
export function minute(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** `2025-10-01 20:00 to 21:30 UTC`; the second day only when it is another. */
export function windowText(startMs: number, endMs: number): string {
  const end = day(startMs) === day(endMs) ? minute(endMs) : `${day(endMs)} ${minute(endMs)}`;
  return `${day(startMs)} ${minute(startMs)} to ${end} UTC`;
}
