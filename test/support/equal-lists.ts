// `toEqual` takes `[undefined]` for `[]`, since it leaves out what is undefined, in lists as in objects. A list that is longer is
// another list.

declare namespace jest {
  interface Expect {
    /** Jest has it since version 29.4, its types do not. `undefined`: not for this tester to say. */
    addEqualityTesters(testers: readonly ((a: unknown, b: unknown) => boolean | undefined)[]): void;
  }
}

expect.addEqualityTesters([
  (a, b) => (Array.isArray(a) && Array.isArray(b) && a.length !== b.length ? false : undefined),
]);
