// The repository's own files, and how a rule is tested: on the tree, and on small bad trees that it must refuse.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { format, type Rule, type Tree, treeOf } from './rules/tree';

export const ROOT = join(__dirname, '../..');

/** Made by tools, as are hidden folders but two. */
const MADE = ['node_modules', 'dist', 'cdk.out', 'coverage'];
const OURS = ['.ci', '.tools'];
const TEXT = /\.(ts|mjs|json|md|ya?ml|txt|sh|py|svg|html)$|(^|\/)(run|LICENSE|\.\w+)$/;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !MADE.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('.') && !OURS.includes(entry.name) ? [] : filesBelow(path);
      return entry.isFile() && TEXT.test(path) ? [path] : [];
    });
}

let known: Tree | undefined;

/** Every text file of the repository. */
export function repository(): Tree {
  known ??= treeOf(
    Object.fromEntries(
      filesBelow(ROOT).map((file) => [relative(ROOT, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
    ),
  );
  return known;
}

export interface BadTree {
  /** Completes `fails on …`. */
  readonly on: string;
  readonly files: Readonly<Record<string, string>>;
  /** The messages, in full. */
  readonly says: readonly string[];
}

export interface RuleTest {
  readonly rule: Rule;
  readonly refuses: readonly BadTree[];
  /** A tree that looks like a bad one and is not. */
  readonly accepts?: Readonly<Record<string, string>>;
}

/** The rule refuses each bad tree, accepts the good one, and finds nothing in the repository. */
export function describeRule(name: string, { rule, refuses, accepts }: RuleTest): void {
  describe(name, () => {
    it.each(refuses)('fails on $on', ({ files, says }) => {
      expect(rule(treeOf(files)).map(format)).toEqual(says);
    });
    it('accepts what only looks like it', () => {
      expect(rule(treeOf(accepts ?? {})).map(format)).toEqual([]);
    });
    it('holds in the repository', () => {
      expect(rule(repository()).map(format)).toEqual([]);
    });
  });
}
