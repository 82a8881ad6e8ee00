// docs/deploy.md, held to what is deployed, to the programs that it calls and to the models of AWS's SDK.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../../lib/cli/main';
import { observationKey } from '../../lib/controller/link-state-items/item-key';
import { settledBy } from '../../lib/controller/settle';
import { refusalOf, refusalToLeave, refusalToMove, type Standing } from '../../lib/controller/steered-traffic';
import { CODES } from '../../lib/net/codes/registry';
import { synthesize } from '../../lib/stacks/synthesize';
import { loadTopology } from '../../lib/topology/load';
import { buildHandlers, type Resource, readAssembly } from '../support/assembly';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';
import { wrongIn } from './deploy-page/aws-cli';
import { commandsOf } from './deploy-page/commands';

const ROOT = path.join(__dirname, '../..');
const CDK = path.join(ROOT, 'node_modules/aws-cdk/bin/cdk');
const EXAMPLE = 'examples/hybrid.yaml';
const SLOW_MS = 180_000;

const page = readFileSync('docs/deploy.md', 'utf8');
const commands = commandsOf(page);
const ofProgram = (...start: readonly string[]) =>
  commands.filter(({ words }) => start.every((word, i) => words[i] === word));
const aws = ofProgram('aws');

const folder = path.join(temporaryFolder(), 'cdk.out');
const loaded = loadTopology(EXAMPLE);
if (!loaded.ok) throw new Error(`${EXAMPLE} is not valid`);
buildHandlers();
synthesize(loaded.value, folder);
const assembly = readAssembly(folder);

const resources: readonly (readonly [string, Resource])[] = [...assembly].flatMap(([stack, { template }]) =>
  Object.values(template.Resources).map((resource): [string, Resource] => [stack, resource]),
);

/** What stands between two comments, of which the first begins with `start`. */
function marked(start: string): string {
  const [, after = ''] = page.split(new RegExp(`<!-- ${start}: [^>]* -->`));
  return after.split('<!-- end -->')[0] ?? '';
}

