// Pure: what AWS Health says of maintenance, as EventBridge delivers it. It names links by the ids that AWS has for them.

import type { SaidMaintenance } from './notice-message';

export interface HealthDetails {
  /** Ids of what is affected. */
  readonly entities: readonly string[];
  /** Where it is delivered. */
  readonly region: string;
  /** When this version of the message was first said. */
  readonly updatedMs: number;
  readonly page?: { readonly number: number; readonly of: number };
  /** Put on the bus by an operator, not by AWS. */
  readonly drill?: boolean;
}

const ACCOUNT = '111122223333';
/** AWS lists no codes of maintenance; what is only a deadline it calls by this ending. */
const TYPES = {
  outage: 'AWS_DIRECTCONNECT_MAINTENANCE_SCHEDULED',
  none: 'AWS_DIRECTCONNECT_PLANNED_LIFECYCLE_EVENT',
} as const;

/** As AWS writes times: `Wed, 01 Oct 2025 20:00:00 GMT`. */
function healthTime(ms: number): string {
  return new Date(ms).toUTCString();
}

function statusCode({ status, startMs, saidMs }: SaidMaintenance): 'open' | 'closed' | 'upcoming' {
  if (status === 'completed' || status === 'cancelled') return 'closed';
  return saidMs < startMs ? 'upcoming' : 'open';
}

/** AWS has no word for what is cancelled but a sentence. */
function description({ status, startMs, endMs }: SaidMaintenance): string {
  const window = `from ${healthTime(startMs)} to ${healthTime(endMs)}`;
  return status === 'cancelled'
    ? `The maintenance ${window} has been cancelled.`
    : `Maintenance ${window}. What is listed below may be unavailable.`;
}

function detailOf(said: SaidMaintenance, details: HealthDetails) {
  const { entities, region, updatedMs, page, drill = false } = details;
  const code = TYPES[said.impact];
  return {
    eventArn: `arn:aws:health:${region}::event/DIRECTCONNECT/${code}/${drill ? 'drill-' : ''}${said.event}`,
    service: 'DIRECTCONNECT',
    eventTypeCode: code,
    eventTypeCategory: 'scheduledChange',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
    communicationId: `${said.event}-${said.version}`,
    startTime: healthTime(said.startMs),
    endTime: healthTime(said.endMs),
    lastUpdatedTime: healthTime(updatedMs),
    statusCode: statusCode(said),
    eventRegion: region,
    eventDescription: [{ language: 'en_US', latestDescription: description(said) }],
    affectedEntities: entities.map((entityValue) => ({ entityValue, status: 'PENDING' })),
    page: String(page?.number ?? 1),
    totalPages: String(page?.of ?? 1),
    affectedAccount: ACCOUNT,
  };
}

/** AWS says of no event that it is tentative: nor can this. */
export function healthEvent(said: SaidMaintenance, details: HealthDetails): unknown {
  return {
    version: '0',
    id: `${said.event}-${said.version}-${details.page?.number ?? 1}`,
    'detail-type': 'AWS Health Event',
    source: details.drill ? 'detour.drill' : 'aws.health',
    account: ACCOUNT,
    time: `${new Date(said.saidMs).toISOString().slice(0, 19)}Z`,
    region: details.region,
    resources: details.entities,
    detail: detailOf(said, details),
  };
}
