// What a step came to, as lines: what was decided, how links stand, what the controllers own, and what was lost.

import type { AuditEntry } from '../../../lib/controller/audit';
import type { Network } from '../../../lib/routing/network';
import { timeText } from './story';
import type { StoryWorld } from './story-world';

/** What several sites say of one thing within so long is one line. */
const TOGETHER_MS = 10_000;
/** What a function says again each minute, for as long as it lasts, is one line. */
const EACH_MINUTE: readonly AuditEntry['code'][] = ['observation-unwritten', 'probes-unsent', 'status-unread'];
const AGAIN_MS = 70_000;
const HEALTHY = 'up, link-healthy';

interface Line {
  readonly atMs: number;
  lastMs: number;
  readonly said: string;
  readonly by: string[];
}

/** What an entry is about, and who says so: the site, with the table for an override. */
function saidOf({ site, code, link, because, change }: AuditEntry): readonly [said: string, by: string] {
  if (!change) return [link === undefined ? `${code} (${because})` : `${code} ${link}`, site];
  if (change.kind === 'withdrawal' || change.kind === 'bgp-down') return [`${code} ${change.link}`, site];
  if (change.kind === 'announcement') return [`${code} of ${change.remote} over ${change.link}`, site];
  const { remote, before, after, table } = change;
  return [`${code} to ${remote} over ${after ?? before}`, `${site}/${table}`];
}

function belongsTo({ atMs, lastMs }: Line, entry: AuditEntry): boolean {
  if (EACH_MINUTE.includes(entry.code)) return entry.atMs - lastMs <= AGAIN_MS;
  return entry.atMs - atMs <= TOGETHER_MS;
}

/** In the order of time; of one moment, as it was said. */
export function decisionLines(entries: readonly AuditEntry[]): readonly string[] {
  const lines: Line[] = [];
  for (const entry of [...entries].sort((a, b) => a.atMs - b.atMs)) {
    const [said, by] = saidOf(entry);
    const known = lines.findLast((line) => line.said === said);
    if (known && belongsTo(known, entry)) {
      known.by.push(by);
      known.lastMs = entry.atMs;
    } else lines.push({ atMs: entry.atMs, lastMs: entry.atMs, said, by: [by] });
  }
  return lines.map(({ atMs, said, by }) => `${timeText(atMs)} ${said}: ${[...new Set(by)].sort().join(', ')}`);
}

/** Each link that is not simply healthy; how each site says that it is, where they differ. */
export function linkLines({ backbone, sites, database }: StoryWorld): readonly string[] {
  return backbone.links.flatMap(({ name }) => {
    const words = new Map<string, string[]>();
    for (const site of sites) {
      const word = database.snapshot(site).publications.find((p) => p.site === site)?.links[name];
      const said = word ? `${word.standing}, ${word.code}` : HEALTHY;
      words.set(said, [...(words.get(said) ?? []), site]);
    }
    if (words.size > 1) return [...words].map(([said, by]) => `${name} at ${by.join(', ')}: ${said}`).sort();
    return [...words.keys()].filter((said) => said !== HEALTHY).map((said) => `${name}: ${said}`);
  });
}

/** What each BGP link announces and brings. */
function sessionTexts(network: Network): readonly string[] {
  const texts = network.sessions.flatMap(({ link, advertises, propagatesTo }) => [
    ...(advertises.kind === 'prefixes' ? advertises.prefixes.map(({ text }) => `${link} announces ${text}`) : []),
    ...propagatesTo.map((table) => `${link} brings ${table}`),
  ]);
  return [...new Set([...texts, ...edgeTexts(network)])].sort();
}

/** What VPNs announce is what stands in their own tables. */
function edgeTexts({ tables, sessions }: Network): readonly string[] {
  const ends = sessions.filter(({ advertises }) => advertises.kind === 'table').map(({ link }) => link);
  return tables.flatMap(({ name, routes }) =>
    ends.includes(name.replace(/^edge-/, ''))
      ? routes.map(({ prefix }) => `${name.replace(/^edge-/, '')} announces ${prefix.text}`)
      : [],
  );
}

function overrideLines({ tables }: Network): readonly string[] {
  const lines = new Map<string, Set<string>>();
  for (const { gateway, name, routes } of tables)
    for (const { origin, target, source } of routes) {
      if (origin !== 'prefix-list' || target.kind !== 'attachment') continue;
      const line = `override at ${gateway} to ${source.replace(/^.*to-/, '')} over ${target.attachment}`;
      lines.set(line, (lines.get(line) ?? new Set()).add(name));
    }
  return [...lines].map(([line, names]) => `${line} (${[...names].sort().join(', ')})`).sort();
}

function sessionLines(network: Network, baseline: Network): readonly string[] {
  const [now, before] = [sessionTexts(network), sessionTexts(baseline)];
  const links = network.sessions.map(({ link }) => link).sort();
  return links.flatMap((link) => {
    const only = (these: readonly string[], those: readonly string[]) =>
      these.filter((text) => text.startsWith(`${link} `) && !those.includes(text));
    const more = only(now, before);
    const less = only(before, now);
    return [
      ...(more.length > 0
        ? [`${link} announces beside its baseline: ${more.map((t) => t.split(' ')[2]).join(', ')}`]
        : []),
      ...(less.some((text) => text.includes(' brings ')) ? [`${link} is withdrawn`] : []),
    ];
  });
}

export function ownedLines(network: Network, baseline: Network): readonly string[] {
  return [...overrideLines(network), ...sessionLines(network, baseline)];
}
