// Pure: what can stand at the cursor of a command line that is being typed.
//
//   the words before the cursor    what the word at the cursor is
//   … --option                     the option's value, when it takes one
//   …                              an option, when it begins with a dash and no `--` has gone before
//   COMMAND …                      a command beneath it, or else its next argument
//
// What is typed wrong is passed over: whoever is still typing is not to be told so.

import type { CommandShape, OptionShape } from '../command-shape';
import { type Named, type Takes, takesOf } from './takes';

interface Candidate {
  readonly text: string;
  readonly says?: string;
}

export type Wanted =
  | { readonly kind: 'these'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'names'; readonly named: readonly Named[]; readonly topology: string }
  | { readonly kind: 'files' | 'directories' | 'anything' };

/** Where names come from when no topology file is named. */
const USUAL_TOPOLOGY = 'topology.yaml';

interface Typed {
  readonly command: CommandShape;
  readonly used: readonly OptionShape[];
  /** How many arguments of the command there are. */
  readonly given: number;
  /** The option whose value comes next. */
  readonly awaited?: OptionShape;
  readonly topology: string;
  /** `--` has gone before, so that all that follows is arguments. */
  readonly ended: boolean;
}

function optionOf({ options }: CommandShape, name: string): OptionShape | undefined {
  return options.find(({ names }) => names.includes(name));
}

/** The parts of `--option=value`. */
function assigned(word: string): readonly [name: string, value: string] | undefined {
  const at = word.indexOf('=');
  return word.startsWith('--') && at > 0 ? [word.slice(0, at), word.slice(at + 1)] : undefined;
}

function withValue({ awaited, ...typed }: Typed, option: OptionShape, value: string): Typed {
  return { ...typed, topology: option.names.includes('--topology') ? value : typed.topology };
}

function withOption(typed: Typed, word: string): Typed {
  const [name, value] = assigned(word) ?? [word];
  const option = optionOf(typed.command, name);
  if (option === undefined) return typed;
  const next = { ...typed, used: [...typed.used, option] };
  if (value !== undefined) return withValue(next, option, value);
  return option.value === undefined ? next : { ...next, awaited: option };
}

function withWord(typed: Typed, word: string): Typed {
  if (typed.awaited !== undefined) return withValue(typed, typed.awaited, word);
  if (!typed.ended && word === '--') return { ...typed, ended: true };
  if (!typed.ended && word.startsWith('-')) return withOption(typed, word);
  const command = typed.command.commands.find(({ words }) => words.at(-1) === word);
  return command === undefined ? { ...typed, given: typed.given + 1 } : { ...typed, command, given: 0 };
}

interface Value {
  readonly placeholder: string;
  readonly choices?: readonly string[];
}

function taken(takes: Takes | undefined, topology: string): Wanted {
  if (takes === undefined) return { kind: 'anything' };
  return typeof takes === 'string' ? { kind: takes } : { kind: 'names', named: takes, topology };
}

function valueWanted({ placeholder, choices }: Value, topology: string): Wanted {
  if (choices === undefined) return taken(takesOf(placeholder), topology);
  return { kind: 'these', candidates: choices.map((text) => ({ text })) };
}

function optionsWanted({ command, used }: Typed): Wanted {
  const open = command.options.filter((option) => option.repeatable || !used.includes(option));
  const candidates = open.flatMap(({ names, says }) => names.slice(-1).map((text) => ({ text, says })));
  return { kind: 'these', candidates };
}

function wordWanted({ command, given, topology }: Typed): Wanted {
  const candidates = command.commands.flatMap(({ words, says }) => words.slice(-1).map((text) => ({ text, says })));
  if (candidates.length > 0) return { kind: 'these', candidates: given === 0 ? candidates : [] };
  const last = command.arguments.at(-1);
  const argument = command.arguments[given] ?? (last?.variadic ? last : undefined);
  return argument === undefined ? { kind: 'these', candidates: [] } : valueWanted(argument, topology);
}

/** `before` and `current` are words as they are typed, without `detour`. */
export function wanted(program: CommandShape, before: readonly string[], current: string): Wanted {
  const start: Typed = { command: program, used: [], given: 0, topology: USUAL_TOPOLOGY, ended: false };
  const typed = before.reduce(withWord, start);
  if (typed.awaited?.value !== undefined) return valueWanted(typed.awaited.value, typed.topology);
  if (typed.ended || !current.startsWith('-')) return wordWanted(typed);
  const [name] = assigned(current) ?? [];
  if (name === undefined) return optionsWanted(typed);
  const value = optionOf(typed.command, name)?.value;
  return value === undefined ? { kind: 'anything' } : valueWanted(value, typed.topology);
}
