// Pure: what each site's controller would do now, decided by its own code on what was just read of the site, and not done.

import { err, ok, type Result } from '../../net/result';
import type { AuditedChange } from '../audit';
import { type Decision, decide } from '../decide';
import type { Held } from '../guards/guard';
import { audited } from '../plan';
import type { SiteReading } from './site-reading';

export interface SitePlan {
  readonly site: string;
  /** In the order in which they would be made. */
  readonly allowed: readonly AuditedChange[];
  readonly held: readonly (Held & { readonly change: AuditedChange })[];
  /** At the admission site: drains that would be let begin, those that would be ended, and the next that may not begin yet. */
  readonly admit: readonly string[];
  readonly dismiss: readonly string[];
  readonly waiting?: { readonly link: string; readonly because: string };
}

/** Why nothing can be decided there, as far as it is not told already, or the decision. */
export function decisionAt({ site, config, replica, routes }: SiteReading, nowMs: number): Result<Decision, string> {
  if (!config.ok) return err(`the configuration of ${site} could not be read`);
  if (!replica.ok) return err(`the database of ${site} could not be read`);
  if (!routes?.ok) return err(`the routes of ${site} could not be read`);
  const { backbone, routing } = config.value;
  return ok(decide({ backbone, routing, ...routes.value, snapshot: replica.value.snapshot, nowMs }));
}

function planOf(site: string, { plan, admissions }: Decision): SitePlan {
  const { admit, dismiss, waiting } = admissions;
  return {
    site,
    allowed: plan.allowed.map(audited),
    held: plan.held.map(({ change, held: { code, because } }) => ({ code, because, change: audited(change) })),
    admit,
    dismiss,
    ...(waiting ? { waiting } : {}),
  };
}

/** Sites of which something could not be read are left out. */
export function sitePlans(readings: readonly SiteReading[], nowMs: number): readonly SitePlan[] {
  return readings.flatMap((reading) => {
    const decision = decisionAt(reading, nowMs);
    return decision.ok ? [planOf(reading.site, decision.value)] : [];
  });
}
