// What every command has: help with examples that can be typed, exit codes, and answers for programs.

import type { Command } from 'commander';
import { type CommandShape, commandsIn, shapeOf } from '../../lib/cli/command-shape';
import { takesOf } from '../../lib/cli/completion/takes';
import { exitsOf, helpText } from '../../lib/cli/help/command-help';
import { HELPS } from '../../lib/cli/help/helps';
import { main } from '../../lib/cli/main';
import { programOf } from '../../lib/cli/program';
import { recordingIo } from '../support/io';

const SHAPE = shapeOf(programOf(recordingIo()));
const CALLED = commandsIn(SHAPE).filter(({ commands }) => commands.length === 0);

function named(shape: CommandShape): string {
  return shape.words.join(' ');
}

function helpOf(shape: CommandShape) {
  const help = HELPS.get(named(shape));
  if (help === undefined) throw new Error(`detour ${named(shape)} has no help in lib/cli/help/`);
  return help;
}

/** Lets a program be called without doing anything; gives the words of what was called. */
function harmlessProgram() {
  const called: string[] = [];
  const disarm = (command: Command, words: readonly string[]) => {
    if (command.commands.length === 0) command.action(() => void called.push(words.join(' ')));
    for (const one of command.commands) disarm(one, [...words, one.name()]);
  };
  const io = recordingIo();
  const program = programOf(io);
  disarm(program, []);
  return { program, called, io };
}

/** The words of each call of detour in a line, without redirections and comments. */
function callIn(line: string): readonly string[] {
  const [, call = ''] = /(?:^|[(])detour ([^|>)]*)/.exec(line) ?? [];
  const words = call.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

it('has a command for each help, and a help for each command', () => {
  expect([...HELPS.keys()].sort()).toEqual(CALLED.map(named).sort());
});

describe.each(CALLED.map((shape) => [named(shape), shape] as const))('detour %s', (name, shape) => {
  it('has examples, which are calls of it that can be typed', async () => {
    const { examples } = helpOf(shape);
    expect(examples.length).toBeGreaterThan(0);
    for (const { line } of examples) {
      const { program, called, io } = harmlessProgram();
      await expect(program.parseAsync(['node', 'detour', ...callIn(line)])).resolves.toBe(program);
      expect({ called, complained: io.complained() }).toEqual({ called: [name], complained: '' });
    }
  });

  it('says what its exit codes mean', () => {
    expect(exitsOf(helpOf(shape)).map(([code]) => code)).toEqual(expect.arrayContaining([0, 2]));
  });

  it('prints its help, and nothing that the reference does not have', async () => {
    const io = recordingIo();
    const program = programOf(io);
    const call = program.parseAsync(['node', 'detour', ...shape.words, '--help']);
    await expect(call).rejects.toMatchObject({ exitCode: 0 });
    const found = shape.words.reduce<Command | undefined>(
      (command, word) => command?.commands.find((one) => one.name() === word),
      program,
    );
    expect(io.printed()).toBe(`${found?.helpInformation()}${helpText(helpOf(shape))}`);
  });

  it('describes each argument and option', () => {
    const silent = [...shape.arguments, ...shape.options].filter(({ says }) => says.trim() === '');
    expect(silent).toEqual([]);
  });
});

/** What answers nothing that a program would read, and why. */
const WITHOUT_JSON: Readonly<Record<string, string>> = {
  twin: 'it serves until it is ended; what happens there is asked of it over the APIs of AWS',
  fault: 'it tells a twin something, and the exit code says whether the twin took it',
  'notice send': 'it tells a twin something, and the exit code says whether the twin took it',
  completion: 'it prints a script',
  report: 'it writes a page; verify prints the same for programs',
};

it('answers in JSON wherever there is an answer', () => {
  const without = CALLED.filter(({ options }) => !options.some(({ names }) => names.includes('--json')));
  expect(without.map(named).sort()).toEqual(Object.keys(WITHOUT_JSON).sort());
});

it('fails with code 2 for an option that there is not', async () => {
  const [io, before] = [recordingIo(), process.exitCode];
  await main(['node', 'detour', 'status', '--jsno'], io);
  const code = process.exitCode;
  process.exitCode = before;
  expect({ code, out: io.printed() }).toEqual({ code: 2, out: '' });
  expect(io.complained()).toContain("unknown option '--jsno'");
});

/** Values that only the user knows. Whatever is new is a file, a name of the topology, or one of these. */
const UNKNOWABLE = [
  '[service=]url',
  '[site=]profile',
  'address',
  'factor',
  'file=name',
  'milliseconds',
  'name',
  'name=value',
  'number',
  'region',
  'seconds',
  'session=amazon,customer,interface',
  'site=region',
  'text',
  'time',
  'url',
];

it('completes each value, or leaves it to the user', () => {
  const values = CALLED.flatMap((shape) => [...shape.arguments, ...shape.options.map(({ value }) => value)]);
  const open = values.flatMap((value) =>
    value === undefined || value.choices !== undefined || takesOf(value.placeholder) !== undefined
      ? []
      : [value.placeholder],
  );
  expect([...new Set(open)].sort()).toEqual(UNKNOWABLE);
});
