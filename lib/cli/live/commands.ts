// The commands about a running backbone: what can be said; what else their help says is in ../help/live-helps.ts. Their modules,
// and with them the AWS SDK, are loaded when one of them is called.

import type { Command } from 'commander';
import type { Io } from '../io';
import type { HistoryOptions } from './history';
import { liveCommand } from './live-command';
import type { LiveOptions } from './live-options';
import { addOrderCommands } from './orders/order-commands';
import type { WatchOptions } from './watch';

function addViews(program: Command, io: Io): void {
  liveCommand(program, 'status', 'print how sites, links, flows and windows stand').action(
    async (options: LiveOptions) => {
      process.exitCode = await (await import('./overview')).printStatus(options, io);
    },
  );
  const parts = {
    links: 'print how links stand, why and since when, and what their ends measure',
    flows: 'print the path that each flow takes, as published and by the tables as they are',
    windows: 'print maintenance that is on or to come, and the orders that stand',
  } as const;
  for (const part of ['links', 'flows', 'windows'] as const)
    liveCommand(program, part, parts[part]).action(async (options: LiveOptions) => {
      process.exitCode = await (await import('./overview')).printPart(part, options, io);
    });
  liveCommand(program, 'watch', 'print the status again and again, in place on a terminal')
    .option('--interval <seconds>', 'how long it waits between two looks', '10')
    .action(async (options: WatchOptions) => {
      process.exitCode = await (await import('./watch')).watch(options, io);
    });
}

export function addLiveCommands(program: Command, io: Io): void {
  addViews(program, io);
  liveCommand(program, 'plan', "print what each site's controller would change now, and what guards hold back").action(
    async (options: LiveOptions) => {
      process.exitCode = await (await import('./plan')).printPlan(options, io);
    },
  );
  liveCommand(program, 'history', 'print what controllers have decided and changed, the newest last')
    .option('--link <link>', 'only what is about this link')
    .option('--since <time>', 'as 90m, 24h or 7d, or a time in UTC', '24h')
    .action(async (options: HistoryOptions) => {
      process.exitCode = await (await import('./history')).printHistory(options, io);
    });
  liveCommand(program, 'explain', 'print why a link counts as it does, or why a flow takes its path')
    .argument('<link-or-from>', 'a link, or the site that a flow leads from')
    .argument('[to]', 'the site that the flow leads to')
    .action(async (name: string, to: string | undefined, options: LiveOptions) => {
      const what = to === undefined ? { name } : { name, to };
      process.exitCode = await (await import('./explain')).explain(what, options, io);
    });
  addOrderCommands(program, io);
}
