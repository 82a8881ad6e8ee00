// `detour status`, `links`, `flows` and `windows`: a running backbone as it is now, as a whole or one part of it.

import type { FlowPaths } from '../../controller/operator/flow-paths';
import type { Overview } from '../../controller/operator/overview';
import { flowGrid } from '../../report/live/flows';
import { linesOf } from '../../report/live/grid';
import { linkEndLines } from '../../report/live/link-ends';
import { linkGrid } from '../../report/live/links';
import { statusText } from '../../report/live/status';
import { orderGrid, windowGrid } from '../../report/live/windows';
import type { Io } from '../io';
import { give, sectionsText } from './answer';
import type { LiveOptions } from './live-options';
import { type LiveWorld, withLiveWorld } from './live-world';
import { overviewNow } from './see';

/** Hop by hop is what `flows` and `explain` are for. */
export function withoutHops({ flows, ...rest }: Overview) {
  const ways = (paths: FlowPaths['published']) => paths.map(({ hops: _, ...path }) => path);
  return {
    ...rest,
    flows: flows.map(({ published, read, ...flow }) => ({
      ...flow,
      published: ways(published),
      ...(read ? { read: ways(read) } : {}),
    })),
  };
}

type Part = 'links' | 'flows' | 'windows';

function partText(part: Part, { links, flows, windows, orders, atMs }: Overview, io: Io): string {
  const { colors } = io;
  switch (part) {
    case 'links':
      return sectionsText(
        [linesOf(linkGrid(links, atMs), colors), linkEndLines(links, atMs, colors)],
        'no link is known',
      );
    case 'flows':
      return sectionsText([linesOf(flowGrid(flows), colors)], 'no flow is known');
    case 'windows':
      return sectionsText(
        [linesOf(windowGrid(windows), colors), linesOf(orderGrid(orders, atMs), colors)],
        'no maintenance is on or to come, and no order stands',
      );
  }
}

function partJson(part: Part, { backbone, atMs, seenBy, links, flows, windows, orders }: Overview): object {
  const head = { backbone, atMs, ...(seenBy === undefined ? {} : { seenBy }) };
  switch (part) {
    case 'links':
      return { ...head, links };
    case 'flows':
      return { ...head, flows };
    case 'windows':
      return { ...head, windows, orders };
  }
}

/** Everything, flows without their hops. */
export function printStatus(options: LiveOptions, io: Io): Promise<number> {
  return withLiveWorld(options, io, async (world: LiveWorld) => {
    const overview = await overviewNow(world);
    const { unread } = overview;
    return give({ text: () => statusText(overview, io.colors), json: withoutHops(overview), unread }, options, io);
  });
}

/** One part, with all that is known of it. */
export function printPart(part: Part, options: LiveOptions, io: Io): Promise<number> {
  return withLiveWorld(options, io, async (world: LiveWorld) => {
    const overview = await overviewNow(world);
    const { unread } = overview;
    return give({ text: () => partText(part, overview, io), json: partJson(part, overview), unread }, options, io);
  });
}
