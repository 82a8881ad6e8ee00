// Pure: how findings say how often they are seen.

/** `before one noun after`, or with the number and a plural; nothing at all of none. */
export function counted(before: string, number: number, noun: string, after = ''): string {
  if (number === 0) return '';
  return `${before}${number === 1 ? `one ${noun}` : `${number} ${noun}s`}${after}`;
}
