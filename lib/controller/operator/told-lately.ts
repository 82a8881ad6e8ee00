// Pure: since when links are as they are, as a site has said it. Never rejects: what cannot be read is told, and hides nothing.

import { type LastTold, lastTold } from './link-reports';
import type { OperatorSite } from './operator-site';
import type { SeenBackbone } from './seen-backbone';
import { reasonOf, type Unread } from './site-reading';

/** What happened before is not looked for when a link's state has been as it is for longer. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;

interface ToldLately {
  readonly told: LastTold;
  readonly unread: readonly Unread[];
}

export async function toldLately(
  { states, nowMs }: Pick<SeenBackbone, 'states' | 'nowMs'>,
  { site, audited }: Pick<OperatorSite, 'site' | 'audited'>,
): Promise<ToldLately> {
  try {
    const links = states.map(({ link }) => link);
    return { told: await lastTold(links, audited(site, nowMs - LOOK_BACK_MS)), unread: [] };
  } catch (error) {
    return { told: new Map(), unread: [{ site, what: 'audit', why: reasonOf(error) }] };
  }
}
