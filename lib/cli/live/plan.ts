// `detour plan`: what each site's controller would do now. Nothing is changed.

import { sitePlans } from '../../controller/operator/dry-run';
import { readSites, unreadIn } from '../../controller/operator/site-reading';
import { plansText } from '../../report/live/plans';
import type { Io } from '../io';
import { give } from './answer';
import type { LiveOptions } from './live-options';
import { withLiveWorld } from './live-world';

export function printPlan(options: LiveOptions, io: Io): Promise<number> {
  return withLiveWorld(options, io, async ({ sites, now, declared }) => {
    const readings = await readSites(sites);
    const atMs = now();
    const plans = sitePlans(readings, atMs);
    const text = () => (plans.length === 0 ? 'no site could be read' : plansText(plans, io.colors));
    return give(
      { text, json: { backbone: declared.name, atMs, sites: plans }, unread: unreadIn(readings) },
      options,
      io,
    );
  });
}
