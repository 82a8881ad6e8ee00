// Pure: which stack is meant by a name that somebody types: its id, its name, or its file.

import { didYouMean } from '../../net/document/did-you-mean';
import type { Issue } from '../../net/issue';
import type { StackTemplate } from '../assembly';

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '');
}

function isFile(typed: string, file: string): boolean {
  return `/${slashed(file)}`.endsWith(`/${slashed(typed)}`);
}

/** Several where several files have the name, and where one file is deployed to several regions. */
export function stacksNamed(typed: string, stacks: readonly StackTemplate[]): readonly StackTemplate[] {
  const byId = stacks.filter(({ id }) => id === typed);
  if (byId.length > 0) return byId;
  return stacks.filter(({ name, file }) => name === typed || (file !== undefined && isFile(typed, file)));
}

export function unknownStack(typed: string, stacks: readonly StackTemplate[]): Omit<Issue, 'path' | 'position'> {
  const known = stacks.map(({ id }) => id);
  const meant = didYouMean(typed, known);
  return {
    code: 'template-stack-unknown',
    problem: 'no such stack or file is among the templates',
    got: typed,
    allowed: known.join(', '),
    fix: meant === undefined ? 'use the id of a stack or the name of its file' : `did you mean ${meant}`,
  };
}
