// Pure: what is said of a running backbone as a whole, and which of its flows are shown.

import type { LinkReport } from '../../controller/operator/link-reports';
import type { Overview } from '../../controller/operator/overview';
import { secondText } from './age';
import { flowArrives, isPlain } from './flows';
import type { Cell } from './grid';

/** More flows than that are shown only where something is to be seen of them. */
const MOST_FLOWS = 30;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** When it was read and by whom it is seen, and which sites were deployed otherwise. */
export function headOf({ backbone, atMs, seenBy, apart }: Overview): readonly Cell[] {
  const by = seenBy === undefined ? 'no replica of the database could be read' : `as ${seenBy} sees it`;
  const differs = apart.length === 0 ? [] : [`deployed otherwise than the topology file declares: ${apart.join(', ')}`];
  return [
    { text: `${backbone} at ${secondText(atMs)}, ${by}` },
    ...differs.map((text) => ({ text, style: 'yellow' as const })),
  ];
}

/** Of no use when no replica could be read: nothing is known then. */
export function summaryOf({ links, flows }: Overview): Cell {
  const standing = (one: LinkReport['standing']) => links.filter((link) => link.standing === one).length;
  const lost = flows.filter((flow) => !flowArrives(flow)).length;
  const parts = [
    `${count(links.length, 'link')}: ${standing('up')} up, ${standing('drained')} drained, ${standing('down')} down`,
    `${count(flows.length, 'flow')}: ${lost === 0 ? 'all arrive' : `${lost} not known to arrive`}`,
  ];
  const text = parts.join('; ');
  return lost > 0 ? { text: `✘ ${text}`, style: 'red' } : { text: `✔ ${text}`, style: 'green' };
}

export function shownFlows({ flows }: Overview) {
  return flows.length <= MOST_FLOWS ? flows : flows.filter((flow) => !isPlain(flow));
}
