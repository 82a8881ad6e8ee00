// Pure: how large a value is, without writing it down first: what a stranger sent may be deeper than a stack is.

const OF_ANYTHING = 4;

/** True when the value, as JSON, is about as long as allowed at most. Ends as soon as it is not. */
export function weighsAtMost(value: unknown, bytes: number): boolean {
  let left = bytes;
  const open: unknown[] = [value];
  while (open.length > 0 && left >= 0) {
    const next = open.pop();
    left -= typeof next === 'string' ? Buffer.byteLength(next) : OF_ANYTHING;
    if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (typeof next === 'object' && next !== null)
      for (const [key, inner] of Object.entries(next)) {
        left -= Buffer.byteLength(key);
        open.push(inner);
      }
  }
  return left >= 0;
}
