// Pure: nothing is exported that nobody imports. A use is an import by product code or tools, or a place in
// lib/index.ts; for a function, an import by a test is a use as well. A barrel passes uses on to what it re-exports.
// What Lambda and the custom resource framework call is used.

import * as ts from 'typescript';
import { importsOf, originalName } from './imports';
import { isUnder, lineOf, type Rule, type Source, type Tree } from './tree';

interface Export {
  readonly name: string;
  readonly isFunction: boolean;
  readonly node: ts.Node;
}

const PUBLIC = 'lib/index.ts';
const ENTRIES = ['handler', 'onEvent', 'isComplete'];

export const deadExports: Rule = (tree) => {
  const uses = spread(tree, directUses(tree));
  return tree.sources
    .filter(({ path }) => isUnder(path, 'lib') && path !== PUBLIC)
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name, isFunction }) => !isUsed(uses, source.path, name, isFunction) && !isEntry(source.path, name))
        .map(({ name, node }) => ({
          file: source.path,
          line: lineOf(source, node),
          problem: `${name} is exported and nobody imports it`,
          use: 'no export, or remove it',
        })),
    );
};

function isEntry(path: string, name: string): boolean {
  return ENTRIES.includes(name) && isUnder(path, 'lib/controller/handlers');
}

/** `path#name` or `path#*`, with `?` in front when only tests use it. */
type Uses = Set<string>;

function isUsed(uses: Uses, path: string, name: string, isFunction: boolean): boolean {
  const keys = [`${path}#${name}`, `${path}#*`];
  return keys.some((key) => uses.has(key) || (isFunction && uses.has(`?${key}`)));
}

function directUses(tree: Tree): Uses {
  return new Set(
    tree.sources.flatMap((source) => {
      const mark = isUnder(source.path, 'test') ? '?' : '';
      return importsOf(tree, source)
        .filter(({ node }) => !(isBarrel(source) && ts.isExportDeclaration(node)))
        .flatMap(({ target, names }) => (names === 'all' ? ['*'] : names).map((name) => `${mark}${target}#${name}`));
    }),
  );
}

/** Passes the uses of a barrel on until nothing is added. */
function spread(tree: Tree, uses: Uses): Uses {
  const all = new Set(uses);
  let size = -1;
  while (size !== all.size) {
    size = all.size;
    for (const barrel of tree.sources.filter(isBarrel)) for (const use of passedOn(tree, barrel, all)) all.add(use);
  }
  return all;
}

function passedOn(tree: Tree, barrel: Source, uses: Uses): readonly string[] {
  const used = (mark: string, name: string) => uses.has(`${mark}${barrel.path}#${name}`);
  const wanted = (mark: string) =>
    [...uses].flatMap((use) => (use.startsWith(`${mark}${barrel.path}#`) ? [use.slice(use.indexOf('#') + 1)] : []));
  return importsOf(tree, barrel).flatMap(({ node, target }) => {
    if (!ts.isExportDeclaration(node)) return [];
    const clause = node.exportClause;
    return ['', '?'].flatMap((mark) => {
      if (clause === undefined) return wanted(mark).map((name) => `${mark}${target}#${name}`);
      if (ts.isNamespaceExport(clause)) return used(mark, clause.name.text) ? [`${mark}${target}#*`] : [];
      return clause.elements
        .filter((element) => used(mark, element.name.text) || used(mark, '*'))
        .map((element) => `${mark}${target}#${originalName(element)}`);
    });
  });
}

function isBarrel(source: Source): boolean {
  return source.path.endsWith('/index.ts') && source.path !== PUBLIC;
}

function exportsOf(source: Source): readonly Export[] {
  return source.ast.statements.flatMap((statement): readonly Export[] => {
    if (ts.isExportDeclaration(statement)) return reExports(statement);
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(variableExports);
    const name = (statement as ts.DeclarationStatement).name?.getText();
    const isFunction = ts.isFunctionDeclaration(statement);
    return name === undefined ? [] : [{ name, isFunction, node: statement }];
  });
}

function isExportKeyword(modifier: ts.Modifier): boolean {
  return modifier.kind === ts.SyntaxKind.ExportKeyword;
}

function variableExports(node: ts.VariableDeclaration): readonly Export[] {
  const isFunction = node.initializer !== undefined && ts.isFunctionLike(node.initializer);
  return ts.isIdentifier(node.name) ? [{ name: node.name.text, isFunction, node }] : [];
}

function reExports(node: ts.ExportDeclaration): readonly Export[] {
  if (node.exportClause === undefined || !ts.isNamedExports(node.exportClause)) return [];
  return node.exportClause.elements.map((element) => ({ name: element.name.text, isFunction: true, node: element }));
}
