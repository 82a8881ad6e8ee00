// Pure: which modules a file imports, in every form TypeScript has for it.

import { posix } from 'node:path';
import * as ts from 'typescript';
import { lineOf, nodesOf, type Source, type Tree } from './tree';

export interface Import {
  readonly specifier: string;
  /** The file of ours that is meant; absent for packages. */
  readonly target?: string;
  /** Nothing is loaded at run time. */
  readonly typeOnly: boolean;
  /** The names used; `all` when that cannot be told. */
  readonly names: readonly string[] | 'all';
  readonly line: number;
  readonly node: ts.Node;
}

type Parts = Pick<Import, 'typeOnly' | 'names'> & { readonly specifier: ts.Node };

/** Imports and re-exports of a file. */
export function importsOf(tree: Tree, source: Source): readonly Import[] {
  return nodesOf(source).flatMap((node) => {
    const parts = declared(node, source) ?? loaded(node) ?? typed(node);
    if (parts === undefined || !ts.isStringLiteralLike(parts.specifier)) return [];
    const specifier = parts.specifier.text;
    const target = specifier.startsWith('.') ? { target: resolve(tree, source.path, specifier) } : {};
    return [{ specifier, ...target, typeOnly: parts.typeOnly, names: parts.names, line: lineOf(source, node), node }];
  });
}

/** `import … from`, `export … from`, `import x = require()`. */
function declared(node: ts.Node, source: Source): Parts | undefined {
  if (ts.isImportDeclaration(node)) return fromImport(node, source);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) return fromExport(node);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
    return { specifier: node.moduleReference.expression, typeOnly: node.isTypeOnly, names: 'all' };
  return undefined;
}

function fromImport(node: ts.ImportDeclaration, source: Source): Parts {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const specifier = node.moduleSpecifier;
  if (clause === undefined) return { specifier, typeOnly: false, names: [] };
  const whole = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const defaults = clause.name === undefined ? [] : ['default'];
  if (bindings === undefined) return { specifier, typeOnly: whole, names: defaults };
  if (ts.isNamespaceImport(bindings))
    return { specifier, typeOnly: whole, names: membersOf(bindings.name.text, source) };
  const typeOnly = whole || (defaults.length === 0 && bindings.elements.every((element) => element.isTypeOnly));
  return { specifier, typeOnly, names: [...defaults, ...bindings.elements.map(originalName)] };
}

function fromExport(node: ts.ExportDeclaration): Parts | undefined {
  if (node.moduleSpecifier === undefined) return undefined;
  const named = node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause : undefined;
  const typeOnly = node.isTypeOnly || (named?.elements.every((element) => element.isTypeOnly) ?? false);
  return { specifier: node.moduleSpecifier, typeOnly, names: named?.elements.map(originalName) ?? 'all' };
}

/** `import('…')` and `require('…')`. */
function loaded(node: ts.Node): Parts | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  const specifier = node.arguments[0];
  if (specifier === undefined || !(dynamic || required)) return undefined;
  return { specifier, typeOnly: false, names: namesTakenFrom(node) };
}

/** `import('…').Name` as a type. */
function typed(node: ts.Node): Parts | undefined {
  if (!ts.isImportTypeNode(node) || !ts.isLiteralTypeNode(node.argument)) return undefined;
  const name = node.qualifier === undefined ? 'all' : [node.qualifier.getText().split('.')[0] ?? ''];
  return { specifier: node.argument.literal, typeOnly: true, names: name };
}

export function originalName(element: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (element.propertyName ?? element.name).text;
}

/** What is used of `import * as name`; `all` when it is used as a value of its own. */
function membersOf(name: string, source: Source): readonly string[] | 'all' {
  const names = nodesOf(source).filter((node) => ts.isIdentifier(node) && node.text === name);
  const members: string[] = [];
  for (const { parent } of names) {
    if (ts.isPropertyAccessExpression(parent)) members.push(parent.name.text);
    else if (ts.isQualifiedName(parent)) members.push(parent.right.text);
    else if (!ts.isNamespaceImport(parent)) return 'all';
  }
  return members;
}

/** What is used of an awaited module: `(await import()).name` or `const { name } = await import()`. */
function namesTakenFrom(call: ts.CallExpression): readonly string[] | 'all' {
  let node: ts.Node = call.parent;
  while (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isPropertyAccessExpression(node)) return [node.name.text];
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name))
    return node.name.elements.map((element) => (element.propertyName ?? element.name).getText());
  return 'all';
}

function resolve(tree: Tree, from: string, specifier: string): string {
  const path = posix.join(posix.dirname(from), specifier);
  if (path.endsWith('.json')) return path;
  const candidates = [`${path}.ts`, `${path}/index.ts`, path];
  return candidates.find((candidate) => tree.byPath.has(candidate)) ?? `${path}.ts`;
}
