// Pure: the repository's files as the rules see them, and what every rule needs to ask of a file.

import * as ts from 'typescript';

export interface TextFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** A TypeScript file, parsed. */
export interface Source extends TextFile {
  readonly ast: ts.SourceFile;
}

export interface Tree {
  readonly texts: readonly TextFile[];
  readonly sources: readonly Source[];
  readonly byPath: ReadonlyMap<string, Source>;
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  /** Completes `use …`. */
  readonly use: string;
}

export type Rule = (tree: Tree) => readonly Finding[];

/** A tree of files given as path and text. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const sources = texts
    .filter(({ path }) => path.endsWith('.ts'))
    .map(({ path, text }) => ({ path, text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) }));
  return { texts, sources, byPath: new Map(sources.map((source) => [source.path, source])) };
}

/** `file:line: problem, use X` */
export function format({ file, line, problem, use }: Finding): string {
  return `${file}:${line}: ${problem}, use ${use}`;
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.ast.getLineAndCharacterOfPosition(node.getStart(source.ast)).line + 1;
}

export function lineCount(file: TextFile): number {
  return file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
}

/** Every node of the file, parents first. */
export function nodesOf(source: Source): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source.ast);
  return nodes;
}

/** True for files of `folder` and below. */
export function isUnder(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/** True for code that is delivered. */
export function isProduct(path: string): boolean {
  return isUnder(path, 'lib', 'bin');
}

/** The header by which a file promises to be a function of its arguments. */
export function saysPure(file: TextFile): boolean {
  return file.text.startsWith('// Pure:');
}
