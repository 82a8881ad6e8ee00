// Pure: the part of a dashboard that shows the backbone in words: links and why, paths of flows, windows and orders.

import type { Shown } from './shown';
import { COLUMNS, shownBy, type Widget } from './widgets';

/** Some twenty rows of tables; there is a scroll bar for more. */
const HEIGHT = 14;

export function statusRow({ statusViewArn, admission }: Pick<Shown, 'statusViewArn' | 'admission'>): readonly Widget[] {
  const title = `Status, as ${admission} has it: windows, orders, links and why, paths of flows (good: ✔ in its first line)`;
  return [shownBy(statusViewArn, title, COLUMNS, HEIGHT)];
}
