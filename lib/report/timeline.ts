// Pure: one replay as a timeline: what happened to the world, who decided what and why, which route changed.
//
//   20:10:00.0                           iad-pdx drops all data; its attachments and routes stay up
//   20:10:00.0                           pdx/core → iad/databases: first packet lost
//   20:10:03.1  iad   link-probes-lost   iad-pdx is down: probes from iad get no answer
//                                        so says pdx +0.1 s, cmh +0.5 s
//   20:10:03.3  iad   override-created   spokes, transit: pdx over iad-cmh instead of iad-pdx

import type { AuditEntry } from '../controller/audit';
import type { FlowCount, Replay, WorldEvent } from '../twin/replayed';
import { clockTime } from './clock-time';
import { decisionText, isMade } from './decision-text';
import { folded } from './folded';
import type { Palette } from './palette';

interface Line {
  readonly atMs: number;
  readonly site: string;
  readonly text: string;
  readonly code: string;
  readonly loud: boolean;
  /** What else belongs to it, below. */
  readonly also: readonly string[];
}

function alsoText(group: readonly AuditEntry[], first: AuditEntry): readonly string[] {
  const later = group.filter(({ site }) => site !== first.site);
  if (later.length === 0) return [];
  const sites = later.map(({ site, atMs }) => `${site} +${((atMs - first.atMs) / 1_000).toFixed(1)} s`);
  return [`so says ${sites.join(', ')}`];
}

function decisionLine(group: readonly [AuditEntry, ...AuditEntry[]]): Line {
  const [first] = group;
  const { atMs, site, code } = first;
  return { atMs, site, code, loud: isMade(code), text: decisionText(group, first), also: alsoText(group, first) };
}

function eventLine({ atMs, said }: WorldEvent): Line {
  return { atMs, site: '', code: '', loud: true, text: said, also: [] };
}

function lossLines({ name, lost, firstLostMs, lastLostMs }: FlowCount): readonly Line[] {
  if (firstLostMs === undefined || lastLostMs === undefined) return [];
  const line = { site: '', code: '', loud: true, also: [] };
  return [
    { ...line, atMs: firstLostMs, text: `${name}: first packet lost` },
    { ...line, atMs: lastLostMs, text: `${name}: last packet lost, ${lost.toLocaleString('en-US')} in all` },
  ];
}

function shown(line: Line, widths: Widths, colors: Palette): readonly string[] {
  const code = line.code.padEnd(widths.code);
  const site = line.site.padEnd(widths.site);
  const text = line.loud ? colors.bold(line.text) : line.text;
  const indent = ' '.repeat(clockTime(0).length + site.length + code.length + 6);
  const head = `${colors.dim(clockTime(line.atMs))}  ${site}  ${colors.dim(code)}  ${text}`;
  return [head, ...line.also.map((also) => `${indent}${colors.dim(also)}`)];
}

interface Widths {
  readonly site: number;
  readonly code: number;
}

/** The lines of a replay, in the order of time. */
export function timeline({ events, decisions, flows }: Replay, colors: Palette): string {
  const lines = [...events.map(eventLine), ...flows.flatMap(lossLines), ...folded(decisions).map(decisionLine)];
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const widths = { site: longest(lines.map(({ site }) => site)), code: longest(lines.map(({ code }) => code)) };
  const sorted = lines.sort((a, b) => a.atMs - b.atMs);
  return sorted.flatMap((line) => shown(line, widths, colors)).join('\n');
}
