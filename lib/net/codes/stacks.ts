// Pure: the codes of what a valid topology asks for and the stacks refuse.

export const STACKS_CODES = {
  'stacks-not-built-yet': {
    severity: 'error',
    meaning: 'the topology asks for something that no stack builds yet',
  },
  'stacks-left-out': {
    severity: 'warning',
    meaning: 'the topology asks for something that is not built, while all the rest is',
    runbook: 'do not rely on it until a later version builds it',
  },
  'stacks-existing-not-shared': {
    severity: 'warning',
    meaning: 'an existing gateway is not shared, because only its owner may do that',
    runbook: 'let its owner share it, where that is wanted',
  },
  'stacks-name-clash': {
    severity: 'error',
    meaning: 'two stacks would have the same name',
  },
} as const;
