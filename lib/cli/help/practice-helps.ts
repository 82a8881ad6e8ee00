// Pure: the help of the commands about a twin.

import type { CommandHelp } from './command-help';

const TWIN_NOTES = `What is deployed for a topology runs on this machine: its controllers and probers, over a network with AWS's own APIs, on
loopback only. No account, no credentials, nothing outside. \`detour fault\` and \`detour notice send\` make things happen
there; see docs/twin.md. Ctrl-C ends it, and nothing is kept.`;

const FAULT_NOTES = `Faults:
  down   it drops all data, and BGP gives up its session when its timers have run out
  grey   it drops all data; attachments, routes and BGP sessions stay up
  slow   it takes longer each way, by 150 ms unless --by says otherwise; probes wait for 500 ms there and back
  heal   it is as it was before`;

const NO_TWIN = 'no twin answers there, or it refuses, which is said';

/** By command. `example` names a file that comes with Detour from where the user is. */
export function practiceHelps(example: (name: string) => string): Readonly<Record<string, CommandHelp>> {
  return {
    twin: {
      notes: TWIN_NOTES,
      examples: [
        { line: `detour twin ${example('hybrid.yaml')}` },
        { line: `detour twin ${example('backbone.yaml')} --port 0 --speed 10 --quiet` },
      ],
      exits: { 1: 'the topology file has problems, or the twin cannot be served' },
    },
    fault: {
      notes: FAULT_NOTES,
      examples: [
        { line: 'detour fault ord-iad-dx grey' },
        { line: 'detour fault iad-pdx slow --by 200' },
        { line: 'detour fault ord-iad-dx heal' },
      ],
      exits: { 1: NO_TWIN },
    },
    'notice send': {
      examples: [
        { line: `detour notice send ${example('notices/fibre-repair.eml')}` },
        { line: 'detour notice send notice.eml --verdicts fail', says: 'as from somebody who pretends' },
      ],
      exits: { 1: `the file cannot be read; ${NO_TWIN}` },
    },
  };
}
