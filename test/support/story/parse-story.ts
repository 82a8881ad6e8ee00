// Reads a story file. Its lines begin with the word that says what they are; those that an expectation consists of are
// indented, and comments begin with #.

import { type Names, readHappening } from './happenings';
import type { Step, Story } from './story';
import { storyTime, Words } from './words';

/** A step while it is read. */
interface Draft {
  lines: string[];
  happenings: { atMs: number; happen: Step['happenings'][number]['happen'] }[];
  untilMs: number | undefined;
  expected: Map<string, string[]>;
}

function emptyDraft(): Draft {
  return { lines: [], happenings: [], untilMs: undefined, expected: new Map() };
}

class StoryReader {
  private readonly examples: string[] = [];
  private readonly steps: Step[] = [];
  private policy: Story['policy'] = {};
  private draft = emptyDraft();
  private block: string[] | undefined;
  private start: { readonly ms: number; readonly seed: number } | undefined;
  private nowMs = 0;

  constructor(
    private readonly file: string,
    private readonly namesOf: (examples: readonly string[]) => Names,
    private readonly known: readonly string[],
  ) {}

  read(text: string): Story {
    text.split('\n').forEach((line, i) => {
      this.readLine(line, new Words(`${this.file}:${i + 1}`, line));
    });
    const end = new Words(`${this.file}:${text.split('\n').length}`, '');
    if (this.draft.happenings.length > 0) end.fail('expect and a time after the last step');
    this.finishStep();
    if (!this.start || this.steps.length === 0) return end.fail('given, step and expect');
    const { ms: startMs, seed } = this.start;
    return { examples: this.examples, policy: this.policy, startMs, seed, steps: this.steps, rest: this.draft.lines };
  }

  private readLine(line: string, words: Words): void {
    if (/^\s+\S/.test(line)) {
      if (!this.block) words.fail('given, step or expect before what is expected');
      this.block?.push(line.trim());
      return;
    }
    this.block = undefined;
    if (line.startsWith('expect')) {
      this.readExpect(words);
      return;
    }
    this.finishStep();
    this.draft.lines.push(line);
    if (line.trim() === '' || line.startsWith('#')) return;
    if (words.oneOf(['given', 'step']) === 'given') this.readGiven(words);
    else this.readStep(words);
  }

  /** `given EXAMPLE [and EXAMPLE]`, `given TIME [seed N]`, `given greyDx VALUE` */
  private readGiven(words: Words): void {
    if (this.steps.length > 0) words.fail('what is given before the first step');
    if (words.skip('greyDx')) {
      this.policy = { greyDx: words.oneOf(['wait', 'bgp-down'] as const) };
      words.end();
      return;
    }
    const given = words.take(`an example (${this.known.join(', ')}), a time as 19:30, or greyDx`, (word) =>
      this.known.includes(word) ? word : storyTime(word),
    );
    if (typeof given === 'string') {
      this.examples.push(given);
      while (words.skip('and')) this.examples.push(words.oneOf(this.known, 'an example:'));
    } else {
      this.start = { ms: given, seed: words.skip('seed') ? words.number('a number') : 1 };
      this.nowMs = given;
    }
    words.end();
  }

  private time(words: Words): number {
    const after = `a time as 20:00 that is not before what went before it`;
    this.nowMs = words.take(after, (word) => {
      const ms = storyTime(word);
      return ms !== undefined && ms >= this.nowMs ? ms : undefined;
    });
    return this.nowMs;
  }

  private readStep(words: Words): void {
    if (this.examples.length === 0 || !this.start)
      words.fail('given and an example, and given and a time, before this');
    const atMs = this.time(words);
    this.draft.happenings.push({ atMs, happen: readHappening(words, this.namesOf(this.examples), atMs) });
  }

  /** `expect TIME`, or `expect TIME EXAMPLE` once for each. */
  private readExpect(words: Words): void {
    if (this.examples.length === 0 || !this.start) words.fail('given before what is expected');
    words.keyword('expect');
    this.draft.untilMs = this.time(words);
    const example = words.isAtEnd ? '' : words.oneOf(this.examples, 'an example that is given:');
    words.end();
    this.block = [];
    this.draft.expected.set(example, this.block);
  }

  private finishStep(): void {
    const { untilMs, ...draft } = this.draft;
    if (untilMs === undefined) return;
    this.steps.push({ ...draft, untilMs });
    this.draft = emptyDraft();
  }
}

/** Throws an error that names file and line when it is not a story. `known` are the examples there are. */
export function parseStory(
  text: string,
  file: string,
  known: readonly string[],
  namesOf: (examples: readonly string[]) => Names,
): Story {
  return new StoryReader(file, namesOf, known).read(text);
}
