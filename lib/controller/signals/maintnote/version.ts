// Pure: which of two messages about one event is newer: by SEQUENCE, then by DTSTAMP in seconds. One integer holds both, which
// have their bounds in event.ts.

import type { MaintenanceEvent } from './event';

const STAMPS = 2 ** 32;

export function versionOf({ sequence, stampMs }: Pick<MaintenanceEvent, 'sequence' | 'stampMs'>): number {
  return sequence * STAMPS + Math.floor(stampMs / 1000);
}

export function haveOneSequence(version: number, other: number): boolean {
  return Math.floor(version / STAMPS) === Math.floor(other / STAMPS);
}
