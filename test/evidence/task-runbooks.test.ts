// docs/runbooks/: pages of tasks, and what of all pages is run on the twin (.tools/runbooks), held to what there is without
// running it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { blocksOf, operationsIn } from '../../.tools/runbooks/blocks';
import { otherwise } from '../../.tools/runbooks/printed';
import { programOf } from '../../lib/cli/program';
import { recordingIo } from '../support/io';
import { exampleAssembly } from '../support/stack-snapshots';

const FOLDER = path.join(__dirname, '../../docs/runbooks');
const TOOL = path.join(__dirname, '../../.tools/runbooks');

const TASKS = [
  'announced-maintenance',
  'unannounced-loss',
  'health-silent',
  'controller-broken',
  'region-gone',
  'add-a-link',
  'remove-a-link',
  'change-a-cost',
  'upgrade',
  'delete-the-stack',
];
const PARTS = ['When', 'What traffic does now', 'Steps', 'How to know it is done', 'How to go back'];

const textOf = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');
const pages = readdirSync(FOLDER).map((file) => ({ file, text: textOf(file), blocks: blocksOf(textOf(file)) }));
const blocks = pages.flatMap((page) => page.blocks.map((block) => ({ ...block, file: page.file })));

interface Missing {
  readonly command: string;
  readonly reason: string;
}

const missing = parse(readFileSync(path.join(TOOL, 'not-on-the-twin.yaml'), 'utf8')) as readonly Missing[];

/** What of the block the twin has not. */
function lackingIn(commands: string): readonly string[] {
  const joined = commands.replace(/\\\n\s*/g, ' ');
  return missing
    .filter(({ command }) => new RegExp(`(^|[\\s("])${command}\\b`, 'm').test(joined))
    .map((one) => one.command);
}

describe.each([...TASKS, 'order-a-drain'])('the page %s', (task) => {
  it('is in the index', () => {
    expect(textOf('README.md').split('## Tasks')[1]).toContain(`(${task}.md)`);
  });
});

