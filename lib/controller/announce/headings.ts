// Pure: what the subject of a message says of each reason that people hear of, and which page says what to do. It is read on
// a locked telephone: a few words, the worst first.

import type { AlarmName } from '../../net/alarms';
import type { Code } from '../../net/codes';

interface Heading {
  /** Lower case, ASCII, at most 60 characters. */
  readonly words: string;
  /** Of docs/runbooks/. */
  readonly page: AlarmName;
}

/** No warnings, and still what a person who is awake for a maintenance waits for. */
export const AWAITED: readonly Code[] = [
  'drain-complete',
  'link-drain-ordered',
  'link-forced-up',
  'link-frozen',
  'link-healthy',
  'link-maintenance',
  'maintenance-begun',
  'maintenance-cancelled',
  'maintenance-changed',
  'maintenance-upcoming',
];

export const HEADINGS: Readonly<Partial<Record<Code, Heading>>> = {
  'link-healthy': { words: 'good again, and used again', page: 'link-drained' },
  'link-frozen': { words: 'frozen by an operator', page: 'link-drained' },
  'link-forced-up': { words: 'forced up by an operator', page: 'link-drained' },
  'link-probes-lost': { words: 'it carries no data', page: 'link-down' },
  'link-reported-down': { words: 'AWS says that it is not there', page: 'link-down' },
  'link-flapping': { words: 'it went bad too often', page: 'link-drained' },
  'link-degraded': { words: 'part of it does not work', page: 'probe-loss' },
  'link-unobserved': { words: 'nobody measures it', page: 'prober-silent' },
  'link-drain-ordered': { words: 'an operator ordered it', page: 'link-drained' },
  'link-maintenance': { words: 'maintenance', page: 'link-drained' },
  'link-drain-late': { words: 'MAINTENANCE HAS BEGUN AND TRAFFIC IS ON IT', page: 'drain-stuck' },
  'maintenance-upcoming': { words: 'maintenance', page: 'link-drained' },
  'maintenance-begun': { words: 'maintenance has begun', page: 'link-drained' },
  'maintenance-changed': { words: 'maintenance has changed', page: 'link-drained' },
  'maintenance-cancelled': { words: 'maintenance is cancelled', page: 'link-drained' },
  'drain-refused': { words: 'REFUSED: its drain may not begin', page: 'drain-stuck' },
  'drain-complete': { words: 'empty, it may be worked on', page: 'link-drained' },
  'bgp-taken-down': { words: 'BGP is held down, because it carries no data', page: 'bgp-down' },
  'bgp-tests-unread': { words: 'not known which BGP sessions are held down', page: 'bgp-down' },
  'end-unread': { words: 'not known what a BGP link announces', page: 'controller-failing' },
  'write-failed': { words: 'a change of routes failed, and is tried again', page: 'controller-failing' },
  'residual-route': { words: "somebody's route is in the way", page: 'residual-route' },
  'changed-by-others': { words: 'somebody changed what was deployed', page: 'residual-route' },
  'reconcile-failed': { words: 'a run of the controller failed, and is tried again', page: 'controller-failing' },
  'reconcile-busy': { words: 'a run of the controller waited in vain', page: 'controller-late' },
  'deployment-unfinished': { words: 'a deployment is unfinished for over an hour', page: 'controller-failing' },
  'config-unreadable': { words: 'the configuration cannot be read', page: 'controller-failing' },
  'config-incomplete': { words: 'part of the configuration is missing', page: 'controller-failing' },
  'held-not-owned': { words: 'REFUSED: it would touch what is not ours', page: 'change-refused' },
  'held-mass-withdrawal': { words: 'HELD: many links look bad at once', page: 'withdrawals-frozen' },
  'held-contended': { words: "REFUSED: somebody's prefix list is in the way", page: 'change-refused' },
  'held-too-many-drains': { words: 'REFUSED: too many links are drained', page: 'change-refused' },
  'held-last-announcer': { words: 'REFUSED: no other link announces', page: 'change-refused' },
  'held-isolated': { words: 'HELD: the admission site does not hear this site', page: 'admission-unheard' },
  'held-loses-path': { words: 'REFUSED: a flow would lose its path', page: 'change-refused' },
};
