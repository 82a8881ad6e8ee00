// Pure: files and functions that fit on a page or five, barrels that only re-export, and no default exports.

import * as ts from 'typescript';
import { type Finding, isProduct, isUnder, lineCount, lineOf, nodesOf, type Rule, type Source } from './tree';

const FILE_LINES = 250;
const TEST_FILE_LINES = 400;
const FUNCTION_LINES = 40;

export const fileSize: Rule = (tree) =>
  tree.sources.flatMap((source) => {
    const most = isUnder(source.path, 'test') ? TEST_FILE_LINES : FILE_LINES;
    const lines = lineCount(source);
    if (lines <= most) return [];
    return [{ file: source.path, line: most, problem: `the file has ${lines} lines`, use: `at most ${most}` }];
  });

export const functionSize: Rule = (tree) =>
  tree.sources
    .filter((source) => isProduct(source.path))
    .flatMap((source) =>
      nodesOf(source).flatMap((node) => (ts.isFunctionLike(node) ? longFunction(source, node) : [])),
    );

/** Counts from the signature to the closing brace, without the comment above. */
function longFunction(source: Source, node: ts.SignatureDeclaration): readonly Finding[] {
  const line = lineOf(source, node);
  const lines = source.ast.getLineAndCharacterOfPosition(node.end).line + 1 - line + 1;
  if (lines <= FUNCTION_LINES) return [];
  const name = node.name?.getText(source.ast) ?? 'a function';
  return [{ file: source.path, line, problem: `${name} has ${lines} lines`, use: `at most ${FUNCTION_LINES}` }];
}

export const barrelsOnly: Rule = (tree) =>
  tree.sources
    .filter((source) => isProduct(source.path) && source.path.endsWith('/index.ts'))
    .flatMap((source) =>
      source.ast.statements
        .filter((statement) => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined))
        .map((statement) => ({
          file: source.path,
          line: lineOf(source, statement),
          problem: 'index.ts does more than re-export',
          use: 'a file with a name for it',
        })),
    );

export const namedExports: Rule = (tree) =>
  tree.sources.flatMap((source) =>
    nodesOf(source)
      .filter(isDefaultExport)
      .map((node) => ({
        file: source.path,
        line: lineOf(source, node),
        problem: 'a default export has no name to search for',
        use: 'a named export',
      })),
  );

function isDefaultExport(node: ts.Node): boolean {
  return (
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default')
  );
}
