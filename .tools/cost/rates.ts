// Pure: how often the functions run, what they write and read, when nothing happens: no link fails, nothing is drained.
//
// Said by the code: a run each minute; an observation about each ten seconds and one when a run takes over
// (controller/probing); a status for each end and run; one publication a minute, because a controller that nothing wakes
// runs once a minute (its sign of life is due after 30 s); the lease taken and given back (controller/aws/lease-table).
// Assumed, because nothing of it has run on AWS: what is marked so.

/** What the numbers depend on. */
export interface Scale {
  /** AWS sites: each has a replica of the database. */
  readonly replicas: number;
  /** All sites, those on premises included. */
  readonly sites: number;
  /** Link ends at AWS sites, and those of them that are probed. */
  readonly ends: number;
  readonly probedEnds: number;
}

/** Of one function, a month. */
export interface Monthly {
  readonly runs: number;
  /** Of all runs together. */
  readonly seconds: number;
  /** Units of up to 1 KB, as written: each replica takes every one. */
  readonly writes: number;
  /** Units of up to 4 KB. */
  readonly reads: number;
  readonly metrics: number;
  readonly metricRequests: number;
  readonly logBytes: number;
}

export const HOURS = 730;
export const MINUTES = HOURS * 60;

/** Between the minute after its start and the next write of the run that goes on after it: half of ten seconds. */
export const PROBER_SECONDS = 65;
/** Assumed. */
export const STATUS_SECONDS = 2;
export const RECONCILE_SECONDS = 3;
export const WAKE_SECONDS = 0.01;
export const NAMES_AUDIT_SECONDS = 3;
/** Assumed: Lambda's own lines about a run, and a line of metrics. */
const RUN_LOG_BYTES = 700;
const METRIC_LINE_BYTES = 500;
/** Assumed, a replica: what is known of links is far less than a megabyte, the audit of 400 days a few of them. */
export const DATABASE_GB = 0.01;
/** How long logs are kept. */
export const LOG_MONTHS = 3;

/** Once in a quarter of an hour, as its schedule says. */
const NAMES_AUDITS = MINUTES / 15;

const OBSERVATIONS_A_MINUTE = 7;
/** Two of the lease, and a publication. */
const CONTROLLER_WRITES = 3;
/** Sizes of items, see docs/link-state.md. */
const OBSERVATION_KB = 0.35;
const STATUS_KB = 0.6;
const PUBLICATION_KB = 0.7;
/** What a controller says of its site in each run (lib/net/gauges.ts), beside one of each of its links. */
const GAUGES = 6;

/** One read of everything that is known. */
function scanUnits({ ends, probedEnds, replicas }: Scale): number {
  return Math.ceil((probedEnds * OBSERVATION_KB + ends * STATUS_KB + replicas * PUBLICATION_KB) / 4);
}

/** Lambda asks a stream's shard for changes four times a second, and hands over all there are at once. */
const WAKES_A_MINUTE = 240;

/** Changes in a replica that wake a site's function, which finds that nothing is new: statuses, and what other sites publish. */
function wakeUps({ ends, replicas }: Scale): number {
  const changes = ends + replicas - 1;
  return MINUTES * Math.min(changes, WAKES_A_MINUTE);
}

const NOTHING: Monthly = { runs: 0, seconds: 0, writes: 0, reads: 0, metrics: 0, metricRequests: 0, logBytes: 0 };

/** Runs when something is deployed or announced, or when somebody looks: of no account in a month. */
const hardlyEver = (): Monthly => NOTHING;

/** By handler; `ends` are those of the function's own site. */
export const RATES: Readonly<Record<string, (scale: Scale, ends: number) => Monthly>> = {
  prober: () => ({
    ...NOTHING,
    runs: MINUTES,
    seconds: MINUTES * PROBER_SECONDS,
    writes: MINUTES * OBSERVATIONS_A_MINUTE,
    reads: MINUTES,
    metrics: 3,
    logBytes: MINUTES * (RUN_LOG_BYTES + METRIC_LINE_BYTES),
  }),
  'link-status': (scale, ends) => ({
    ...NOTHING,
    runs: MINUTES,
    seconds: MINUTES * STATUS_SECONDS,
    writes: MINUTES * ends,
    reads: MINUTES * (ends + scanUnits(scale)),
    logBytes: MINUTES * RUN_LOG_BYTES,
  }),
  reconciler: (scale, ends) => ({
    runs: MINUTES + wakeUps(scale),
    seconds: MINUTES * RECONCILE_SECONDS + wakeUps(scale) * WAKE_SECONDS,
    writes: MINUTES * CONTROLLER_WRITES,
    reads: MINUTES * (1 + scanUnits(scale)),
    metrics: scale.sites + GAUGES + ends,
    metricRequests: MINUTES,
    logBytes: (MINUTES + wakeUps(scale)) * RUN_LOG_BYTES + MINUTES * (1 + ends) * METRIC_LINE_BYTES,
  }),
  'names-audit': (scale) => ({
    ...NOTHING,
    runs: NAMES_AUDITS,
    seconds: NAMES_AUDITS * NAMES_AUDIT_SECONDS,
    reads: NAMES_AUDITS * scanUnits(scale),
    metrics: 1,
    logBytes: NAMES_AUDITS * (RUN_LOG_BYTES + METRIC_LINE_BYTES),
  }),
  'allowed-prefixes': hardlyEver,
  'attachment-lookup': hardlyEver,
  'customer-gateway': hardlyEver,
  'drain-guard': hardlyEver,
  'health-event': hardlyEver,
  'hosted-interface': hardlyEver,
  'maintenance-mail': hardlyEver,
  'managed-prefix-list': hardlyEver,
  order: hardlyEver,
  'peering-acceptance': hardlyEver,
  'responder-address': hardlyEver,
  settle: hardlyEver,
  'status-view': hardlyEver,
  'stream-lookup': hardlyEver,
};
