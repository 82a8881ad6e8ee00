// Pure: an entry as an event of EventBridge, for those who act upon what Detour does.

import { CODES } from '../../net/codes';
import type { AuditEntry, AuditedChange } from '../audit';
import { type DetailType, detailTypeOf } from './detail-types';

/** Raised when a consumer of the old version would misunderstand the new one. A new key is no reason. */
export const EVENT_VERSION = 1;

interface Announced {
  readonly source: 'detour';
  readonly 'detail-type': DetailType;
  readonly detail: EventDetail;
}

interface EventDetail {
  readonly version: typeof EVENT_VERSION;
  readonly site: string;
  readonly code: AuditEntry['code'];
  readonly severity: (typeof CODES)[AuditEntry['code']]['severity'];
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  readonly because: string;
  readonly link?: string;
  readonly standing?: AuditEntry['standing'] & string;
  readonly change?: AuditedChange;
}

/** A withdrawal, and a session, is about its link as a whole; other changes are about traffic that takes links. */
function linkOf({ link, change }: AuditEntry): string | undefined {
  return link ?? (change?.kind === 'withdrawal' || change?.kind === 'bgp-down' ? change.link : undefined);
}

/** Undefined: an entry of this code is not announced. */
export function eventOf(entry: AuditEntry): Announced | undefined {
  const { site, code, because, standing, change } = entry;
  const type = detailTypeOf(code);
  if (type === undefined) return undefined;
  const link = linkOf(entry);
  const detail: EventDetail = {
    version: EVENT_VERSION,
    site,
    code,
    severity: CODES[code].severity,
    at: new Date(entry.atMs).toISOString(),
    because,
    ...(link === undefined ? {} : { link }),
    ...(standing === undefined ? {} : { standing }),
    ...(change === undefined ? {} : { change }),
  };
  return { source: 'detour', 'detail-type': type, detail };
}
