// Pure: what every check looks at. Checks are total and do not rely on one another.

import type { Finding } from '../findings';
import type { FlowResult } from '../results';
import type { Understanding } from '../verify';

export interface Judged extends Omit<Understanding, 'findings'> {
  /** From the smallest scenarios (`scenarioSize`) to the largest, in the order of flows; `baseline` stands before `controlled`. */
  readonly results: readonly FlowResult[];
}

export type Check = (judged: Judged) => readonly Finding[];
