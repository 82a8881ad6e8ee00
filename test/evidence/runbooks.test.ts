// docs/runbooks/, held to the alarms that exist, to what is deployed, and to the models of AWS's SDK.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readItem } from '../../lib/controller/link-state-items/item';
import { checkedOrder } from '../../lib/controller/orders';
import { ALARMS } from '../../lib/net/alarms';
import { CODES } from '../../lib/net/codes';
import type { Resource } from '../support/assembly';
import { exampleAssembly } from '../support/stack-snapshots';
import { wrongIn } from './deploy-page/aws-cli';
import { commandsOf } from './deploy-page/commands';

const FOLDER = path.join(__dirname, '../../docs/runbooks');
const INDEX = 'README.md';
const PARTS = ['What it means', 'What traffic does now', 'What to look at', 'What to do'];

const textOf = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');
const files = readdirSync(FOLDER).sort();
const index = textOf(INDEX);
const ofAlarms = Object.keys(ALARMS).map((name) => `${name}.md`);
const tasks = [...(index.split('## Tasks')[1] ?? '').matchAll(/\]\(([a-z-]+\.md)\)/g)].map((match) => match[1] ?? '');
const pages = files.map((file): [string, string] => [file, textOf(file)]);
const commands = pages.flatMap(([file, text]) =>
  commandsOf(text)
    .filter(({ words: [program] }) => program === 'aws')
    .map(({ text: said, words }) => ({ file, said, words })),
);

const assembly = exampleAssembly('hybrid.yaml');
const given = (words: readonly string[], option: string) => words[words.indexOf(option) + 1] ?? '';

/** Resources in the stacks of the region, by type. */
function inRegion(region: string, type: string): readonly Resource[] {
  return [...assembly.values()]
    .filter((stack) => stack.region === region)
    .flatMap(({ template }) => Object.values(template.Resources).filter(({ Type }) => Type === type));
}

test('each alarm has a page, and each page belongs to an alarm or to a task of the index', () => {
  expect(files).toEqual([INDEX, ...ofAlarms, ...tasks].sort());
  expect(tasks.filter((task) => ofAlarms.includes(task))).toEqual([]);
});

test.each(ofAlarms)('%s says what it means, what traffic does, what to look at and what to do', (file) => {
  const text = textOf(file);
  expect([...text.matchAll(/^#+ (.*)$/gm)].map((match) => match[1])).toEqual([path.basename(file, '.md'), ...PARTS]);
  const bodies = text.split(/^## .*$/m).slice(1);
  for (const body of bodies) expect(body.trim().length).toBeGreaterThan(40);
  expect(commandsOf(bodies[2] ?? '').some(({ words }) => words[0] === 'aws')).toBe(true);
  expect(bodies[3]).toMatch(/^1\. /m);
});

test('each link leads somewhere', () => {
  for (const [file, text] of pages)
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)/g))
      expect([file, target, existsSync(path.join(FOLDER, target))]).toEqual([file, target, true]);
});

test('each code is one', () => {
  const known = new Set([...Object.keys(CODES), ...Object.keys(ALARMS)]);
  for (const [file, text] of pages)
    for (const [, code = ''] of text.matchAll(/`((?:held|notice|link|drain|bgp|write|reconcile)-[a-z-]+)`/g))
      expect([file, code, known.has(code)]).toEqual([file, code, true]);
});

test.each([...new Set(commands.map(({ said }) => said))])('%s', (said) => {
  expect(wrongIn(commands.find((command) => command.said === said)?.words ?? [])).toEqual([]);
});

test('each command says in which region, and names what is there', () => {
  const named = (region: string, type: string, key: string) =>
    inRegion(region, type).map(({ Properties = {} }) => Properties[key]);
  const tables = named('us-east-1', 'AWS::DynamoDB::GlobalTable', 'TableName');
  for (const { file, said, words } of commands) {
    const region = given(words, '--region');
    expect([file, said, region]).toEqual([file, said, expect.stringMatching(/^(us-east-[12]|us-west-2|\$1)$/)]);
    // What is handed to a function of the shell is looked at where it is called (task-runbooks.test.ts).
    if (region === '$1') continue;
    if (words.includes('--function-name'))
      expect(named(region, 'AWS::Lambda::Function', 'FunctionName')).toContain(given(words, '--function-name'));
    if (words.includes('--table-name')) expect(tables).toContain(given(words, '--table-name'));
    if (!words.includes('--stack-name')) continue;
    const stack = assembly.get(given(words, '--stack-name'));
    expect([said, stack?.region]).toEqual([said, region]);
    const output = /OutputKey=='(\w+)'/.exec(said)?.[1];
    if (output !== undefined) expect(Object.keys(stack?.template.Outputs ?? {})).toContain(output);
  }
});

test('each command that looks for the log of a function in a stack finds one', () => {
  const looking = commands.filter(({ said }) => said.includes("contains(LogicalResourceId, '"));
  expect(looking.length).toBeGreaterThan(10);
  for (const { said, words } of looking) {
    const part = /contains\(LogicalResourceId, '(\w+)'\)/.exec(said)?.[1] ?? '';
    const resources = Object.entries(assembly.get(given(words, '--stack-name'))?.template.Resources ?? {});
    const found = resources.filter(([id, { Type }]) => Type === 'AWS::Logs::LogGroup' && id.includes(part));
    expect([said, found.length]).toEqual([said, 1]);
  }
});

test('each item that is looked at is one of a link or a site of the example', () => {
  const keys = commands
    .filter(({ words }) => words.includes('--key'))
    .map(({ words }) => JSON.parse(given(words, '--key')));
  expect(keys.length).toBeGreaterThan(10);
  for (const { pk, sk } of keys)
    expect(`${pk.S} ${sk.S}`).toMatch(
      /^((observation|status)#(ord-iad-(dx|vpn)|iad-(pdx|cmh))#iad|publication#(iad|cmh)) latest$|^order drain-ord-iad-dx-1$/,
    );
});

describe('the order that is written by hand', () => {
  const page = textOf('order-a-drain.md');
  const [at, until] = [1_767_614_400, 1_767_628_800];
  const written = (/<<END\n([\s\S]*?)^END$/m.exec(page)?.[1] ?? '')
    .replace(/\$\{at\}/g, `${at}`)
    .replace(/\$\{until\}/g, `${until}`)
    .replace('$((until + 604800))', `${until + 604_800}`);
  const item = JSON.parse(written);
  const read = readItem(item);

  it('is one that the controllers read, and that an operator may give', () => {
    if (read.kind !== 'readable' || read.value.kind !== 'order') throw new Error(JSON.stringify(read));
    const known = { links: ['ord-iad-dx'], sites: ['iad'] };
    expect(checkedOrder(read.value, known, at * 1_000)).toEqual({ ok: true, value: read.value });
    expect([read.value.atMs, read.value.expiresMs]).toEqual([at * 1_000, until * 1_000]);
    expect(Number(item.expires.N)).toBe(read.value.expiresMs);
    expect(Number(item.deleteAt.N) * 1_000 - read.value.expiresMs).toBe(7 * 24 * 60 * 60_000);
  });

  it('is over from the time that ends it', () => {
    expect(page).toContain('{\\":now\\": {\\"N\\": \\"$(date -u +%s)000\\"}}');
    const ended = `${at + 60}000`;
    expect(readItem({ ...item, ended: { N: ended } })).toMatchObject({ value: { expiresMs: Number(ended) } });
  });
});
