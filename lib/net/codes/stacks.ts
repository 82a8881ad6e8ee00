// Pure: the codes of what a valid topology asks for and the stacks refuse.

export const STACKS_CODES = {
  'stacks-not-built-yet': {
    severity: 'error',
    meaning: 'the topology asks for something that no stack builds yet',
  },
  'stacks-name-clash': {
    severity: 'error',
    meaning: 'two stacks would have the same name',
  },
} as const;
