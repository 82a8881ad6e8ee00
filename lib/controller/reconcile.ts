// One reconcile of one site: read everything, decide from scratch, write the difference, say what is. It remembers
// nothing, so a lost, doubled or reordered wake-up costs nothing, and a second run finds nothing to do.

import type { Backbone } from '../routing/backbone';
import { type Decision, decide } from './decide';
import { decisionNews } from './decision-audit';
import { execute } from './execute';
import type { Ports } from './ports';
import { makePublication, worthPublishing } from './publication';
import type { SiteRouting } from './site-routing';

async function carryOutAdmissions({ admissions }: Decision, ports: Ports): Promise<void> {
  for (const link of admissions.dismiss) await ports.database.dismiss(link);
  for (const link of admissions.admit) await ports.database.admit({ kind: 'admission', link, atMs: ports.clock.now() });
}

/** Rejects only when the tables or the database cannot be read or written; then nothing more is done this time. */
export async function reconcile(backbone: Backbone, routing: SiteRouting, ports: Ports): Promise<Decision> {
  const [snapshot, tables] = await Promise.all([ports.database.read(), ports.routing.readTables()]);
  const nowMs = ports.clock.now();
  const decision = decide({ backbone, routing, tables, snapshot, nowMs });
  for (const entry of decisionNews(decision, routing.site, nowMs)) await ports.audit.record(entry);
  await carryOutAdmissions(decision, ports);
  const after = await execute(decision.plan.allowed, routing, tables, ports);
  const publication = makePublication(backbone, routing, after, decision, snapshot, ports.clock.now());
  if (worthPublishing(publication, decision.previous)) await ports.database.publish(publication);
  return decision;
}
