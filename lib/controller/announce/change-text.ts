// Pure: what an entry is about, and what traffic does, in few words.

import type { AuditEntry, AuditedChange } from '../audit';

/** What a change is about: the tables of a site that traffic to another one leaves by are one thing. */
function subjectOfChange(change: AuditedChange, site: string): string {
  switch (change.kind) {
    case 'override':
      return `${site} to ${change.remote}`;
    case 'announcement':
      return `${change.premises} to ${change.remote} over ${change.link}`;
    case 'withdrawal':
    case 'bgp-down':
      return change.link;
  }
}

const MOST_LINKS = 3;

function namedLinks(links: readonly string[]): string {
  const more = links.length - MOST_LINKS;
  return more <= 0 ? links.join(', ') : `${links.slice(0, MOST_LINKS).join(', ')} and ${more} more`;
}

/** The link, the links, the traffic, or the site whose controller it is. */
export function aboutText({ site, link, links, standing, change }: AuditEntry): string {
  if (link !== undefined) return standing === undefined ? link : `${link} is ${standing}`;
  if (links !== undefined) return namedLinks(links);
  return change ? subjectOfChange(change, site) : `site ${site}`;
}

/** True when the entry says that its change was made; else it still stands as it was before. */
function isDone({ code }: AuditEntry): boolean {
  return /^(override|announcement)-|^link-(withdrawn|restored)$|^bgp-(taken-down|let-up)$/.test(code);
}

function over(links: readonly string[]): string {
  return links.length === 0 ? 'over no link' : `over ${links.join(', ')}`;
}

function trafficOfChange(change: AuditedChange, done: boolean): string {
  switch (change.kind) {
    case 'override': {
      const { table, remote, from, to } = change;
      const goes = `traffic to ${remote} in ${table} goes ${over(done ? to : from)}`;
      return done ? goes : `${goes}; it would go ${over(to)}`;
    }
    case 'announcement': {
      const { link, premises, remote, before, after } = change;
      const drawn = done ? after : before;
      return `${premises} is ${drawn ? '' : 'not '}drawn to ${link} on the way to ${remote}`;
    }
    case 'withdrawal': {
      const { link, before, after } = change;
      return `the own routes and advertisements of ${link} are ${(done ? after : before) ? 'taken back' : 'in force'}`;
    }
    case 'bgp-down': {
      const { link, before, after } = change;
      return `AWS ${(done ? after : before) ? 'holds' : 'does not hold'} the BGP session of ${link} down`;
    }
  }
}

const BY_STANDING: Readonly<Record<NonNullable<AuditEntry['standing']>, string>> = {
  up: 'the link carries what the shortest paths send over it',
  drained: 'what can move to another link does, and what has no other way stays on it',
  down: 'everything that has another way is moved off it',
};

const TO_COME = 'it is moved to other links shortly before the window, as far as it has any, and back after it';

const OF_WINDOWS: Readonly<Partial<Record<AuditEntry['code'], string>>> = {
  'drain-refused': 'it stays on the link, which is to be empty',
  'drain-complete': 'no site sends anything over the link',
  'maintenance-begun': 'it is on other links as far as it has any; a message said so when the drain was complete',
  'maintenance-cancelled': 'the links go on, or come back, as if nothing had been announced',
  'maintenance-changed': TO_COME,
  'maintenance-upcoming': TO_COME,
};

/** One sentence each; none: the entry does not say. */
export function trafficText(entry: AuditEntry): readonly string[] {
  if (entry.change) return [trafficOfChange(entry.change, isDone(entry))];
  if (entry.traffic && entry.traffic.length > 0) return entry.traffic;
  const said = entry.standing ? BY_STANDING[entry.standing] : OF_WINDOWS[entry.code];
  return said === undefined ? [] : [said];
}
