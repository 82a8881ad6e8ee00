// Pure: the codes of what keeps two networks from being compared.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;

export const DIFF_CODES = {
  'diff-names-nothing': error('what is to be compared is no directory, no file and no commit of the repository'),
  'diff-git-unusable': error('git cannot be asked for a topology file'),
  'diff-file-absent': error('a commit has no topology file of that name'),
} as const;
