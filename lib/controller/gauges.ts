// Pure: what a run has found of its site, as values of metrics (net/gauges.ts). Each run says all of it, whether or not it is
// news: an alarm is on for as long as it is so.

import { CODES } from '../net/codes';
import type { SiteGauge } from '../net/gauges';
import { distances, linksAt, type Standing } from '../routing/shortest-paths';
import type { AuditEntry } from './audit';
import type { Decision } from './decide';
import type { Measured } from './measured';
import { isConnected } from './order';

const STANDING: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: 2 };

/** Sites whose shortest path has a link that is drained or down: it is the last one, because any other would be shorter. */
function onLastResort({ world: { backbone, routing }, standings }: Decision): number {
  const metrics = [...distances(backbone, routing.site, standings).values()];
  return metrics.filter(([down, drained]) => down + drained > 0).length;
}

/** A hold that waits for others goes by itself, and is no refusal. */
function refused({ plan }: Decision): number {
  return plan.held.filter(({ held }) => CODES[held.code].severity === 'warning').length;
}

function unfinished({ states, emptied }: Decision): number {
  return states.filter(
    ({ link, code, wanted, standing }) =>
      code === 'link-drain-late' || (wanted && standing === 'drained' && !emptied.includes(link)),
  ).length;
}

function residual({ strays }: Decision): number {
  return Object.values(strays).filter(({ code }) => code === 'residual-route').length;
}

function isFrozen({ plan }: Decision): boolean {
  return plan.held.some(({ held }) => held.code === 'held-mass-withdrawal');
}

type SiteValues = Readonly<Partial<Record<SiteGauge, number>>>;

/** How far drains are only the admission site knows, and that it hears itself goes without saying. */
function ofAdmission(decision: Decision): SiteValues {
  const { backbone, routing, publications, nowMs } = decision.world;
  if (routing.site === backbone.policy.admission) return { DrainsUnfinished: unfinished(decision) };
  return { AdmissionUnheard: isConnected(backbone, routing.site, publications, nowMs) ? 0 : 1 };
}

function siteValues(decision: Decision, written: readonly AuditEntry[]): SiteValues {
  return {
    Reconciled: written.some(({ code }) => code === 'write-failed') ? 0 : 1,
    LastResort: onLastResort(decision),
    ChangesRefused: refused(decision),
    ResidualRoutes: residual(decision),
    WithdrawalsFrozen: isFrozen(decision) ? 1 : 0,
    ...ofAdmission(decision),
  };
}

/** Of the site, and of each of its links. `written` is what is said of the changes that were tried. */
export function gaugesOf(decision: Decision, written: readonly AuditEntry[]): readonly Measured[] {
  const { backbone, routing } = decision.world;
  const { site } = routing;
  const values = Object.entries(siteValues(decision, written));
  const ofLinks = linksAt(backbone, site).map(({ name }): Measured => {
    const value = STANDING[decision.standings.get(name) ?? 'up'];
    return { dimensions: { Link: name, Site: site }, measures: [{ name: 'Standing', unit: 'None', value }] };
  });
  const ofSite = values.map(([name, value]) => ({ name, unit: 'Count', value }) as const);
  return [{ dimensions: { Site: site }, measures: ofSite }, ...ofLinks];
}
