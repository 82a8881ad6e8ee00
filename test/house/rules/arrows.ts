// Pure: imports go one way, and the CDK and the AWS SDK stay where they belong.

import { type Import, importsOf } from './imports';
import { type Finding, isProduct, isUnder, type Rule, type Source, saysPure, type Tree } from './tree';

/** What each part of the code may import, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  net: [],
  routing: ['net'],
  topology: ['net', 'routing'],
  controller: ['net', 'routing'],
  verify: ['net', 'routing', 'controller, pure part'],
  constructs: ['net', 'routing'],
  stacks: ['net', 'routing', 'topology', 'constructs'],
  'router-config': ['net', 'routing', 'topology'],
  report: ['net', 'routing'],
  twin: ['net', 'routing', 'verify', 'controller, pure part', 'controller/ports'],
  cli: ['anything in lib'],
  'the library index': ['anything in lib'],
  bin: ['cli', 'stacks'],
};

const ROOT_JSON = ['package.json', 'cdk.json'];

/** The part of the code a file belongs to. */
function partOf(path: string): string {
  if (path === 'lib/index.ts') return 'the library index';
  if (isUnder(path, 'bin')) return 'bin';
  return isUnder(path, 'lib') ? (path.split('/')[1] ?? '') : 'outside lib';
}

/** What an import of this file counts as. */
function targetPart(path: string): string {
  if (/^lib\/controller\/ports(\.ts|\/)/.test(path)) return 'controller/ports';
  if (/^lib\/controller\/(aws|handlers)\/|^lib\/controller\/(execute|reconcile|reconcile-run)(\.ts|\/)/.test(path))
    return 'controller/aws, handlers, execute, reconcile';
  return partOf(path) === 'controller' ? 'controller, pure part' : partOf(path);
}

export const importArrows: Rule = (tree) =>
  tree.sources
    .filter((source) => isProduct(source.path))
    .flatMap((source) => importsOf(tree, source).flatMap((imported) => checkArrow(tree, source, imported)));

function checkArrow(tree: Tree, source: Source, imported: Import): readonly Finding[] {
  const { target, line } = imported;
  if (target === undefined || ROOT_JSON.includes(target)) return [];
  const [from, to] = [partOf(source.path), targetPart(target)];
  const allowed = ARROWS[from] ?? [];
  const fits = allowed.includes(to) || (allowed.includes('anything in lib') && isUnder(target, 'lib'));
  if (partOf(target) === from || fits || (from === 'report' && isPureType(tree, imported))) return [];
  if (isUnder(source.path, 'lib/controller/handlers') && isPureReport(tree, target)) return [];
  const use = [from, ...allowed].join(', ');
  return [{ file: source.path, line, problem: `${from} imports ${to}`, use: `only ${use}` }];
}

/** A function that answers people says it as the commands do. */
function isPureReport(tree: Tree, target: string): boolean {
  const report = tree.byPath.get(target);
  return partOf(target) === 'report' && report !== undefined && saysPure(report);
}

/** Reports may know the shape of what they print. */
function isPureType(tree: Tree, imported: Import): boolean {
  const target = tree.byPath.get(imported.target ?? '');
  return imported.typeOnly && target !== undefined && saysPure(target);
}

interface Home {
  readonly packages: RegExp;
  readonly called: string;
  readonly homes: readonly string[];
}

const HOMES: readonly Home[] = [
  {
    packages: /^(aws-cdk-lib|constructs|@aws-cdk)(\/|$)/,
    called: 'the CDK',
    homes: ['lib/constructs/', 'lib/stacks/', 'bin/app.ts', 'lib/verify/cdk-plugin.ts'],
  },
  {
    packages: /^(aws-sdk|@aws-sdk|@smithy|@aws-crypto)(\/|$)/,
    called: 'the AWS SDK',
    homes: ['lib/controller/aws/', 'lib/controller/handlers/'],
  },
  {
    packages: /^@aws-lambda-powertools(\/|$)/,
    called: 'Powertools',
    homes: ['lib/controller/aws/'],
  },
];

export const packageHomes: Rule = (tree) =>
  tree.sources
    .filter((source) => isProduct(source.path) && source.path !== 'lib/index.ts')
    .flatMap((source) => importsOf(tree, source).flatMap((imported) => checkHome(source, imported)));

function checkHome({ path }: Source, { specifier, line }: Import): readonly Finding[] {
  return HOMES.filter(
    ({ packages, homes }) => packages.test(specifier) && !homes.some((home) => path.startsWith(home)),
  ).map(({ called, homes }) => ({
    file: path,
    line,
    problem: `${called} is imported here`,
    use: `it only in ${homes.join(', ')}`,
  }));
}