/** Rows of a table by their cells, without its head. */
function rows(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** How the page calls stacks of one kind. */
function kindOf(stack: string): string {
  return (
    /^acme-(?:(link-state|dashboard)|(link)-|\w+-(routes|controller|signals|probes|dns)$)/
      .exec(stack)
      ?.slice(1)
      .find(Boolean) ?? 'site'
  );
}

function cdk(...words: readonly string[]): string {
  return execFileSync(process.execPath, [CDK, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

async function run(words: readonly string[]): Promise<number> {
  process.exitCode = 0;
  await main(['node', 'detour', ...words], recordingIo());
  const code = Number(process.exitCode);
  process.exitCode = 0;
  return code;
}

test(
  'each command of Detour on the page ends well',
  async () => {
    const all = [...new Map(ofProgram('npx', 'detour').map((command) => [command.text, command.words])).values()];
    expect(all.map(([, , command]) => command)).toEqual(['validate', 'synth', 'verify', 'rehearse']);
    // The README has the same rehearsal, and a test that plays it.
    expect(all.at(-1)).toEqual(['npx', 'detour', 'rehearse', EXAMPLE, 'examples/scenarios/grey-dx.yaml']);
    for (const words of all.slice(0, -1)) {
      const own = words.slice(2).map((word) => (word === 'cdk.out' ? folder : word));
      expect({ words, code: await run(own) }).toEqual({ words, code: 0 });
    }
  },
  SLOW_MS,
);

test(
  'the stacks stand on the page in the order in which the CDK lists them, each with its region',
  () => {
    const listed = cdk('ls', '--app', folder).trim().split('\n');
    const said = rows(marked('stacks')).map(([stack = '', region]) => [quoted(stack)[0], region]);
    expect(said).toEqual(listed.map((name) => [name, assembly.get(name)?.region]));
  },
  SLOW_MS,
);

test(
  'the CDK has each command and each option of the page',
  () => {
    const all = ofProgram('npx', 'cdk').map(({ words }) => words.slice(2));
    const names = new Set(all.map(([name = '']) => name));
    expect([...names].sort()).toEqual(['bootstrap', 'deploy', 'diff', 'ls']);
    for (const name of names) {
      const help = cdk(name, '--help');
      const options = all
        .filter(([own]) => own === name)
        .flatMap((words) => words.filter((word) => word.startsWith('-')));
      for (const option of options)
        expect([name, option, new RegExp(`[ ,]${option}\\b`).test(help)]).toEqual([name, option, true]);
      if (name === 'deploy')
        for (const [, option] of page.matchAll(/`--([a-z-]+)(?: never)?`/g))
          expect([
            option,
            help.includes(`--${(option ?? '').replace(/^no-/, '')}`) || option === 'cloudformation-execution-policies',
          ]).toEqual([option, true]);
    }
  },
  SLOW_MS,
);

test('every region of a site is bootstrapped', () => {
  const [bootstrap] = ofProgram('npx', 'cdk', 'bootstrap');
  const regions = bootstrap?.words.slice(3).map((word) => word.split('/').at(-1));
  expect(regions?.sort()).toEqual([...new Set([...assembly.values()].map(({ region }) => region))].sort());
});

test.each(aws.map(({ text, words }): [string, readonly string[]] => [text, words]))('%s', (_, words) => {
  expect(wrongIn(words)).toEqual([]);
});

test.each([
  [
    'an operation',
    'aws ec2 search-transit-gateway-route --region r',
    'ec2 has no operation search-transit-gateway-route',
  ],
  ['an option', 'aws sns list-subscriptions-by-topic --topic t', 'there is no option --topic'],
  ['a needed option', 'aws sns list-subscriptions-by-topic --region r', '--topic-arn is missing'],
  ['a query', 'aws ssm get-parameters-by-path --path p --query Parameter[].Nam', 'the answer has no Nam'],
  [
    'a filter',
    'aws ec2 describe-vpn-connections --filters Name=stat,Values=a',
    'DescribeVpnConnectionsRequest has no filter stat',
  ],
  [
    'a tag',
    'aws ec2 describe-vpn-connections --filters Name=tag:detour:links,Values=a',
    'nothing has the tag detour:links',
  ],
  ['a wait', 'aws cloudformation wait stack-deleted --stack-name s', 'nobody can wait for stack-deleted'],
  ['a service', 'aws route54 list --region r', 'service route54 is neither in the SDK that is used nor reviewed'],
])('fails a command with a typing error in %s', (_, text, wrong) => {
  const [command] = commandsOf(`\`\`\`sh\n${text}\n\`\`\`\n`);
  expect(wrongIn(command?.words ?? [])).toContain(wrong);
});

const given = (words: readonly string[], option: string) => words[words.indexOf(option) + 1] ?? '';

test('each command names a stack of its region, and an output that this stack has', () => {
  const naming = aws.filter(({ words }) => words.includes('--stack-name'));
  expect(naming.length).toBeGreaterThan(8);
  for (const { text, words } of naming) {
    const stack = assembly.get(given(words, '--stack-name'));
    expect([text, stack?.region]).toEqual([text, given(words, '--region')]);
    const output = /OutputKey=='(\w+)'/.exec(text)?.[1];
    if (output !== undefined)
      expect([text, Object.keys(stack?.template.Outputs ?? {})]).toEqual([text, expect.arrayContaining([output])]);
  }
});

test('each command names functions, tables and items that there are', () => {
  const named = (type: string, property: string) =>
    resources.filter(([, { Type }]) => Type === type).map(([, { Properties }]) => Properties[property]);
  const functions = named('AWS::Lambda::Function', 'FunctionName');
  const tables = named('AWS::DynamoDB::GlobalTable', 'TableName');
  for (const { words } of aws) {
    if (words.includes('--function-name')) expect(functions).toContain(given(words, '--function-name'));
    if (words.includes('--table-name')) expect(tables).toContain(given(words, '--table-name'));
  }
  const keys = aws.filter(({ words }) => words.includes('--key')).map(({ words }) => JSON.parse(given(words, '--key')));
  const typed = ({ pk, sk }: { pk: string; sk: string }) => ({ pk: { S: pk }, sk: { S: sk } });
  expect(keys).toEqual([typed(observationKey('ord-iad-dx', 'iad')), typed({ pk: 'publication#iad', sk: 'latest' })]);
});

test('each name on the page that begins with the prefix is one of a stack, a function, a table, a list or an alarm', () => {
  const known = [
    ...assembly.keys(),
    ...resources.flatMap(([, { Properties = {} }]) =>
      ['FunctionName', 'TableName', 'AlarmName', 'PrefixListName'].flatMap((key) =>
        typeof Properties[key] === 'string' ? [String(Properties[key])] : [],
      ),
    ),
  ];
  const names = [...page.matchAll(/\bacme-[a-z-]*[a-z-]/g)].map(([name]) => name);
  expect(names.length).toBeGreaterThan(50);
  for (const name of new Set(names))
    expect([
      name,
      name === 'acme-health-' || known.some((one) => one === name || (name.endsWith('-') && one.startsWith(name))),
    ]).toEqual([name, true]);
});

test('the page says how many executions are reserved in each region', () => {
  const reserved = new Map<string, number>();
  for (const [stack, { Properties = {} }] of resources) {
    const region = assembly.get(stack)?.region ?? '';
    reserved.set(region, (reserved.get(region) ?? 0) + Number(Properties.ReservedConcurrentExecutions ?? 0));
  }
  const said = rows(marked('concurrency')).map(([region, count]) => [region, Number(count)]);
  expect(said).toEqual([...reserved].sort());
});

test('the page names every service of which something is deployed', () => {
  const services = resources.flatMap(([, { Type }]) => /^AWS::(\w+)::/.exec(Type)?.[1] ?? []);
  expect(quoted(marked('services'))).toEqual([...new Set(services)].sort());
});

test('the page says how long each custom resource is waited for, and in which stacks', () => {
  const minutes = new Map<string, { readonly kinds: Set<string>; readonly most: number }>();
  for (const [stack, { Type, Properties = {} }] of resources) {
    if (Properties.ServiceTimeout === undefined) continue;
    const { kinds } = minutes.get(Type) ?? { kinds: new Set<string>() };
    minutes.set(Type, { kinds: kinds.add(kindOf(stack)), most: Number(Properties.ServiceTimeout) / 60 });
  }
  const said = rows(marked('waits')).map(([step = '', stacks = '', gives, most]) => [
    quoted(step)[0],
    stacks.replaceAll('`', '').split(', ').sort(),
    Number.parseInt(gives ?? '', 10) + 5,
    Number.parseInt(most ?? '', 10),
  ]);
  const deployed = [...minutes].map(([type, { kinds, most }]) => [type, [...kinds].sort(), most, most]);
  expect([...said].sort()).toEqual([...deployed].sort());
});

test('the page says what stays when the stacks are gone', () => {
  const kept = resources.filter(([, { DeletionPolicy }]) => /^Retain/.test(DeletionPolicy ?? ''));
  const pairs = (all: readonly (readonly [string, string])[]) =>
    [...new Set(all.map((pair) => pair.join(' of ')))].sort();
  const said = rows(marked('retained')).flatMap(([types = '', stacks = '']) =>
    quoted(types).flatMap((type) =>
      stacks.split(', ').map((kind): [string, string] => [type, kind.replaceAll('`', '')]),
    ),
  );
  expect(pairs(said)).toEqual(pairs(kept.map(([stack, { Type }]): [string, string] => [Type, kindOf(stack)])));
});

test('the page quotes what guards say', () => {
  const steered = { link: 'X', remote: 'SITE', where: 'table spokes' };
  const removed = { link: 'l', remote: 'X', where: 'table spokes' };
  const asked = { kind: 'failed', why: 'no' } as const;
  const late = settledBy(asked, 1, 1);
  const standing = (all: Standing['steered'], withdrawn: Standing['withdrawn'] = []) => ({ steered: all, withdrawn });
  const left = [{ link: 'Y', premises: 'SITE', others: ['X'] }];
  const texts = [
    refusalOf({ links: ['X'], sites: [] }, standing([steered]), undefined),
    refusalOf({ links: [], sites: ['X'] }, standing([removed]), undefined),
    refusalOf({ links: ['X'], sites: [] }, standing([], left), undefined),
    refusalOf({ links: ['X'], sites: [], isReplacement: true }, standing([steered]), undefined),
    late.kind === 'fail' ? late.why : undefined,
    refusalToLeave('SITE', standing([steered]), undefined),
    refusalToMove({ from: 'Y', to: 'X' }),
  ];
  const said = rows(page.split('### What the guards say')[1]?.split('\n#')[0] ?? '').map(
    ([cell = '']) => quoted(cell)[0] ?? '',
  );
  expect(said).toHaveLength(9);
  const patterns = said.map(
    (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*')}$`),
  );
  for (const text of texts) expect([text, patterns.some((pattern) => pattern.test(text ?? ''))]).toEqual([text, true]);
  const parts = {
    'drain-guard': [
      'would go',
      'would be replaced',
      'whether traffic is steered there',
      'cannot be read: ',
      '; deploy again',
    ],
    settle: ['would go, and whether it steers anything cannot be read: ', '; delete again'],
  };
  for (const [handler, texts] of Object.entries(parts)) {
    const code = readFileSync(`lib/controller/handlers/${handler}.ts`, 'utf8');
    for (const part of texts) expect([part, code.includes(part), page.includes(part)]).toEqual([part, true, true]);
  }
});

test('each code on the page is one', () => {
  const codes = [...page.matchAll(/`((?:stacks|topology|link|drain)-[a-z-]+)`/g)].map((match) => match[1] ?? '');
  const stacks = new Set(['link-state']);
  expect(codes.length).toBeGreaterThan(6);
  for (const code of codes) expect([code, stacks.has(code) || code in CODES]).toEqual([code, true]);
});

test('each link of the page leads somewhere', () => {
  const anchorsOf = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map((match) =>
      (match[1] ?? '')
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
  const links = [...page.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)];
  expect(links.length).toBeGreaterThan(12);
  for (const [, file = '', anchor] of links) {
    const target = file === '' ? 'docs/deploy.md' : path.join('docs', file);
    expect([target, existsSync(target)]).toEqual([target, true]);
    if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8'))).toContain(anchor);
  }
});