test.each(TASKS)('%s says when, what traffic does, the steps, when it is done, and how to go back', (task) => {
  const text = textOf(`${task}.md`);
  const parts = [...text.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
  expect(parts.filter((part) => part !== 'Practise')).toEqual(PARTS);
  const bodies = text.split(/^## .*$/m).slice(1);
  for (const body of bodies) expect(body.trim().length).toBeGreaterThan(25);
});

test('each link leads to a page, and to a heading of it', () => {
  const headings = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map((match) =>
      (match[1] ?? '')
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
  for (const { file, text } of pages)
    for (const [, page = '', anchor] of text.matchAll(/\]\(([^)#\s]*)(?:#([^)]*))?\)/g)) {
      const target = page === '' ? path.join(FOLDER, file) : path.join(FOLDER, page);
      expect([file, page, existsSync(target)]).toEqual([file, page, true]);
      if (anchor !== undefined) expect([file, anchor, headings(target).includes(anchor)]).toEqual([file, anchor, true]);
    }
});

test('each block that is not run needs something that the twin has not, and no other does', () => {
  for (const { file, line, kind, commands } of blocks) {
    const isMarked = kind === 'account';
    expect([file, line, lackingIn(commands), isMarked]).toEqual([
      file,
      line,
      isMarked ? expect.arrayContaining([expect.any(String)]) : [],
      isMarked,
    ]);
  }
});

test.each(missing)('what is said of $command is still needed, and why', ({ command, reason }) => {
  const needed = blocks.filter(({ commands }) => lackingIn(commands).includes(command));
  expect(needed.length).toBeGreaterThan(0);
  expect(reason.length).toBeGreaterThan(20);
});

test('each page of an incident is run, and its steps are more than looking', () => {
  const run = new Set(blocks.filter(({ kind }) => kind !== 'account').map(({ file }) => file));
  for (const task of TASKS) expect([task, run.has(`${task}.md`)]).toEqual([task, true]);
  const operations = blocks.filter(({ file, kind }) => file === 'controller-broken.md' && kind === 'run');
  expect(operations.flatMap(({ commands }) => operationsIn(commands))).toEqual(
    expect.arrayContaining([
      'aws lambda put-function-concurrency',
      'aws ec2 create-transit-gateway-prefix-list-reference',
      'aws ec2 modify-transit-gateway-prefix-list-reference',
      'aws ec2 delete-transit-gateway-prefix-list-reference',
      'aws ec2 replace-transit-gateway-route',
      'aws ec2 enable-transit-gateway-route-table-propagation',
      'aws ec2 disable-transit-gateway-route-table-propagation',
      'aws directconnect update-direct-connect-gateway-association',
    ]),
  );
});

/** Commands of Detour in a text, as words. Nothing on a page needs more of a shell than quotes. */
function detourIn(text: string): readonly (readonly string[])[] {
  const joined = text.replace(/\\\n\s*/g, ' ').replace(/\s#.*$/gm, '');
  return [...joined.matchAll(/(?:^ *|until |do |\|\| |`)(?:npx )?detour ([^|;&>`\n)]+)/gm)].map((match) =>
    [...(match[1] ?? '').matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)].map(
      (word) => word[1] ?? word[2] ?? word[3] ?? '',
    ),
  );
}

/** The program, of which no command does anything. */
function parsed(words: readonly string[]): string {
  const program = programOf(recordingIo());
  const still = (command: Command) => {
    if (command.commands.length === 0) command.action(() => {});
    command.exitOverride((error) => {
      throw error;
    });
    for (const one of command.commands) still(one);
  };
  still(program);
  try {
    program.parse(['node', 'detour', ...words]);
    return 'understood';
  } catch (error) {
    return String(error);
  }
}

test('each command of Detour in a block is understood by the program', () => {
  const commands = blocks.flatMap(({ file, commands: text }) => detourIn(text).map((words) => ({ file, words })));
  expect(commands.length).toBeGreaterThan(25);
  // A name that the shell gives is that of a link.
  const given = (word: string) => (word === '$link' ? 'iad-cmh' : word);
  for (const { file, words } of commands)
    expect([file, words, parsed(words.map(given))]).toEqual([file, words, 'understood']);
});

test('fails for a command of Detour that is written in another way', () => {
  expect([parsed(['fault', 'iad-pdx']), parsed(['status', '--colour'])]).toEqual([
    expect.stringContaining('missing required argument'),
    expect.stringContaining('unknown option'),
  ]);
});

test('each output and each prefix list that a page asks for by its own functions is deployed there', () => {
  const assembly = exampleAssembly('hybrid.yaml');
  const asked = blocks.flatMap(({ commands }) => [
    ...commands.matchAll(/\$\((output|list) (us-\S+) (\S+)(?: (\w+))?\)/g),
  ]);
  expect(asked.length).toBeGreaterThan(15);
  for (const [said, kind, region = '', name = '', output = ''] of asked) {
    const here = [...assembly].filter(([, stack]) => stack.region === region);
    const outputs = here.flatMap(([stack, { template }]) =>
      stack === name ? Object.keys(template.Outputs ?? {}) : [],
    );
    const lists = here.flatMap(([, { template }]) =>
      Object.values(template.Resources).flatMap(({ Properties = {} }) => Properties.PrefixListName ?? []),
    );
    expect([said, kind === 'output' ? outputs.includes(output) : lists.includes(name)]).toEqual([said, true]);
  }
});

describe('blocks of a page', () => {
  const page = [
    'Text',
    '```sh',
    'a',
    '```',
    '',
    '```text',
    'printed',
    '```',
    '',
    '   ```sh twin',
    '   b \\',
    '     c',
    '   ```',
    '',
    'More.',
    '',
    '```text',
    'of nobody',
    '```',
    '```sh account',
    'aws ec2 describe-vpcs "$(aws sts get-caller-identity)"',
    '```',
    '',
  ].join('\n');

  it('have a kind, a line, what is copied and what is printed', () => {
    expect(blocksOf(page)).toEqual([
      { kind: 'run', line: 3, commands: 'a\n', prints: 'printed\n' },
      { kind: 'twin', line: 11, commands: 'b \\\n  c\n' },
      { kind: 'account', line: 21, commands: 'aws ec2 describe-vpcs "$(aws sts get-caller-identity)"\n' },
    ]);
  });

  it('say which operations they call, those within others too', () => {
    expect(operationsIn(blocksOf(page)[2]?.commands ?? '')).toEqual([
      'aws ec2 describe-vpcs',
      'aws sts get-caller-identity',
    ]);
  });

  it('fail with a word that means nothing', () => {
    expect(() => blocksOf('Text\n```sh later\na\n```\n')).toThrow('line 2: `sh later` means nothing');
  });
});

describe('what is printed', () => {
  test.each([
    ['is the same', 'a  b\nc', 'a b\nc\n'],
    ['differs in times and ages', 'since 2026-01-12T03:00:00Z, 5 s ago', 'since 2026-11-26T11:00:01Z, 12 min ago'],
    ['differs in ids', 'tgw-attach-0123456789abcdef0 up', 'acme-link-iad-cmh.PeeringAttachment19489E8A up'],
    ['has more where the page leaves lines out', '…\nb\n…', 'a\na\nb\nc'],
    ['has nothing where the page leaves lines out', '…\nb\n…', 'b'],
  ])('fits when it %s', (_, said, printed) => {
    expect(otherwise(said, printed)).toBeUndefined();
  });

  test.each([
    ['another word', 'iad up', 'iad down'],
    ['a line more', 'a', 'a\nb'],
    ['a line less', 'a\nb', 'a'],
    ['another order', '…\na\nb', 'b\na'],
    ['another prefix', '10.10.0.0/19', '10.10.32.0/19'],
    ['another count', '6 links: 6 up', '6 links: 5 up'],
  ])('fails with %s', (_, said, printed) => {
    expect(otherwise(said, printed)).toContain('the page says');
  });
});
