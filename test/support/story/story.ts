// A story as its file tells it. The format is described in docs/contributing.md.

import type { Policy } from '../../../lib/routing/policy';
import type { StoryWorld } from './story-world';

/** Something that happens at its time. */
interface Happening {
  readonly atMs: number;
  readonly happen: (world: StoryWorld) => void;
}

export interface Step {
  /** The lines before what is expected, as they are written. */
  readonly lines: readonly string[];
  readonly happenings: readonly Happening[];
  readonly untilMs: number;
  /** What is expected until then, by the name of an example; under '' on all that have nothing of their own. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
}

export interface Story {
  /** Names of the examples it is played on. */
  readonly examples: readonly string[];
  /** What differs from the policies of the examples. */
  readonly policy: Partial<Pick<Policy, 'greyDx'>>;
  readonly startMs: number;
  readonly seed: number;
  readonly steps: readonly Step[];
  /** Lines after the last step, as they are written. */
  readonly rest: readonly string[];
}

export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

/** `19:50`, with seconds only where there are any. */
function shortTime(ms: number): string {
  return timeText(ms).replace(/:00$/, '');
}

function blockText(untilMs: number, example: string, lines: readonly string[]): readonly string[] {
  const head = example === '' ? `expect ${shortTime(untilMs)}` : `expect ${shortTime(untilMs)} ${example}`;
  return [head, ...lines.map((line) => `  ${line}`)];
}

/** The file with other expectations: those of each step, by example. Where all examples agree, it is said once. */
export function rewritten(story: Story, played: ReadonlyMap<string, readonly (readonly string[])[]>): string {
  const steps = story.steps.flatMap(({ lines, untilMs }, i) => {
    const blocks = story.examples.map((example) => [example, played.get(example)?.[i] ?? []] as const);
    const [first] = blocks;
    const agree = first !== undefined && blocks.every(([, block]) => block.join('\n') === first[1].join('\n'));
    const said = agree ? [['', first[1]] as const] : blocks;
    return [...lines, ...said.flatMap(([example, block]) => blockText(untilMs, example, block))];
  });
  return `${[...steps, ...story.rest].join('\n').trimEnd()}\n`;
}

/** What a step expects on one example. */
export function expectedOf({ expected }: Step, example: string): readonly string[] {
  return expected.get(example) ?? expected.get('') ?? [];
}
