// Pure: a calendar as maintenance events. An event that is not understood does not hide the others.

import ICAL from 'ical.js';
import { err, ok, type Result } from '../../../net/result';
import { calendarLines } from './calendar-lines';
import { type MaintenanceEvent, maintenanceEvent } from './event';

export type ReadEvent = Result<MaintenanceEvent, string>;

/** ical.js throws on what is no calendar, with errors of many kinds. */
function parsed(lines: readonly string[]): Result<readonly ICAL.Component[], string> {
  try {
    // One calendar, or several one after the other.
    const read: unknown = ICAL.parse(lines.join('\r\n'));
    const roots = Array.isArray(read) && typeof read[0] === 'string' ? [read] : (read as readonly unknown[]);
    return ok(roots.map((root) => new ICAL.Component(root as unknown[])));
  } catch {
    return err('it is no calendar that can be parsed');
  }
}

function eventsOf(calendar: ICAL.Component): readonly ReadEvent[] {
  const zones = new Map(
    calendar
      .getAllSubcomponents('vtimezone')
      .map((zone): [string, ICAL.Component] => [String(zone.getFirstPropertyValue('tzid')), zone]),
  );
  return calendar.getAllSubcomponents('vevent').map((event) => maintenanceEvent(event, zones));
}

/** The events of a calendar, each understood or refused; an error when there are none to look at. */
export function readCalendar(text: string): Result<readonly ReadEvent[], string> {
  const lines = calendarLines(text);
  if (!lines.ok) return lines;
  const calendars = parsed(lines.value);
  if (!calendars.ok) return calendars;
  const events = calendars.value.flatMap(eventsOf);
  return events.length === 0 ? err('it has no event') : ok(events);
}
