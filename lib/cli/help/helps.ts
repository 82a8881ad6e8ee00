// The help of every command, by the words that call it.

import { comesWithDetour } from '../comes-with-detour';
import type { CommandHelp } from './command-help';
import { diffHelps } from './diff-helps';
import { fileHelps } from './file-helps';
import { LIVE_HELPS } from './live-helps';
import { ORDER_HELPS } from './order-helps';
import { practiceHelps } from './practice-helps';
import { REPORT_HELPS } from './report-help';

export const HELPS: ReadonlyMap<string, CommandHelp> = new Map(
  Object.entries({
    ...fileHelps(comesWithDetour),
    ...diffHelps(comesWithDetour),
    ...REPORT_HELPS,
    ...practiceHelps(comesWithDetour),
    ...LIVE_HELPS,
    ...ORDER_HELPS,
  }),
);
