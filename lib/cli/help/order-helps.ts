// Pure: the help of the commands that give and end orders.

import type { CommandHelp } from './command-help';

const GIVING_NOTES = `It reads all sites, prints what would come of it, and asks. What it writes is one item of the link state database, at the
admission site, or at the first other site that takes it; routes are changed by controllers only.
docs/operate.md says which permissions it needs.`;

const EXITS = {
  0: 'done; or there was nothing to do; or --dry-run, and nothing speaks against it',
  1: 'it could not be written or read back, or not all of it was done, or it ended before it was done',
  3: 'refused, because of what would come of it, or because not everything could be read; nothing was written',
  4: 'whoever was asked did not say yes; nothing was written',
} as const;

const WAITING_EXITS = { ...EXITS, 130: 'Ctrl-C while it waited; the order stands' } as const;

function giving(
  lines: readonly string[],
  exits: CommandHelp['exits'] = EXITS,
  ...more: readonly string[]
): CommandHelp {
  return { notes: [GIVING_NOTES, ...more].join('\n\n'), examples: lines.map((line) => ({ line })), exits };
}

/** By command. */
export const ORDER_HELPS: Readonly<Record<string, CommandHelp>> = {
  drain: giving(
    ["detour drain iad-pdx --until 4h --reason 'new optics'", 'detour drain iad-pdx --reason test --dry-run'],
    WAITING_EXITS,
    'The link may be cut once the drain is complete, and not before. A drain of the last path of a flow is refused.',
  ),
  restore: giving(
    ['detour restore iad-pdx', "detour restore iad-pdx --reason 'the carrier called it off'"],
    WAITING_EXITS,
    `It ends the orders that want the link empty. Where announced maintenance holds it empty as well, it also gives an
order to restore it, which takes back what was announced until then and needs --reason.`,
  ),
  'force-up': giving(
    ["detour force-up iad-pdx --reason 'the prober is broken, data passes' --until 30m"],
    WAITING_EXITS,
    'A link that is measured bad is forced up with --force only.',
  ),
  'apply-tunnel-maintenance': giving([
    "detour apply-tunnel-maintenance ord-iad-vpn --until 2h --reason 'before the weekend'",
  ]),
  freeze: giving(
    ["detour freeze --until 30m --reason 'looking into it'", "detour freeze iad-pdx --reason 'do not touch it'"],
    EXITS,
    'While everything is frozen, traffic stays on links that go down.',
  ),
  unfreeze: giving(['detour unfreeze', 'detour unfreeze iad-pdx']),
  evacuate: giving(
    ["detour evacuate pdx --reason 'power work'", "detour evacuate pdx --now --reason 'the site is on fire'"],
    EXITS,
    `Names lead to other sites within some minutes, with --now as soon as Route 53 takes it. The last site that serves a name
is not evacuated.`,
  ),
  return: giving(['detour return pdx', 'detour return pdx --dry-run']),
};
