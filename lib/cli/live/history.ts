// `detour history`: what the controllers of all sites have said, the newest last.

import { concerns, historySince } from '../../controller/operator/history';
import { didYouMean } from '../../net/document/did-you-mean';
import { momentMs } from '../../net/document/moment';
import { printable } from '../../net/printable';
import { historyLines } from '../../report/live/history';
import type { Topology } from '../../topology/topology';
import { EXIT, type Io } from '../io';
import { give, sectionsText } from './answer';
import type { LiveOptions } from './live-options';
import { type LiveWorld, withLiveWorld } from './live-world';

export interface HistoryOptions extends LiveOptions {
  readonly link?: string;
  /** A length of time, or a time in UTC. */
  readonly since: string;
}

/**
 * A link that was taken out of the topology has a history all the same, so an unknown name is only remarked on.
 */
function remarkOnLink(link: string | undefined, { links }: Topology, io: Io): void {
  const names = links.map(({ name }) => name);
  if (link === undefined || names.includes(link)) return;
  const meant = didYouMean(link, names);
  io.err(`the topology has no link ${printable(link)}${meant === undefined ? '' : `; did you mean ${meant}?`}`);
}

async function told({ sites, declared, topology }: LiveWorld, sinceMs: number, options: HistoryOptions, io: Io) {
  const { link } = options;
  remarkOnLink(link, topology, io);
  const history = await historySince(sites, sinceMs);
  const entries = history.entries.filter((entry) => link === undefined || concerns(entry, link));
  const text = () => sectionsText([historyLines(entries, io.colors)], 'nothing was said since then');
  return give({ text, json: { backbone: declared.name, sinceMs, entries }, unread: history.unread }, options, io);
}

export async function printHistory(options: HistoryOptions, io: Io): Promise<number> {
  const { since } = options;
  return withLiveWorld(options, io, async (world) => {
    const sinceMs = momentMs(since, world.now(), 'behind');
    if (sinceMs !== undefined) return told(world, sinceMs, options, io);
    io.err(`error: --since ${printable(since)}: write it as 90m, 24h or 7d, or as 2026-12-01T20:10:00Z`);
    return EXIT.usage;
  });
}
