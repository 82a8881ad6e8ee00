// Pure: the help of the commands that work on files, and of those about this command line itself.

import type { CommandHelp } from './command-help';

const BAD_FILE = 'a file has problems, which are printed with their places';

const SYNTH_NOTES = `What is written is verified: an error fails the command, and the templates stay for "detour verify" to say more of them.
What is accepted all the same stands under accept in the topology file, with a reason.`;

const VERIFY_NOTES = `TEMPLATES is what the CDK wrote, or CloudFormation in JSON or YAML: a file, or a folder with all folders below it. A
stack is called as its file, and its region may stand in the name of the file or of a folder. A value of a parameter is a text,
or what another stack has: ref:STACK.RESOURCE or output:STACK.OUTPUT. What is not told is unknown, and never taken for right.`;

const REHEARSE_NOTES = `A scenario file says which link fails when (form: grey, or down where BGP sees it), what is announced, and whose packets
are counted. It is replayed three times: without Detour, with Detour and no notice, and with Detour and the notices.`;

const ROUTER_CONFIG_NOTES = `Sessions are LINK.1 and LINK.2. What is not given stands as <FILL-IN:...>, which no router takes for an address.`;

const NOTICE_NOTES = `FILE is a mail (.eml), an iCalendar (.ics) or an event of AWS Health (.json). A file does not say what a mail server found
out about its sender: --verdicts does.`;

const COMPLETION_NOTES = `The script asks this program what can stand at the cursor: commands, options and what they allow, files, and the names of
links and sites in the topology file that is named on the line, or else in topology.yaml. It asks for a command called detour,
so that has to be on the PATH; "npx detour" is not completed.`;

type Helps = Readonly<Record<string, CommandHelp>>;

function templateHelps(example: (name: string) => string): Helps {
  const [hybrid, backbone] = [example('hybrid.yaml'), example('backbone.yaml')];
  return {
    validate: {
      examples: [{ line: `detour validate ${backbone} ${hybrid}` }, { line: `detour validate --json ${hybrid}` }],
      exits: { 1: BAD_FILE },
    },
    verify: {
      notes: VERIFY_NOTES,
      examples: [
        { line: 'detour verify' },
        { line: 'detour verify cdk.out --trace' },
        { line: 'detour verify network/ --region us-east-1 --parameters network.json' },
        { line: 'detour verify network/ --parameter spoke.HubId=ref:hub.TransitGateway' },
      ],
      exits: { 1: 'the templates cannot be read, or a flow does not survive what it must' },
    },
    synth: {
      notes: SYNTH_NOTES,
      examples: [{ line: `detour synth ${hybrid} -o cdk.out` }],
      exits: { 1: `${BAD_FILE}, and nothing is written; or a flow does not survive what it must, which is printed` },
    },
    rehearse: {
      notes: REHEARSE_NOTES,
      examples: [
        { line: 'detour rehearse', says: 'on premises behind Direct Connect and a VPN; one link goes grey' },
        { line: `detour rehearse ${hybrid} ${example('scenarios/double-fault.yaml')}` },
        { line: `detour rehearse ${backbone} ${example('scenarios/2025-10-01.yaml')}` },
      ],
      exits: { 1: 'an input has problems, or the verifier finds an error' },
    },
  };
}

function outsideHelps(hybrid: string): Helps {
  return {
    'router-config': {
      notes: ROUTER_CONFIG_NOTES,
      examples: [
        { line: `detour router-config ord --vendor frr --topology ${hybrid} > frr.conf` },
        { line: `detour router-config ord --vendor frr --topology ${hybrid} --watcher > detour-watch.py` },
        {
          line: 'detour router-config ord --vendor ios-xe --peer ord-iad-dx.1=169.254.255.2,169.254.255.1,GigabitEthernet0/0/1.101',
        },
      ],
      exits: { 1: 'the topology file has problems, which are printed with their places' },
    },
    'notice parse': {
      notes: NOTICE_NOTES,
      examples: [
        { line: `detour notice parse notice.eml --topology ${hybrid}` },
        { line: `detour notice parse notice.ics --topology ${hybrid} --received 2026-12-01T20:00:00Z` },
      ],
      exits: { 1: 'the file is no notice that can be acted on, or the topology file has problems' },
    },
  };
}

const COMPLETION_HELPS: Helps = {
  completion: {
    notes: COMPLETION_NOTES,
    examples: [
      { line: 'eval "$(detour completion bash)"', says: 'in ~/.bashrc' },
      { line: 'source <(detour completion zsh)', says: 'in ~/.zshrc, after compinit' },
      { line: 'detour completion fish | source', says: 'in ~/.config/fish/config.fish' },
    ],
    exits: {},
  },
};

/** By command. `example` names a file that comes with Detour from where the user is. */
export function fileHelps(example: (name: string) => string): Helps {
  return { ...templateHelps(example), ...outsideHelps(example('hybrid.yaml')), ...COMPLETION_HELPS };
}
