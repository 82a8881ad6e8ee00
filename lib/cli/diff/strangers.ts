// Pure: what is said of templates and names nothing in them, where two networks are compared: a change may bring a file or a
// parameter, or take one away, so that one of the two need not have it.

import type { Issue } from '../../net/issue';
import type { Source } from './sources';

function keyOf({ path, position }: Issue): string {
  return JSON.stringify([path, position]);
}

function strangersOf(source: Source | undefined): readonly Issue[] {
  return source?.kind === 'assembly' ? source.strangers : [];
}

const NO_TEMPLATES: Issue = {
  code: 'template-option',
  path: [],
  problem: 'something is said of templates, and none are compared',
  got: 'topology files, which name regions and stacks themselves',
  allowed: '--parameter, --parameters, --base-parameters, --region and --stack-name with templates or cloud assemblies',
  fix: 'leave these options out, or name the templates',
};

interface Said {
  /** Anything is said of templates. */
  readonly something: boolean;
  /** BASE has files of parameters of its own: what stands in a file is said of one side alone. */
  readonly ownFiles: boolean;
}

/** The mistakes among them: what neither side has, and what is said of one side that does not have it. */
export function mistakenStrangers(
  base: Source | undefined,
  head: Source,
  { something, ownFiles }: Said,
): readonly Issue[] {
  const both = base?.kind === 'assembly' && head.kind === 'assembly';
  if (something && base?.kind !== 'assembly' && head.kind !== 'assembly') return [NO_TEMPLATES];
  const mistakes = (own: readonly Issue[], others: readonly Issue[]) => {
    const keys = new Set(others.map(keyOf));
    const isSaidOfBoth = ({ position }: Issue) => both && !(ownFiles && position);
    return own.filter((issue) => !isSaidOfBoth(issue) || keys.has(keyOf(issue)));
  };
  const [before, after] = [strangersOf(base), strangersOf(head)];
  const [wrongBefore, wrongAfter] = [mistakes(before, after), mistakes(after, before)];
  const told = new Set(wrongAfter.map(keyOf));
  return [...wrongBefore.filter((issue) => !told.has(keyOf(issue))), ...wrongAfter];
}
