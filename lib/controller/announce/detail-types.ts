// Pure: under which detail-type of EventBridge each reason is announced. A detail-type is contract, as a code is: rules of
// others match it, so it is never renamed and never loses a code.

import type { Code } from '../../net/codes';
import type { CONTROLLER_CODES } from '../../net/codes/controller';

type ControllerCode = keyof typeof CONTROLLER_CODES;

interface DetailTypeEntry {
  /** One sentence, lower case, no full stop. */
  readonly meaning: string;
  readonly codes: readonly ControllerCode[];
}

export const DETAIL_TYPES = {
  'detour.link.state-changed': {
    meaning: 'a link counts as something else from now on, or for another reason',
    codes: [
      'link-healthy',
      'link-frozen',
      'link-forced-up',
      'link-probes-lost',
      'link-reported-down',
      'link-flapping',
      'link-degraded',
      'link-unobserved',
      'link-drain-ordered',
      'link-maintenance',
      'link-drain-waits',
      'link-drain-late',
      'link-hold-down',
    ],
  },
  'detour.maintenance.announced': {
    meaning: 'maintenance of links is announced, comes nearer, begins, is changed or is cancelled; told by one site',
    codes: ['maintenance-upcoming', 'maintenance-begun', 'maintenance-changed', 'maintenance-cancelled'],
  },
  'detour.link.drain-queued': {
    meaning: 'the drain of a link is next and may not begin yet; told by the admission site',
    codes: ['drain-queued', 'drain-refused'],
  },
  'detour.link.drain-admitted': {
    meaning: 'the drain of a link may begin; told by the admission site',
    codes: ['drain-admitted'],
  },
  'detour.link.drain-complete': {
    meaning: 'no site sends anything over a drained link any more; told by the admission site',
    codes: ['drain-complete'],
  },
  'detour.link.drain-ended': {
    meaning: 'nobody wants a link empty any more; told by the admission site',
    codes: ['drain-ended'],
  },
  'detour.link.withdrawn': {
    meaning: "a link's own routes and advertisements were taken back at the site",
    codes: ['link-withdrawn'],
  },
  'detour.link.restored': {
    meaning: "a link's own routes and advertisements are in force again at the site",
    codes: ['link-restored'],
  },
  'detour.session.changed': {
    meaning: 'AWS was asked to hold the BGP session of a grey link down for a while, or to let it come back',
    codes: ['bgp-taken-down', 'bgp-let-up'],
  },
  'detour.override.changed': {
    meaning: 'traffic to a remote site was drawn to another link, or given back to the baseline',
    codes: ['override-created', 'override-moved', 'override-removed'],
  },
  'detour.announcement.changed': {
    meaning: 'what premises send was drawn to another link, or is no longer',
    codes: ['announcement-made', 'announcement-moved', 'announcement-removed'],
  },
  'detour.change.held': {
    meaning: 'a change is held back, and tried again',
    codes: [
      'held-not-owned',
      'held-frozen',
      'held-mass-withdrawal',
      'held-just-lost',
      'held-contended',
      'held-worse-link',
      'held-too-many-drains',
      'held-unread',
      'held-updating',
      'held-withdrawn',
      'held-silent-link',
      'held-undelivered',
      'held-unheard',
      'held-still-entered',
      'held-last-announcer',
      'held-order',
      'held-unannounced',
      'held-isolated',
      'held-loses-path',
    ],
  },
  'detour.change.failed': {
    meaning: 'a change was refused or not answered, and is tried again',
    codes: ['write-failed'],
  },
  'detour.route.residual': {
    meaning: 'a route that is none of Detour still sends traffic elsewhere',
    codes: ['residual-route'],
  },
  'detour.route.changed': {
    meaning: 'part of what was deployed or written at a site is not there any more, or leads elsewhere',
    codes: ['changed-by-others'],
  },
  'detour.controller.impaired': {
    meaning: 'a controller could not do all of its work, or goes on with what it knew before',
    codes: [
      'reconcile-failed',
      'reconcile-busy',
      'deployment-unfinished',
      'end-unread',
      'bgp-tests-unread',
      'config-unreadable',
      'config-incomplete',
    ],
  },
} as const satisfies Readonly<Record<`detour.${string}`, DetailTypeEntry>>;

export type DetailType = keyof typeof DETAIL_TYPES;

const BY_PROBER = 'told by a prober, which writes log lines and metrics only: their alarms tell people';
const BY_STATUS = 'told by the function that asks AWS about links, which writes log lines and metrics only';
const BY_NOTICES = 'told by the functions that take in notices, which write log lines and metrics only';

const BY_READERS =
  'told by every function that reads the database, which writes log lines and metrics: their alarm tells people';

/** The reasons that are not announced, and why not. */
export const NOT_ANNOUNCED = {
  'reason-unknown': 'stands for a reason that a newer version has published, and is never said by itself',
  'item-unreadable': BY_READERS,
  'observation-unwritten': BY_PROBER,
  'probes-unsent': BY_PROBER,
  'status-unread': BY_STATUS,
  'tunnel-maintenance-pending': BY_STATUS,
  'tunnel-maintenance-waits': BY_STATUS,
  'tunnel-maintenance-applied': BY_STATUS,
  'tunnel-maintenance-done': BY_STATUS,
  'tunnel-maintenance-dropped': BY_STATUS,
  'tunnel-maintenance-failed': BY_STATUS,
  'notice-received': BY_NOTICES,
  'notice-unmatched': BY_NOTICES,
  'notice-gateway': BY_NOTICES,
  'notice-unreadable': BY_NOTICES,
  'notice-untrusted': BY_NOTICES,
  'notice-tentative': BY_NOTICES,
  'notice-dropped-links': BY_NOTICES,
  'notice-superseded': BY_NOTICES,
  'notice-early': BY_NOTICES,
} as const satisfies Readonly<Partial<Record<ControllerCode, string>>>;

const BY_CODE: ReadonlyMap<string, DetailType> = new Map(
  Object.entries(DETAIL_TYPES).flatMap(([type, { codes }]) => codes.map((code) => [code, type as DetailType] as const)),
);

/** Undefined: the reason is not announced. */
export function detailTypeOf(code: Code): DetailType | undefined {
  return BY_CODE.get(code);
}
