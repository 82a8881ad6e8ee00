// Pure: all styles of a page, in the order in which they win.

import { BASE_STYLES } from './base';
import { PRINT_STYLES } from './print';
import { SURVIVES_STYLES } from './survives';
import { TOPOLOGY_STYLES } from './topology';

export function pageStyles(): string {
  return [BASE_STYLES, TOPOLOGY_STYLES, SURVIVES_STYLES, PRINT_STYLES].join('');
}
