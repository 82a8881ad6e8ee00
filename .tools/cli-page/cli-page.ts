// docs/cli.md, made from the command line itself: what each command takes, what it says of itself, and its exit codes.

import { createColors } from 'picocolors';
import { type CommandShape, commandsIn, shapeOf } from '../../lib/cli/command-shape';
import { type CommandHelp, exampleLines, exitsOf } from '../../lib/cli/help/command-help';
import { HELPS } from '../../lib/cli/help/helps';

import { programOf } from '../../lib/cli/program';

const INTRODUCTION = `What can be said on the command line. \`detour COMMAND --help\` prints the same. Results go to standard output, progress and
complaints to standard error. Files under \`examples/\` come with Detour, and are named from where one is.
[operate.md](operate.md) says what the commands about a running backbone show and which permissions they need. Generated
from the commands by \`npm run generate\`.

## Completion

Bash (3.2 or later), zsh and fish complete commands, options and what they allow, files, and the names of links and sites in
the topology file that is named on the line, or else in \`topology.yaml\`:

\`\`\`sh
eval "$(detour completion bash)"     # in ~/.bashrc
source <(detour completion zsh)      # in ~/.zshrc, after compinit
detour completion fish | source      # in ~/.config/fish/config.fish
\`\`\``;

/** The terminal is not used: nothing is run. */
const SILENT: Parameters<typeof programOf>[0] = {
  out: () => {},
  err: () => {},
  colors: createColors(false),
  status: () => {},
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [[line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')];
}

function code(text: string): string {
  return `\`${text}\``;
}

interface Taken {
  readonly says: string;
  readonly otherwise?: string;
}

/** The cells after the name. */
function cells({ says, otherwise }: Taken, choices: readonly string[] = []): readonly string[] {
  return [says, choices.map(code).join(', '), otherwise === undefined ? '' : code(otherwise)];
}

function takenTable({ arguments: all, options }: CommandShape): readonly string[] {
  const shown = options.filter(({ names }) => !names.includes('--help'));
  return table(
    ['', 'meaning', 'allowed', 'default'],
    [
      ...all.map((one) => [code(one.term), ...cells(one, one.choices)]),
      ...shown.map((one) => [code(one.flags), ...cells(one, one.value?.choices)]),
    ],
  );
}

function helpParts(help: CommandHelp): readonly string[] {
  const notes = help.notes === undefined ? [] : [`\`\`\`text\n${help.notes}\n\`\`\``];
  const examples = ['```sh', ...exampleLines(help.examples), '```'].join('\n');
  const exits = exitsOf(help).map(([exit, meaning]) => [String(exit), meaning]);
  return [...notes, examples, ...table(['exit code', 'meaning'], exits)];
}

function section(command: CommandShape): readonly string[] {
  const help = HELPS.get(command.words.join(' '));
  return [
    `### detour ${command.words.join(' ')}`,
    `${command.says.slice(0, 1).toUpperCase()}${command.says.slice(1)}.`,
    `\`\`\`text\n${command.usage}\n\`\`\``,
    ...takenTable(command),
    ...(help === undefined ? [] : helpParts(help)),
  ];
}

/** The names of example files are printed from the working directory: that is the root of the package. */
export function cliPage(): string {
  const commands = commandsIn(shapeOf(programOf(SILENT))).filter((one) => one.commands.length === 0);
  return ['# Commands', INTRODUCTION, '## Reference', ...commands.flatMap(section)].join('\n\n').concat('\n');
}
