// Pure: one replay as a timeline: what happened to the world, who decided what and why, which route changed.
//
//   20:10:00.0                           iad-pdx drops all data; its attachments and routes stay up
//   20:10:00.0                           pdx/core → iad/databases: first packet lost
//   20:10:03.1  iad   link-probes-lost   iad-pdx is down: probes from iad get no answer
//                                        so says pdx +0.1 s, cmh +0.5 s
//   20:10:03.3  iad   override-created   transit, spokes: pdx over iad-cmh instead of iad-pdx

import type { AuditEntry, AuditedChange } from '../controller/audit';
import type { FlowCount, Replay, WorldEvent } from '../twin/replayed';
import { clockTime } from './clock-time';
import type { Palette } from './palette';

/** Entries that say the same thing within this time are one line. */
const FOLD_MS = 5_000;

interface Line {
  readonly atMs: number;
  readonly site: string;
  readonly text: string;
  readonly code: string;
  readonly loud: boolean;
  /** What else belongs to it, below. */
  readonly also: readonly string[];
}

/** What makes two entries the same piece of news. */
function subject({ code, link, site, change }: AuditEntry): string {
  if (change?.kind === 'override') return [code, site, change.remote, change.from.join(), change.to.join()].join(' ');
  if (change) return [code, site, change.kind, change.premises, change.link].join(' ');
  return [code, link ?? site].join(' ');
}

function folded(entries: readonly AuditEntry[]): readonly (readonly AuditEntry[])[] {
  const open = new Map<string, AuditEntry[]>();
  const groups: AuditEntry[][] = [];
  for (const entry of entries) {
    const group = open.get(subject(entry));
    const first = group?.[0];
    if (group && first && entry.atMs - first.atMs <= FOLD_MS) {
      group.push(entry);
      continue;
    }
    const fresh = [entry];
    open.set(subject(entry), fresh);
    groups.push(fresh);
  }
  return groups;
}

function linksText(links: readonly string[]): string {
  return links.length === 0 ? 'nothing' : links.join(' and ');
}

/** Codes of changes that were made; other entries about a change say why it was not. */
const MADE = /^(override|announcement)-|^link-(withdrawn|restored)$|^bgp-(taken-down|let-up)$/;

function announcementText(group: readonly AuditEntry[], change: AuditedChange & { kind: 'announcement' }): string {
  const remotes = group.flatMap(({ change: one }) => (one?.kind === 'announcement' ? [one.remote] : []));
  const sites = linksText([...new Set(remotes)]);
  const { premises, link, after } = change;
  return after
    ? `${premises} is drawn to ${link} for ${sites}`
    : `${premises} is no longer drawn to ${link} for ${sites}`;
}

function heldText({ because }: AuditEntry, change: Exclude<AuditedChange, { kind: 'override' }>): string {
  if (change.kind === 'announcement')
    return `the announcement of ${change.remote} over ${change.link} stays as it is for now: ${because}`;
  if (change.kind === 'bgp-down')
    return `BGP on ${change.link} is not ${change.after ? 'taken down' : 'let up'} yet: ${because}`;
  return `${change.link} is not ${change.after ? 'withdrawn' : 'restored'} yet: ${because}`;
}

/** What the change did, or for a change that is held what it would have done. */
function changeText(group: readonly AuditEntry[], first: AuditEntry): string {
  const { change } = first;
  if (!change) return first.because;
  const isMade = MADE.test(first.code);
  if (change.kind === 'override') return overrideText(group, first, change);
  if (!isMade) return heldText(first, change);
  if (change.kind === 'announcement') return announcementText(group, change);
  const { link } = change;
  if (change.kind === 'bgp-down')
    return change.after ? `AWS holds BGP on ${link} down, for a while` : `AWS lets BGP come back on ${link}`;
  return change.after
    ? `${link} is withdrawn: no routes over it, either way`
    : `${link} brings and announces routes again`;
}

function overrideText(
  group: readonly AuditEntry[],
  first: AuditEntry,
  { remote, from, to }: AuditedChange & { kind: 'override' },
): string {
  const tables = [...new Set(group.flatMap(({ change }) => (change?.kind === 'override' ? [change.table] : [])))];
  if (!MADE.test(first.code)) return `${remote} stays on ${linksText(from)} for now: ${first.because}`;
  const instead = from.join() === to.join() ? '' : ` instead of ${linksText(from)}`;
  return `${tables.join(', ')}: ${remote} over ${linksText(to)}${instead}`;
}

function alsoText(group: readonly AuditEntry[], first: AuditEntry): readonly string[] {
  const later = group.filter(({ site }) => site !== first.site);
  if (later.length === 0) return [];
  const sites = later.map(({ site, atMs }) => `${site} +${((atMs - first.atMs) / 1_000).toFixed(1)} s`);
  return [`so says ${sites.join(', ')}`];
}

function decisionLine(group: readonly AuditEntry[]): readonly Line[] {
  const [first] = group;
  if (!first) return [];
  const { atMs, site, code } = first;
  const loud = MADE.test(code);
  return [{ atMs, site, code, loud, text: changeText(group, first), also: alsoText(group, first) }];
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
  const lines = [...events.map(eventLine), ...flows.flatMap(lossLines), ...folded(decisions).flatMap(decisionLine)];
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const widths = { site: longest(lines.map(({ site }) => site)), code: longest(lines.map(({ code }) => code)) };
  const sorted = lines.sort((a, b) => a.atMs - b.atMs);
  return sorted.flatMap((line) => shown(line, widths, colors)).join('\n');
}
