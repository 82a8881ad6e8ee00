// Pure: every alarm that the stacks make, by the name that follows that of its site: what it means that it is on, what to
// do first, and who tells people of it. The page that says more has the same name: docs/runbooks/NAME.md.

import { CODES, type Code } from './codes';

interface AlarmEntry {
  /** One sentence, lower case, no full stop. */
  readonly meaning: string;
  /** What a person does first, likewise. */
  readonly todo: string;
  /**
   * `alarm`: a mail of CloudWatch, when it goes on and when it goes off. `controller`: a message of the controllers, at once
   * and with the reason; the alarm is there for those who look, so that nobody is told of the same thing twice.
   */
  readonly told: 'alarm' | 'controller';
}

/** Codes of things that nobody has acted upon, and nobody will unless a person does. Each has an alarm of its name. */
export const CODE_ALARMS = [
  'item-unreadable',
  'notice-dropped-links',
  'notice-early',
  'notice-gateway',
  'notice-superseded',
  'notice-tentative',
  'notice-unmatched',
  'notice-unreadable',
  'notice-untrusted',
  'observation-unwritten',
  'probes-unsent',
  'status-unread',
  'tunnel-maintenance-failed',
] as const satisfies readonly Code[];

export type CodeAlarmName = (typeof CODE_ALARMS)[number];

const OTHERS = {
  'admission-unheard': {
    meaning:
      'this site and the admission site do not hear each other, so no drain begins and no working traffic moves here',
    todo: 'look whether the controller of the admission site runs, and at the replication of the link state database',
    told: 'alarm',
  },
  'bgp-down': {
    meaning: 'a BGP session of the virtual interface is down',
    todo: 'look at the connection and at the router on premises',
    told: 'controller',
  },
  'change-refused': {
    meaning: 'for a quarter of an hour a guard has refused a change of routes that the controller wants',
    todo: 'read in the log of the controller which guard, and why',
    told: 'alarm',
  },
  'controller-failing': {
    meaning: 'runs of the controller fail; what is steered stays so, and what dies now may stay in use',
    todo: 'read its log',
    told: 'alarm',
  },
  'controller-late': {
    meaning: 'the controller hears late of what changes in the link state database, and acts within a minute',
    todo: 'read its log',
    told: 'alarm',
  },
  'controller-silent': {
    meaning: 'the controller does not run; what is steered stays so, and what dies now stays in use',
    todo: 'look at its schedule',
    told: 'alarm',
  },
  'controller-stale': {
    meaning:
      'no run of the controller has done all of its work for five minutes, so routes may be older than what is known',
    todo: 'read its log',
    told: 'alarm',
  },
  'controller-throttled': {
    meaning: 'the controller is kept from running, by its own long runs or by a limit of the account',
    todo: 'read its log',
    told: 'alarm',
  },
  'drain-stuck': {
    meaning:
      'for twenty minutes a link that should be empty has not become so, or waits although its maintenance has begun',
    todo: 'look which site still sends over the link, and ask the provider to wait',
    told: 'alarm',
  },
  'last-resort': {
    meaning: 'the best path to a site leads over a link that is drained or down, because there is no other',
    todo: 'look which site, and bring another of its links back; cut no link that is still in use',
    told: 'alarm',
  },
  'link-down': {
    meaning: 'the link does not carry data, and all that has another way is off it',
    todo: 'ask the provider what is wrong',
    told: 'controller',
  },
  'link-drained': {
    meaning: 'the link is drained or down: all that has another way is off it',
    todo: 'read why in the message of the controller, or in its log',
    told: 'controller',
  },
  'names-astray': {
    meaning: "what Route 53 has of the names that this site's VPCs ask for is not what was deployed",
    todo: 'read in the log of the function what differs, and find who changed it',
    told: 'alarm',
  },
  'names-uncompared': {
    meaning:
      "for three quarters of an hour the names that this site's VPCs ask for could not be compared with what was deployed",
    todo: 'look whether their stack is being changed, and read the log of the function',
    told: 'alarm',
  },
  'packets-blackholed': {
    meaning: 'the transit gateway drops packets because their route leads to an attachment that is gone',
    todo: 'look for routes in the state blackhole',
    told: 'alarm',
  },
  'packets-unrouted': {
    meaning: 'the transit gateway drops packets because no table has a route for them',
    todo: 'look to which attachment they come and which route its table lacks',
    told: 'alarm',
  },
  'probe-loss': {
    meaning:
      'the link loses some of its probes, and not enough of them to count as down, so no traffic is moved for it',
    todo: 'ask the provider, and order a drain when traffic suffers',
    told: 'alarm',
  },
  'probe-slow': {
    meaning: 'answers over the link take half as long as what counts as lost, or longer',
    todo: 'ask the provider, and order a drain when traffic suffers',
    told: 'alarm',
  },
  'prober-silent': {
    meaning:
      "nothing has measured this end of the link for three minutes, so the link's state will soon be held as it was",
    todo: 'look at the prober of the end',
    told: 'alarm',
  },
  reaches: {
    meaning: 'a site is reached by no path, or is evacuated, so names that lead to it lead elsewhere from here',
    todo: 'look whether somebody has evacuated it, and at its links',
    told: 'alarm',
  },
  'residual-route': {
    meaning: 'a longer route than the steering prefixes still sends traffic elsewhere',
    todo: 'find who made the route and remove it',
    told: 'controller',
  },
  'undelivered-changes': {
    meaning:
      'for a minute the controller took in no changes of the link state database, and has acted on its schedule only',
    todo: 'read its log, then empty the queue',
    told: 'alarm',
  },
  'undelivered-health': {
    meaning: 'announcements of AWS Health could not be taken in for hours, and drain nothing',
    todo: 'read them in the queue, and order what they ask for',
    told: 'alarm',
  },
  'undelivered-mail': {
    meaning: 'messages of providers could not be taken in for hours, and drain nothing',
    todo: 'read them in the queue, and order what they ask for',
    told: 'alarm',
  },
  'vpn-tunnel-down': {
    meaning: 'a tunnel of the VPN is down',
    todo: 'look at the tunnels and at the router on premises',
    told: 'controller',
  },
  'withdrawals-frozen': {
    meaning: 'many links of the site look bad at once, so its own measuring is suspected and nothing is withdrawn',
    todo: 'look at the probers of the site',
    told: 'controller',
  },
} as const satisfies Readonly<Record<string, AlarmEntry>>;

export type AlarmName = CodeAlarmName | keyof typeof OTHERS;

function ofCode(code: CodeAlarmName): AlarmEntry {
  const { meaning, runbook } = CODES[code];
  return { meaning, todo: runbook, told: 'alarm' };
}

/** In the order of names. */
export const ALARMS: Readonly<Record<AlarmName, AlarmEntry>> = Object.fromEntries(
  [...CODE_ALARMS.map((code) => [code, ofCode(code)] as const), ...Object.entries(OTHERS)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  ),
) as Record<AlarmName, AlarmEntry>;

export interface AlarmAbout {
  readonly name: AlarmName;
  readonly site: string;
  /** Absent: it is about the site as a whole. */
  readonly link?: string;
  /** Where exactly to look; sentences with full stops. */
  readonly where?: string;
}

/** What people read with the alarm. CloudWatch takes 1,024 characters. */
export function alarmText({ name, site, link, where }: AlarmAbout): string {
  const { meaning, todo } = ALARMS[name];
  const about = link === undefined ? site : `${site}, link ${link}`;
  const details = where === undefined ? '' : ` ${where}`;
  return `${about}: ${meaning}; ${todo}.${details} Runbook: docs/runbooks/${name}.md`;
}
