// Pure: what AWS's own word on one end of a link comes to.
//
//   attachment   sessions              the end is
//   unusable     any                   down
//   other        some, and all down    down
//   other        some down             degraded
//   other        none down             fine

import type { LinkStatus, SessionStatus } from '../database';

function downSessions({ sessions }: LinkStatus): readonly SessionStatus[] {
  return sessions.filter(({ state }) => state === 'down');
}

/** True when AWS says that nothing passes this end. */
export function isReportedDown(status: LinkStatus): boolean {
  const { attachment, sessions } = status;
  return attachment === 'unusable' || (sessions.length > 0 && downSessions(status).length === sessions.length);
}

/** What is wrong, for a person; undefined when nothing is. */
export function complaintOf(status: LinkStatus): string | undefined {
  const { site, attachment, sessions } = status;
  if (attachment === 'unusable') return `its attachment at ${site} is not available`;
  const down = downSessions(status).length;
  return down === 0 ? undefined : `${down} of ${sessions.length} sessions at ${site} are down`;
}
