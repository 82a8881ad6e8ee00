// Pure: what somebody has to say of maintenance of links, before it has any form.

import type { Notice } from '../controller/database';

export interface SaidMaintenance
  extends Pick<Notice, 'event' | 'version' | 'links' | 'startMs' | 'endMs' | 'status' | 'impact'> {
  /** When it was said. */
  readonly saidMs: number;
}
