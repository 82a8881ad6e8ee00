// Pure: one word for one thing. The list holds the synonyms that creep in, not every one there is.

import * as ts from 'typescript';
import { type Finding, isProduct, isUnder, lineOf, nodesOf, type Rule, type Source, type TextFile } from './tree';

/** Words of a declared name, in the singular, and what is said instead. */
const NAME_WORDS: Readonly<Record<string, string>> = {
  dc: 'site',
  datacenter: 'site',
  datacentre: 'site',
  circuit: 'link (a provider names its circuits by circuitId)',
  srlg: 'sharedRisk',
  failback: 'restore',
  undrain: 'restore',
  blackout: 'drain',
};

/** Anything written in product code, comments and texts included. */
const PHRASES: readonly { readonly said: RegExp; readonly use: string }[] = [
  { said: /\bregion pairs?\b/i, use: 'link, or a pair of sites' },
  { said: /\bblast\b/i, use: 'what is lost' },
  { said: /\boutage windows?\b/i, use: "a notice's window" },
  { said: /\bfail(ing|ed|s)? back\b/i, use: 'restore' },
  { said: /white-?list/i, use: 'allowed' },
  { said: /black-?list/i, use: 'refused' },
  { said: /\bmaster\b/i, use: 'the word for what it does' },
  { said: /\bslaves?\b/i, use: 'the word for what it does' },
];

const FILE_NAMES = ['util', 'utils', 'helper', 'helpers', 'misc', 'common'];

export const bannedNames: Rule = (tree) =>
  tree.sources
    .filter((source) => isProduct(source.path))
    .flatMap((source) => nodesOf(source).flatMap((node) => bannedName(source, node)));

function bannedName(source: Source, node: ts.Node): readonly Finding[] {
  if (!ts.isIdentifier(node) || !isDeclaredName(node)) return [];
  const words = wordsOf(node.text);
  return words.flatMap((word, i) => {
    const use = Object.hasOwn(NAME_WORDS, word) ? NAME_WORDS[word] : undefined;
    if (use === undefined || (word === 'circuit' && words[i + 1] === 'id')) return [];
    return [{ file: source.path, line: lineOf(source, node), problem: `${node.text} says '${word}'`, use }];
  });
}

/** `orderedCircuitIDs` is ordered, circuit, id. */
function wordsOf(name: string): readonly string[] {
  const parts = name.match(/[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return parts.map((part) => part.toLowerCase().replace(/s$/, ''));
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isTypeElement(parent) ||
    ts.isClassElement(parent) ||
    ts.isClassLike(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isTypeParameterDeclaration(parent);
  return declares && parent.name === node;
}

export const bannedPhrases: Rule = (tree) =>
  tree.texts
    .filter(({ path }) => isProduct(path))
    .flatMap((file) =>
      PHRASES.flatMap(({ said, use }) => linesThat(file, said, (text) => ({ problem: `says '${text}'`, use }))),
    );

export const fileNames: Rule = (tree) =>
  tree.texts
    .filter(({ path }) => isUnder(path, 'lib', 'bin', 'test', '.tools'))
    .flatMap(({ path }) => {
      const bad = path.split(/[/.]/).find((part) => FILE_NAMES.includes(part));
      if (bad === undefined) return [];
      return [{ file: path, line: 1, problem: `'${bad}' says nothing`, use: 'the name of what is in it' }];
    });

/** One finding for each line of a file on which the expression matches. */
export function linesThat(
  file: TextFile,
  expression: RegExp,
  say: (text: string) => Pick<Finding, 'problem' | 'use'>,
): readonly Finding[] {
  return file.text.split('\n').flatMap((text, i) => {
    const match = expression.exec(text);
    return match === null ? [] : [{ file: file.path, line: i + 1, ...say(match[0]) }];
  });
}
