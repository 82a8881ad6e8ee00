// Pure: what can be in the same region. A stack that is not bound to one, or of which nobody says where it is, may be anywhere.

interface Placed {
  readonly region: string | undefined;
}

/** False only when it is certain that they are apart. */
export function mayBeTogether(a: Placed, b: Placed): boolean {
  return a.region === undefined || b.region === undefined || a.region === b.region;
}
