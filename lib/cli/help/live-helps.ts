// Pure: the help of the commands about a running backbone.

import type { CommandHelp } from './command-help';

const READING_NOTES = `It reads with the credentials that the AWS CLI would use, and changes nothing. docs/operate.md says which permissions it needs.
What could not be read of one site is said, and the rest is printed all the same.`;

function reading(...lines: readonly string[]): CommandHelp {
  return {
    notes: READING_NOTES,
    examples: lines.map((line) => ({ line })),
    exits: { 1: 'something could not be read, or the topology file has problems' },
  };
}

/** By command. */
export const LIVE_HELPS: Readonly<Record<string, CommandHelp>> = {
  status: reading('detour status', 'detour status --topology backbone.yaml --profile network', 'detour status --json'),
  links: reading('detour links', 'detour links --profile iad=network-east --profile pdx=network-west'),
  flows: reading('detour flows', 'detour flows --json'),
  windows: reading('detour windows', 'detour windows --json'),
  watch: {
    ...reading('detour watch', 'detour watch --interval 5 --json'),
    exits: { 1: 'the topology file has problems' },
  },
  plan: reading('detour plan', 'detour plan --json'),
  history: reading('detour history --since 90m', 'detour history --link iad-pdx --since 7d'),
  explain: reading('detour explain iad-pdx', 'detour explain iad pdx'),
};
