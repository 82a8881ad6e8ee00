// `detour watch`: the status again and again, in place on a terminal. Elsewhere a line for each thing that is not as it was,
// so that a log can be read; with --json one object for each look, on a line of its own. Ctrl-C ends it with 0.

import type { Overview } from '../../controller/operator/overview';
import { printable } from '../../net/printable';
import { statusNews, statusText } from '../../report/live/status';
import { unreadLine } from '../../report/live/unread';
import { EXIT, type Io } from '../io';
import { versioned } from './answer';
import { interruption } from './interrupted';
import type { LiveOptions } from './live-options';
import { type LiveWorld, withLiveWorld } from './live-world';
import { withoutHops } from './overview';
import { abortion, pause } from './pause';
import { type Screen, terminalScreen } from './screen';
import { overviewNow } from './see';

export interface WatchOptions extends LiveOptions {
  /** Whole seconds between two looks. */
  readonly interval: string;
}

const LONGEST_S = 3_600;

function show(overview: Overview, before: Overview | undefined, json: boolean | undefined, io: Io, screen: Screen) {
  const { unread } = overview;
  if (json) return io.out(JSON.stringify(versioned(withoutHops(overview), unread)));
  const lines = unread.map(unreadLine);
  if (screen.show)
    return screen.show([statusText(overview, io.colors), ...lines.map((line) => io.colors.red(line))].join('\n'));
  for (const line of statusNews(overview, before)) io.out(line);
  const known = new Set(before?.unread.map(unreadLine));
  for (const line of lines) if (!known.has(line)) io.err(line);
}

export function watch(options: WatchOptions, io: Io, screen = terminalScreen(io), ends?: AbortSignal): Promise<number> {
  const seconds = Number(options.interval);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_S) {
    io.err(`error: --interval ${printable(options.interval)}: write whole seconds from 1 to ${LONGEST_S}`);
    return Promise.resolve(EXIT.usage);
  }
  return withLiveWorld(options, io, async (world: LiveWorld) => {
    const signal = ends ?? interruption(EXIT.ok).signal;
    const aborted = abortion(signal);
    let before: Overview | undefined;
    while (!signal.aborted) {
      const overview = await Promise.race([overviewNow(world), aborted]);
      if (!overview) break;
      show(overview, before, options.json, io, screen);
      before = overview;
      await pause(seconds * 1_000, signal);
    }
    return EXIT.ok;
  });
}
