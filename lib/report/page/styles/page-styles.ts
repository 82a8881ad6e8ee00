// Pure: all styles of a page, in the order in which they win.

import { BASE_STYLES } from './base';
import { TOPOLOGY_STYLES } from './topology';

export function pageStyles(): string {
  return [BASE_STYLES, TOPOLOGY_STYLES].join('');
}
