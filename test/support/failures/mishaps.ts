// What may go wrong with one call of a port, and who is to be told of it.

import type { Code } from '../../../lib/net/codes';
import type { Call, Fault } from '../fake-ports';
import type { SiteRuns } from '../site-runs';
import type { FailureStory, Mishap } from './failure-story';

/** The call with this number, counted from 1 in a turn, and everything about it that matters. */
export interface At {
  readonly n: number;
  readonly call: Call;
}

/** The calls of one turn, when nothing goes wrong. */
export async function callsIn(story: FailureStory, turn: number): Promise<readonly At[]> {
  const sites = story.at(turn);
  await sites.turn(turn);
  return sites.world.calls.map((call, i) => ({ n: i + 1, call }));
}

export function isRead({ name }: Call): boolean {
  return name.startsWith('read');
}

/** Something goes wrong meanwhile with the calls that `faultOf` names. */
function during(
  lasts: Mishap['lasts'],
  faultOf: (call: Call, n: number, sites: SiteRuns) => Fault | undefined,
): Mishap {
  return {
    lasts,
    begin: (sites) => {
      sites.world.faultOf = (call, n) => faultOf(call, n, sites);
    },
    end: (sites) => {
      sites.world.faultOf = () => undefined;
    },
  };
}

function once({ n }: At, fault: Fault): Mishap {
  return during('a turn', (_, now) => (now === n ? fault : undefined));
}

function crash({ n }: At, when: 'before' | 'after'): Mishap {
  return { lasts: 'a turn', begin: (sites) => sites.world.crashAt(n, when), end: (sites) => sites.world.revive() };
}

const LONG = 3;

/** This call and each like it of the same site, for some rounds. */
function forLong({ n, call }: At, fault: Fault): Mishap {
  return during(LONG, ({ site, name }, now) =>
    now >= n && site === call.site && name === call.name ? fault : undefined,
  );
}

/** From this call on the site sees its tables as they were before its last write, whatever it writes. */
function staleForLong({ n, call }: At): Mishap {
  let past: ReturnType<SiteRuns['world']['staleFor']> | undefined;
  return during(LONG, (now, i, { world }) => {
    if (i < n || now.site !== call.site || now.name !== call.name) return undefined;
    past ??= world.staleFor(call.site);
    return { kind: 'stale', past: { ...past, snapshot: call.name === 'read' ? past.snapshot : world.snapshot } };
  });
}

function staleOnce({ n, call }: At): Mishap {
  return during('a turn', (_, i, { world }) =>
    i === n ? { kind: 'stale', past: world.staleFor(call.site) } : undefined,
  );
}

interface Trouble {
  /** Whether it can happen to a call. */
  readonly befalls: (call: Call) => boolean;
  readonly mishap: (at: At) => Mishap;
  /** Whether the controller can notice it: then somebody is told. */
  readonly isNoticed: boolean;
}

const anyCall = () => true;
const isWrite = (call: Call) => !isRead(call);
/** A list of allowed prefixes shows the moment that the reading of which it is a part does. */
const showsAMoment = (call: Call) => isRead(call) && call.name !== 'readAllowed';

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  'is throttled': {
    befalls: anyCall,
    mishap: (at) => once(at, { kind: 'refused', error: 'RequestLimitExceeded' }),
    isNoticed: true,
  },
  'is denied for long': {
    befalls: anyCall,
    mishap: (at) => forLong(at, { kind: 'refused', error: 'UnauthorizedOperation' }),
    isNoticed: true,
  },
  'is never answered and has no effect': {
    befalls: anyCall,
    mishap: (at) => once(at, { kind: 'silent', hasEffect: false }),
    isNoticed: true,
  },
  'has its effect and is not answered': {
    befalls: isWrite,
    mishap: (at) => once(at, { kind: 'unanswered', hasEffect: true }),
    isNoticed: true,
  },
  'shows the world before the last write': { befalls: showsAMoment, mishap: staleOnce, isNoticed: false },
  'shows the world before the last write for long': { befalls: showsAMoment, mishap: staleForLong, isNoticed: false },
  'is the last before a crash': { befalls: anyCall, mishap: (at) => crash(at, 'after'), isNoticed: false },
  'is prevented by a crash': { befalls: anyCall, mishap: (at) => crash(at, 'before'), isNoticed: false },
};

/** True for what changes routes, announcements or sessions. */
export function isChange({ name }: Call): boolean {
  return /^(create|modify|delete|replace|enable|disable|change|start|stop)/.test(name);
}

/** What is told by the site of a call that failed. */
export function codeFor(call: Call): Code {
  if (call.name === 'readTests') return 'bgp-tests-unread';
  if (call.name === 'readAllowed') return 'end-unread';
  return isChange(call) ? 'write-failed' : 'reconcile-failed';
}
