// Pure: the flows of a running backbone, a row for each.
//
//   flow       now
//   iad → pdx  ✔ iad-pdx
//   ord → iad  ✔ ord-iad-dx
//              ✘ dead-link ord-iad-vpn
//   cmh → pdx  ✔ cmh-iad › iad-pdx, published: ✔ cmh-pdx

import type { FlowPath, FlowPaths } from '../../controller/operator/flow-paths';
import type { Cell, Grid } from './grid';

export function pathText({ outcome, path }: Pick<FlowPath, 'outcome' | 'path'>): string {
  const links = path.join(' › ');
  if (outcome === 'delivered') return `✔ ${links}`;
  return links === '' ? `✘ ${outcome}` : `✘ ${outcome} over ${links}`;
}

export function waysText(paths: readonly FlowPath[]): string {
  return paths.map(pathText).join(' | ');
}

function isArriving(paths: readonly FlowPath[]): boolean {
  return paths.every(({ outcome }) => outcome === 'delivered');
}

/** The ways that were read, else those that are published; both where they differ. */
function nowText({ published, read }: FlowPaths): string {
  const said = waysText(published);
  if (read === undefined) return `${said} (published; no tables were read)`;
  const now = waysText(read);
  return now === said ? now : `${now} (published: ${said})`;
}

/** True when every packet of the flow arrives, as far as is known. */
export function flowArrives({ published, read }: FlowPaths): boolean {
  return isArriving(read ?? published);
}

/** The flow's way is the same in both, and it arrives. */
export function isPlain(flow: FlowPaths): boolean {
  return flowArrives(flow) && flow.read !== undefined && waysText(flow.read) === waysText(flow.published);
}

export function flowGrid(flows: readonly FlowPaths[]): Grid {
  const rows = flows.map((flow): readonly (Cell | string)[] => [
    { text: `${flow.from} → ${flow.to}`, style: 'bold' },
    flowArrives(flow) ? nowText(flow) : { text: nowText(flow), style: 'red' },
  ]);
  return { titles: ['flow', 'now'], rows };
}
