// Pure: what AWS's own word on one end of a link comes to.
//
//   attachment   sessions              the end is
//   unusable     any                   bad
//   other        some, and all down    bad
//   other        some up               good, and degraded when another is down
//   usable       none at all           good
//   other        otherwise             not known

import type { LinkStatus, Observation, SessionStatus } from '../database';

function sessionsThatAre(state: SessionStatus['state'], { sessions }: LinkStatus): number {
  return sessions.filter((session) => session.state === state).length;
}

/** Undefined: AWS does not say whether anything passes this end. */
export function reportedVerdict(status: LinkStatus): Observation['verdict'] | undefined {
  const { attachment, sessions } = status;
  if (attachment === 'unusable') return 'bad';
  if (sessions.length === 0) return attachment === 'usable' ? 'good' : undefined;
  if (sessionsThatAre('down', status) === sessions.length) return 'bad';
  return sessionsThatAre('up', status) > 0 ? 'good' : undefined;
}

/** What is wrong, for a person; undefined when nothing is. */
export function complaintOf(status: LinkStatus): string | undefined {
  const { site, attachment, sessions } = status;
  if (attachment === 'unusable') return `its attachment at ${site} is not available`;
  const down = sessionsThatAre('down', status);
  return down === 0 ? undefined : `${down} of ${sessions.length} sessions at ${site} are down`;
}
