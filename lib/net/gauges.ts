// Pure: what a controller says of its site in each run, as metrics in CloudWatch. A name is contract: alarms and dashboards
// of others ask for it.

/** By site. Each is what it says at the end of a run. */
export const SITE_GAUGES = {
  AdmissionUnheard: '1 while the site and the admission site do not hear each other, else 0; not at the admission site',
  ChangesRefused: 'changes of routes that a guard refuses for a reason that does not go by itself',
  DrainsUnfinished:
    'links whose drain was admitted and that are not empty yet, or whose maintenance has begun before it was; at the admission site only',
  LastResort: 'other sites to which the best path leads over a link that is drained or down',
  Reconciled: '1 when all of the work was done, 0 when a write failed; nothing from a run that failed',
  ResidualRoutes: 'overrides that a longer route of somebody else takes traffic from',
  WithdrawalsFrozen: '1 while many links look bad at once and nothing is withdrawn for it, else 0',
} as const;

export type SiteGauge = keyof typeof SITE_GAUGES;

/**
 * By site, from the function that compares names: how much of what Route 53 has of them is not as it was deployed. Nothing
 * while it could not look, or does not know.
 */
export const NAMES_ASTRAY = 'NamesAstray';

/** `Standing` is by link and site: 0 up, 1 drained, 2 down. */
export type Gauge = SiteGauge | 'Standing';
