// Pure: something about an order that an operator has to know before giving it.

import type { Code } from '../../../net/codes';

export interface Said {
  readonly code: Code;
  /** One sentence for a person, lower case, no full stop. */
  readonly because: string;
}
