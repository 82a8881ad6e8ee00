// Pure: the registry of every code that an issue, finding or decision can carry. One file per layer; the reference page
// docs/codes.md is generated from it. A code is contract: it is never renamed and never given another meaning.

import { CONTROLLER_CODES } from './controller';
import { DIFF_CODES } from './diff';
import { DOCUMENT_CODES } from './document';
import { NAMES_CODES } from './names';
import { ORDERS_CODES } from './orders';
import { SCENARIO_CODES } from './scenario';
import { STACKS_CODES } from './stacks';
import { TEMPLATES_CODES } from './templates';
import { TOPOLOGY_CODES } from './topology';
import { VERIFY_CODES } from './verify';

interface CodeEntry {
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence, lower case, no full stop. */
  readonly meaning: string;
  /** What to do about it, when its text alone does not say. */
  readonly runbook?: string;
}

export const CODES = {
  ...STACKS_CODES,
  ...DOCUMENT_CODES,
  ...TOPOLOGY_CODES,
  ...SCENARIO_CODES,
  ...CONTROLLER_CODES,
  ...NAMES_CODES,
  ...ORDERS_CODES,
  ...TEMPLATES_CODES,
  ...VERIFY_CODES,
  ...DIFF_CODES,
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type Code = keyof typeof CODES;
