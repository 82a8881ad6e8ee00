// Pure: no way around the type checker or the linter, no test left out, nothing left for later, nothing that is true
// on one machine only.

import * as ts from 'typescript';
import { isUnder, lineOf, nodesOf, type Rule } from './tree';
import { linesThat } from './words';

export const noAny: Rule = (tree) =>
  tree.sources.flatMap((source) =>
    nodesOf(source)
      .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
      .map((node) => ({
        file: source.path,
        line: lineOf(source, node),
        problem: 'any is not checked',
        use: 'unknown',
      })),
  );

/** An expected type error fails when there is none, so a test may say that something does not compile. */
const SWITCHES = ['(biome|eslint|swc|v8|istanbul)-ignor[e]', 'eslint-disabl[e]', '@ts-(ignor[e]|nochec[k])'];
const PRODUCT_SWITCHES = [...SWITCHES, '@ts-expec[t]'];

export const noSuppressions: Rule = (tree) =>
  tree.sources.flatMap((source) => {
    const switches = isUnder(source.path, 'test') ? SWITCHES : PRODUCT_SWITCHES;
    return linesThat(source, new RegExp(`(//|/\\*).*(${switches.join('|')})`), () => ({
      problem: 'a check is switched off',
      use: 'code that passes it',
    }));
  });

const RUNNERS = ['describe', 'it', 'test'];
const LEFT_OUT = ['only', 'skip', 'todo', 'failing'];
const LEFT_OUT_NAMES = ['fit', 'fdescribe', 'xit', 'xtest', 'xdescribe'];

export const everyTestRuns: Rule = (tree) =>
  tree.sources
    .filter((source) => isUnder(source.path, 'test'))
    .flatMap((source) =>
      nodesOf(source)
        .filter(leavesOut)
        .map((node) => ({
          file: source.path,
          line: lineOf(source, node),
          problem: `${node.getText(source.ast)} leaves tests out`,
          use: 'a test that runs everywhere',
        })),
    );

function leavesOut(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
    return LEFT_OUT_NAMES.includes(node.expression.text);
  if (!ts.isPropertyAccessExpression(node) || !LEFT_OUT.includes(node.name.text)) return false;
  const runner = node.expression.getText().split('.')[0] ?? '';
  return RUNNERS.includes(runner);
}

export const nothingForLater: Rule = (tree) =>
  tree.texts
    .filter(({ path }) => path !== 'package-lock.json')
    .flatMap((file) =>
      linesThat(file, /\b(TO{1}DO|FIX{1}ME)\b/, (text) => ({
        problem: `${text} is not done`,
        use: 'code that is, or a sentence in the changelog',
      })),
    );

export const noMachinePaths: Rule = (tree) =>
  tree.texts.flatMap((file) =>
    linesThat(file, /(?<![\w.}])\/(work|home|root|Users|workspace)\/\w+/, (text) => ({
      problem: `${text} exists on one machine only`,
      use: 'a path from the repository',
    })),
  );

const TOP_LEVEL =
  /^(\..*|package(-lock)?\.json|tsconfig\.json|cdk\.json|README\.md|CHANGELOG\.md|LICENSE|(bin|lib|test|examples|docs)\/.*)$/;

export const topLevel: Rule = (tree) =>
  tree.texts
    .filter(({ path }) => !TOP_LEVEL.test(path))
    .map(({ path }) => ({
      file: path,
      line: 1,
      problem: 'the top level is full',
      use: 'bin, lib, test, examples, docs, .tools or .ci',
    }));
