// Entries of a controller's audit, for whoever says them somewhere.

import type { AuditEntry } from '../../lib/controller/audit';
import { NOW_MS } from './world';

/** An override that was moved: it has a change, and needs nobody. */
export function anAuditEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    atMs: NOW_MS,
    site: 's0',
    code: 'override-moved',
    because: 'traffic to s1 in spokes now goes over s0-s2',
    change: {
      kind: 'override',
      table: 'spokes',
      remote: 's1',
      before: 's0-s1',
      after: 's0-s2',
      from: ['s0-s1'],
      to: ['s0-s2'],
    },
    ...more,
  };
}

/** A link that was found down: a person has to know. */
export function aWarning(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    atMs: NOW_MS,
    site: 's0',
    code: 'link-probes-lost',
    because: 's0-s1 is down: probes from s0 get no answer',
    link: 's0-s1',
    standing: 'down',
    ...more,
  };
}
