// Notices of a story: a provider's mail, or an event of AWS Health.

import type { SaidMaintenance } from '../../../lib/twin/notice-message';
import type { StoryWorld } from './story-world';
import type { Words } from './words';

interface NoticeDetails {
  status: SaidMaintenance['status'];
  impact: SaidMaintenance['impact'];
  authentic: boolean;
  source: string;
  version?: number;
  page?: { number: number; of: number };
  drill?: true;
}

/** The source that is no provider. */
const AWS_HEALTH = 'aws-health';

const DETAILS: Readonly<Record<string, (details: NoticeDetails, words: Words) => unknown>> = {
  tentative: (d) => (d.status = 'tentative'),
  cancelled: (d) => (d.status = 'cancelled'),
  completed: (d) => (d.status = 'completed'),
  untrusted: (d) => (d.authentic = false),
  harmless: (d) => (d.impact = 'none'),
  by: (d, words) => (d.source = words.word('who says so')),
  version: (d, words) => (d.version = words.number('a version')),
  // Only AWS Health has pages, and a drill is an event of its form.
  drill: (d) => {
    d.drill = true;
    d.source = AWS_HEALTH;
  },
  page: (d, words) => {
    const number = words.number('the number of the page');
    words.keyword('of');
    d.page = { number, of: words.number('how many pages there are') };
    d.source = AWS_HEALTH;
  },
};

/** `[tentative|cancelled|completed] [untrusted] [harmless] [drill] [by NAME] [version N] [page N of M]` */
export function noticeDetails(words: Words): NoticeDetails {
  const details: NoticeDetails = { status: 'confirmed', authentic: true, impact: 'outage', source: 'a-provider' };
  while (!words.isAtEnd) {
    const read = DETAILS[words.oneOf(Object.keys(DETAILS))];
    read?.(details, words);
  }
  const { source, status, authentic } = details;
  if (source === AWS_HEALTH && (status === 'tentative' || !authentic))
    words.fail('nothing tentative or untrusted of AWS Health');
  return details;
}

export function announce(
  world: StoryWorld,
  window: Pick<SaidMaintenance, 'event' | 'links' | 'startMs' | 'endMs' | 'saidMs'>,
  { status, impact, authentic, source, page, drill, version }: NoticeDetails,
): void {
  const said = { ...window, status, impact, version: world.versionOf(window.event, version) };
  if (source !== AWS_HEALTH) world.notices.mail(said, source, authentic);
  else {
    const updatedMs = world.firstSaid(said);
    world.notices.health(said, { updatedMs, ...(page ? { page } : {}), ...(drill ? { drill } : {}) });
  }
}
