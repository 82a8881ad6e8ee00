// What can be said on the command line, as plain values: for the reference and for completion.

import type { Argument, Command, Option } from 'commander';

interface Value {
  /** The word in the usage, without brackets and dots: `file`. */
  readonly placeholder: string;
  /** All that is allowed; absent: anything. */
  readonly choices?: readonly string[];
}

interface ArgumentShape extends Value {
  readonly says: string;
  /** As in the usage: `<file...>`. */
  readonly term: string;
  readonly required: boolean;
  /** It takes all that follows. */
  readonly variadic: boolean;
  /** What it is when it is left out, as it is shown. */
  readonly otherwise?: string;
}

export interface OptionShape {
  /** As it is shown: `-o, --output <dir>`. */
  readonly flags: string;
  /** As it is typed: `-o` and `--output`. */
  readonly names: readonly string[];
  readonly says: string;
  /** Absent: it takes none. */
  readonly value?: Value;
  readonly required: boolean;
  readonly repeatable: boolean;
  readonly otherwise?: string;
}

export interface CommandShape {
  /** The words that call it, without `detour`. */
  readonly words: readonly string[];
  readonly says: string;
  readonly usage: string;
  readonly arguments: readonly ArgumentShape[];
  readonly options: readonly OptionShape[];
  readonly commands: readonly CommandShape[];
}

function otherwiseOf({ defaultValue, defaultValueDescription }: Argument | Option): { otherwise?: string } {
  const shown = defaultValueDescription ?? defaultValue;
  return shown === undefined ? {} : { otherwise: String(shown) };
}

function choicesOf({ argChoices }: Argument | Option): { choices?: readonly string[] } {
  return argChoices === undefined ? {} : { choices: argChoices };
}

function argumentShape(argument: Argument): ArgumentShape {
  const { required, variadic, description } = argument;
  const name = argument.name();
  const inner = variadic ? `${name}...` : name;
  const term = required ? `<${inner}>` : `[${inner}]`;
  const rest = { ...choicesOf(argument), ...otherwiseOf(argument) };
  return { placeholder: name, says: description, term, required, variadic, ...rest };
}

function optionShape(option: Option): OptionShape {
  const { flags, short, long, description, mandatory, parseArg } = option;
  const placeholder = /[<[](.+?)(\.\.\.)?[\]>]$/.exec(flags)?.[1];
  return {
    flags,
    names: [short, long].filter((name) => name !== undefined),
    says: description,
    ...(placeholder === undefined ? {} : { value: { placeholder, ...choicesOf(option) } }),
    required: mandatory,
    repeatable: parseArg !== undefined && option.argChoices === undefined,
    ...otherwiseOf(option),
  };
}

/** What is hidden is left out, and so is the command `help`, which says what `--help` says. */
export function shapeOf(command: Command, words: readonly string[] = []): CommandShape {
  const helper = command.createHelp();
  const commands = helper.visibleCommands(command).filter((one) => command.commands.includes(one));
  return {
    words,
    says: command.description(),
    usage: ['detour', ...words, command.usage()].join(' '),
    arguments: command.registeredArguments.map(argumentShape),
    options: helper.visibleOptions(command).map(optionShape),
    commands: commands.map((one) => shapeOf(one, [...words, one.name()])),
  };
}

/** A command and all beneath it. */
export function commandsIn(shape: CommandShape): readonly CommandShape[] {
  return [shape, ...shape.commands.flatMap(commandsIn)];
}
