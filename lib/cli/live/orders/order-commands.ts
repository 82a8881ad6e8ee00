// The commands that give and end orders: what can be said; what else their help says is in ../../help/order-helps.ts.

import type { Command } from 'commander';
import type { AskedCommand } from '../../../controller/operator/effects/asked-change';
import type { Io } from '../../io';
import { liveCommand } from '../live-command';
import type { OrderOptions } from './terms';

function orderCommand(program: Command, name: AskedCommand, description: string): Command {
  return liveCommand(program, name, description)
    .option('--dry-run', 'print what would come of it, and do nothing')
    .option('--yes', 'do it without asking')
    .option('--despite-unread', 'with --yes: do it also when not everything could be read');
}

function withTerms(command: Command, until: string): Command {
  return command
    .option('--until <time>', `when it ends by itself, as 90m, 4h or 2d, or a time in UTC (default: ${until})`)
    .option('--reason <text>', 'why, for others who find the order')
    .option('--owner <name>', 'who gives it (default: user@host)');
}

function withWait(command: Command, what: string): Command {
  return command
    .option('--wait', `wait until ${what} (default on a terminal)`)
    .option('--no-wait', 'return as soon as the order is written');
}

type Action = (about: string | undefined, options: OrderOptions) => Promise<void>;

function action(command: AskedCommand, io: Io): Action {
  return async (about, options) => {
    process.exitCode = await (await import('./order')).order(command, about, options, io);
  };
}

function addLinkCommands(program: Command, io: Io): void {
  const drain = orderCommand(program, 'drain', 'move all traffic off a link, so that it may be cut');
  withWait(withTerms(drain.argument('<link>', 'the link'), '4h'), 'nothing is sent over it any more').action(
    action('drain', io),
  );
  const restore = orderCommand(program, 'restore', 'give a drained link its traffic back');
  withWait(
    withTerms(restore.argument('<link>', 'the link'), 'the end of the window that holds it drained'),
    'its traffic is back',
  ).action(action('restore', io));
  const forceUp = orderCommand(program, 'force-up', 'have a link count as up, whatever is measured or announced');
  withWait(withTerms(forceUp.argument('<link>', 'the link'), '1h'), 'its traffic is back')
    .option('--force', 'also when it is measured bad')
    .action(action('force-up', io));
  const apply = orderCommand(
    program,
    'apply-tunnel-maintenance',
    'drain a VPN, and have AWS do the maintenance of its tunnels that is pending',
  );
  withTerms(apply.argument('<link>', 'the link'), '4h').action(action('apply-tunnel-maintenance', io));
}

export function addOrderCommands(program: Command, io: Io): void {
  addLinkCommands(program, io);
  const freeze = orderCommand(program, 'freeze', 'have controllers change nothing, or hold one link as it is');
  withTerms(freeze.argument('[link]', 'the link (default: the whole backbone)'), '1h').action(action('freeze', io));
  orderCommand(program, 'unfreeze', 'end every freeze of a link, or those of the whole backbone')
    .argument('[link]', 'the link (default: the whole backbone)')
    .action(action('unfreeze', io));
  const evacuate = orderCommand(program, 'evacuate', 'have names lead to other sites');
  withTerms(evacuate.argument('<site>', 'an AWS site'), '4h')
    .option('--now', 'also force the health checks of names, which needs the API of Route 53')
    .action(action('evacuate', io));
  orderCommand(program, 'return', 'end the evacuation of a site, and let its health checks go')
    .argument('<site>', 'an AWS site')
    .action(action('return', io));
}
