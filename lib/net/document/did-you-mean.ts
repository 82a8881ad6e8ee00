// Pure: the name that was probably meant.

/** Longer names are not compared: nobody mistypes them, and the comparison is quadratic in their length. */
const LONGEST = 40;

/** Number of single-letter insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = [(above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same];
      row.push(Math.min(...edits, ...(swapped ? [(before[j - 2] ?? 0) + 1] : [])));
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** `pdx-iad` and `iad-pdx`: the same words in another order. */
function sameWords(a: string, b: string): boolean {
  return a.split('-').sort().join('-') === b.split('-').sort().join('-');
}

/** The nearest of the names, when it is near enough to have been meant; the first one of equals. */
export function didYouMean(got: string, names: Iterable<string>): string | undefined {
  if (got.length > LONGEST) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    if (name.length > LONGEST) continue;
    const [is, was] = [name.toLowerCase(), got.toLowerCase()];
    const apart = sameWords(is, was) ? 0 : distance(was, is);
    const near = apart <= Math.max(1, Math.floor(Math.min(name.length, got.length) / 3));
    if (near && (best === undefined || apart < best.distance)) best = { name, distance: apart };
  }
  return best?.name;
}
