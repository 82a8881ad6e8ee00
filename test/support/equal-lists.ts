// `toEqual` takes `[undefined]` for `[]`, since it leaves out what is undefined, in lists as in objects. A list that is longer is
// another list.

expect.addEqualityTesters([
  (a: unknown, b: unknown) => (Array.isArray(a) && Array.isArray(b) && a.length !== b.length ? false : undefined),
]);
