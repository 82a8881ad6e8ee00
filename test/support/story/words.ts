// The words of one line of a story, read one after the other. What is not as it should be is said with file and line.

export class Words {
  private readonly words: readonly string[];
  private next = 0;

  constructor(
    private readonly place: string,
    line: string,
  ) {
    this.words = line.trim().split(/\s+/);
  }

  get isAtEnd(): boolean {
    return this.next >= this.words.length;
  }

  fail(expected: string): never {
    const got = this.isAtEnd ? 'the end of the line' : `'${this.words[this.next]}'`;
    throw new Error(`${this.place}: expected ${expected}, got ${got}`);
  }

  /** The next word, read by `read`, which gives undefined for one that will not do. */
  take<T>(expected: string, read: (word: string) => T | undefined): T {
    const word = this.words[this.next];
    const value = word === undefined ? undefined : read(word);
    if (value === undefined) return this.fail(expected);
    this.next += 1;
    return value;
  }

  word(expected: string): string {
    return this.take(expected, (word) => word);
  }

  oneOf<T extends string>(allowed: readonly T[], what = 'one of'): T {
    return this.take(`${what} ${allowed.join(', ')}`, (word) => allowed.find((one) => one === word));
  }

  keyword(keyword: string): void {
    this.oneOf([keyword], 'the word');
  }

  /** Takes the word if it is the next one. */
  skip(keyword: string): boolean {
    if (this.words[this.next] !== keyword) return false;
    this.next += 1;
    return true;
  }

  number(expected: string): number {
    return this.take(expected, (word) => (/^\d+$/.test(word) ? Number(word) : undefined));
  }

  rest(expected: string): string {
    if (this.isAtEnd) this.fail(expected);
    const said = this.words.slice(this.next).join(' ');
    this.next = this.words.length;
    return said;
  }

  end(): void {
    if (!this.isAtEnd) this.fail('the end of the line');
  }
}

/** Stories are told of one day, in UTC. */
export function storyTime(word: string): number | undefined {
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(word)) return undefined;
  return Date.parse(`2025-10-01T${word.length === 5 ? `${word}:00` : word}Z`);
}
