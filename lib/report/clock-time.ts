// Pure: times and lengths of time as people read them. All times are UTC.

/** `20:10:03.4`, to the nearest tenth of a second. */
export function clockTime(ms: number): string {
  return new Date(Math.round(ms / 100) * 100).toISOString().slice(11, 21);
}

/** `77:00` from a minute on, `3.97 s` below it, `0 s` for nothing. */
export function lengthOfTime(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds < 59.995) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
