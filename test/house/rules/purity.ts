// Pure: files, clock, randomness, environment and network are arguments everywhere but at the edges.

import { builtinModules } from 'node:module';
import * as ts from 'typescript';
import { importsOf } from './imports';
import { type Finding, isProduct, isUnder, lineOf, nodesOf, type Rule, type Source, saysPure, type Tree } from './tree';

/** Where the outside world may be touched. */
const EDGES = [
  'lib/topology/load.ts',
  'lib/verify/read-assembly.ts',
  'lib/verify/read-templates.ts',
  'lib/controller/aws/',
  'lib/controller/handlers/',
  'lib/twin/http/',
  'lib/cli/',
  'bin/',
];

/** Modules of Node that only calculate, and the one function of `crypto` that does. */
const CALCULATING_MODULES = ['assert', 'util', 'crypto'];
const CALCULATING_CRYPTO = ['createHash'];

const GLOBALS: Readonly<Record<string, string>> = {
  process: 'an argument',
  globalThis: 'an argument',
  performance: 'a time as an argument',
  fetch: 'a port',
  crypto: 'a seeded generator as an argument',
  setTimeout: 'a clock as an argument',
  setInterval: 'a clock as an argument',
  setImmediate: 'a clock as an argument',
  queueMicrotask: 'a clock as an argument',
  __dirname: 'a path as an argument',
  __filename: 'a path as an argument',
};

/** Pure by design; `ports`, `execute`, `reconcile` and `reconcile-run` are asynchronous over ports. */
const PURE_PARTS = /^lib\/(net|routing|topology|verify|controller|router-config)\//;
const NOT_PURE =
  /^lib\/(topology\/load\.ts|verify\/(read-assembly|read-templates|cdk-plugin)\.ts|controller\/((aws|handlers)\/|(ports|execute|reconcile|reconcile-run)(\.ts|\/)))/;

export const noSideDoors: Rule = (tree) =>
  tree.sources
    .filter(({ path }) => isProduct(path) && !EDGES.some((edge) => path.startsWith(edge)))
    .flatMap((source) => sideDoors(tree, source));

export const purePromise: Rule = (tree) =>
  tree.sources.filter(saysPure).flatMap((source) => [
    ...(isProduct(source.path) ? [] : sideDoors(tree, source)),
    ...importsOf(tree, source).flatMap(({ specifier, target, typeOnly, line }) => {
      const loaded = target === undefined ? undefined : tree.byPath.get(target);
      const impure =
        /^(aws-cdk-lib|constructs|@aws-sdk|@smithy|@aws-lambda-powertools)(\/|$)/.test(specifier) ||
        (loaded && !saysPure(loaded));
      if (typeOnly || !impure) return [];
      const problem = `a file that says it is pure loads '${specifier}', which is not`;
      return [{ file: source.path, line, problem, use: 'a type-only import or an argument' }];
    }),
  ]);

export const pureHeader: Rule = (tree) =>
  tree.sources
    .filter((source) => PURE_PARTS.test(source.path) && !NOT_PURE.test(source.path) && !saysPure(source))
    .map(({ path }) => ({
      file: path,
      line: 1,
      problem: 'a file of a pure part does not say so in its first line',
      use: "'// Pure: …', or move what is not pure to the edges",
    }));

function sideDoors(tree: Tree, source: Source): readonly Finding[] {
  return [...builtinImports(tree, source), ...nodesOf(source).flatMap((node) => worldAccess(source, node))];
}

function builtinImports(tree: Tree, source: Source): readonly Finding[] {
  return importsOf(tree, source).flatMap(({ specifier, names, line, typeOnly }) => {
    const name = specifier.replace(/^node:/, '');
    const isBuiltin = builtinModules.includes(name) || specifier.startsWith('node:');
    if (typeOnly || !isBuiltin || calculates(source.path, name, names)) return [];
    return [{ file: source.path, line, problem: `'${specifier}' is imported here`, use: 'an argument or a port' }];
  });
}

function calculates(path: string, module: string, names: readonly string[] | 'all'): boolean {
  if (module === 'path') return isUnder(path, 'lib/constructs') || !isProduct(path);
  if (!isProduct(path) && module === 'module') return true;
  const harmless = module !== 'crypto' || (names !== 'all' && names.every((name) => CALCULATING_CRYPTO.includes(name)));
  return CALCULATING_MODULES.includes(module) && harmless;
}

/** The clock, the dice and the globals; `new Date(milliseconds)` and `Date.parse` only calculate. */
function worldAccess(source: Source, node: ts.Node): readonly Finding[] {
  const found = (problem: string, use: string) => [{ file: source.path, line: lineOf(source, node), problem, use }];
  if (ts.isNewExpression(node) && isName(node.expression, 'Date') && !node.arguments?.length)
    return found('the clock is read by new Date()', 'a time as an argument');
  if (ts.isCallExpression(node) && isName(node.expression, 'Date'))
    return found('the clock is read by Date()', 'a time as an argument');
  if (ts.isPropertyAccessExpression(node) && isName(node.expression, 'Date') && node.name.text === 'now')
    return found('the clock is read by Date.now', 'a time as an argument');
  if (ts.isPropertyAccessExpression(node) && isName(node.expression, 'Math') && node.name.text === 'random')
    return found('dice are thrown by Math.random', 'a seeded generator as an argument');
  return ts.isIdentifier(node) ? globalAccess(source, node, found) : [];
}

function globalAccess(
  { path }: Source,
  node: ts.Identifier,
  found: (problem: string, use: string) => readonly Finding[],
): readonly Finding[] {
  const use = Object.hasOwn(GLOBALS, node.text) ? GLOBALS[node.text] : undefined;
  const allowed =
    (node.text === 'setImmediate' && isUnder(path, 'lib/twin')) ||
    (node.text === '__dirname' && isUnder(path, 'lib/constructs'));
  return use === undefined || allowed || isMemberName(node) ? [] : found(`${node.text} is used here`, use);
}

function isName(node: ts.Node, text: string): boolean {
  return ts.isIdentifier(node) && node.text === text;
}

/** True when the identifier names a member of something, not a variable. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return parent.propertyName === node;
  return ts.isTypeElement(parent) || ts.isClassElement(parent) ? parent.name === node : false;
}
