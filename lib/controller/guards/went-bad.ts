// Pure: since when links of a site look bad, for judging whether they really are.
//
//   own end said last          far end says now      the link looks
//   bad, however long ago      any                   bad since its own end saw it
//   good, or nothing           bad                   bad since its far end saw it
//   good                       good, or nothing      good
//   nothing, or expired        good                  good
//   nothing, or expired        nothing               like nothing: it is left out
//
// That the own end said bad counts after it has expired: probers that saw everything go bad and then fell silent have not
// proven themselves. It counts before the far end's word, because all ends of one site go by one clock. That both ends say
// so does not clear the site: what keeps answers from its probers keeps its responders from answering.

import type { BackboneLink } from '../../routing/backbone';
import type { LinkStatus, Observation, Snapshot } from '../database';
import { gatherFacts } from '../link-state/facts';
import { reportedVerdict } from '../link-state/reported';
import type { World } from './guard';

interface Words {
  readonly observation: Observation | undefined;
  readonly status: LinkStatus | undefined;
}

function badSinceMs({ observation, status }: Words): number | undefined {
  const seen = observation?.verdict === 'bad' ? [observation.sinceMs] : [];
  const reported = status && reportedVerdict(status) === 'bad' ? [status.sinceMs] : [];
  return seen.length + reported.length === 0 ? undefined : Math.min(...seen, ...reported);
}

/** AWS's word stands for a link that is not measured; beside a measurement only until it expires. */
function ownWords({ observations, statuses }: Snapshot, link: string, site: string, nowMs: number): Words {
  const observation = observations.find((o) => o.link === link && o.site === site);
  const counts = ({ expiresMs }: LinkStatus) => observation === undefined || expiresMs > nowMs;
  return { observation, status: statuses.find((s) => s.link === link && s.site === site && counts(s)) };
}

function farWords({ observations, statuses }: Snapshot, link: string, site: string, nowMs: number): Words {
  const isFar = (said: Observation | LinkStatus) => said.link === link && said.site !== site && said.expiresMs > nowMs;
  return { observation: observations.find(isFar), status: statuses.find(isFar) };
}

function looksGood(link: BackboneLink, { backbone, snapshot, nowMs }: World): boolean {
  const { observations } = gatherFacts(link, snapshot, backbone.policy, 'up', nowMs);
  return observations.some(({ verdict }) => verdict === 'good');
}

/**
 * Since when each link with an end at this site looks bad, in epoch milliseconds; infinity: it looks good. Links that look
 * like nothing are left out.
 */
export function wentBadMs(world: World): ReadonlyMap<string, number> {
  const { backbone, routing, snapshot, nowMs } = world;
  const { site } = routing;
  return new Map(
    backbone.links
      .filter(({ between }) => between.includes(site))
      .flatMap((link): [string, number][] => {
        const own = badSinceMs(ownWords(snapshot, link.name, site, nowMs));
        const sinceMs = own ?? badSinceMs(farWords(snapshot, link.name, site, nowMs));
        if (sinceMs !== undefined) return [[link.name, sinceMs]];
        return looksGood(link, world) ? [[link.name, Number.POSITIVE_INFINITY]] : [];
      }),
  );
}
