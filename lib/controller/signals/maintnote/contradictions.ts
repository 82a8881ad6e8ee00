// Pure: what one message says of the same event more than once.

import { err } from '../../../net/result';
import type { ReadEvent } from './calendar';
import type { MaintenanceEvent } from './event';

function nameOf({ provider, uid, sequence, stampMs }: MaintenanceEvent): string {
  return JSON.stringify([provider, uid, sequence, stampMs]);
}

/**
 * The same calendar often comes twice in one mail, as a part and as an attachment: what is said again is left out. Two
 * windows under one UID and SEQUENCE contradict each other, and neither is taken for the right one.
 */
export function withoutContradictions(events: readonly ReadEvent[]): readonly ReadEvent[] {
  const sayings = new Map<string, ReadEvent>(events.map((event) => [JSON.stringify(event), event]));
  const counts = new Map<string, number>();
  for (const event of sayings.values())
    if (event.ok) counts.set(nameOf(event.value), (counts.get(nameOf(event.value)) ?? 0) + 1);
  return [...sayings.values()].map((event) =>
    event.ok && (counts.get(nameOf(event.value)) ?? 0) > 1
      ? err(`the message says different things of its event ${event.value.uid} under one SEQUENCE`)
      : event,
  );
}
