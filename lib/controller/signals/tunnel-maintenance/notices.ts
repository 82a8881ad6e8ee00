// Pure: maintenance that AWS has pending for the tunnels of a VPN, as notices. AWS replaces a tunnel's endpoint soon after
// a time that it names, and prefers the other tunnel meanwhile. What is in flight in the tunnel is lost all the same, and
// the other may be down by then: so the window asks for an empty link.
//
//   EC2 says                           known before      the notice is
//   pending, by itself after a time    any               confirmed, from then on for a day
//   the same, a day ago or more        any               tentative: the link is not kept empty for longer, a person is told
//   pending, without a time            any               tentative, from now on for a day
//   not pending                        a window          completed
//   not pending                        nothing, or that  none
//
// Only news is a notice: what is known already is not said again, so that an operator's restore is not overruled.

import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import type { SeenMaintenance } from '../status/region-apis';
import { isPending } from './pending';

const SOURCE = 'aws-vpn';

const DAY_MS = 24 * 3_600_000;

interface TunnelMaintenance {
  readonly link: string;
  readonly vpnConnectionId: string;
  /** Outside address of the tunnel. */
  readonly address: string;
  readonly maintenance: SeenMaintenance;
}

type Said = Pick<Notice, 'status' | 'startMs' | 'endMs'>;

function saidOf({ maintenance }: TunnelMaintenance, known: Notice | undefined, nowMs: number): Said | undefined {
  const startMs = maintenance.autoAppliedAfterMs;
  if (!isPending(maintenance)) return known && { status: 'completed', startMs: known.startMs, endMs: known.endMs };
  if (startMs !== undefined) {
    const endMs = startMs + DAY_MS;
    return { status: nowMs < endMs ? 'confirmed' : 'tentative', startMs, endMs };
  }
  if (known?.status === 'tentative') return known;
  return { status: 'tentative', startMs: nowMs, endMs: nowMs + DAY_MS };
}

function isNews(said: Said, link: string, known: Notice | undefined): boolean {
  if (!known) return true;
  const { status, startMs, endMs, links } = known;
  return status !== said.status || startMs !== said.startMs || endMs !== said.endMs || !links.includes(link);
}

/** Undefined: there is nothing new. `notices` are all that are known, of whatever source. */
export function maintenanceNotice(
  tunnel: TunnelMaintenance,
  notices: readonly Notice[],
  nowMs: number,
): Notice | undefined {
  const { link, vpnConnectionId, address } = tunnel;
  const event = `${vpnConnectionId}/${address}`;
  const known = notices.find((notice) => notice.source === SOURCE && notice.event === event);
  const said = saidOf(tunnel, known, nowMs);
  if (!said || !isNews(said, link, known)) return undefined;
  return {
    kind: 'notice',
    id: `${SOURCE}/${event}`,
    event,
    // The clock of another run may have been ahead.
    version: Math.max(nowMs, (known?.version ?? 0) + 1),
    source: SOURCE,
    links: [link],
    ...{ status: said.status, startMs: said.startMs, endMs: said.endMs },
    impact: 'outage',
    trusted: true,
    receivedMs: nowMs,
  };
}

function sentenceOf({ event, status, startMs, endMs }: Notice, nowMs: number): string {
  if (status === 'completed') return `tunnel ${event} has no maintenance pending any more`;
  const pending = `tunnel ${event} has maintenance pending`;
  const at = new Date(startMs).toISOString();
  if (status === 'confirmed') return `${pending}, which AWS applies by itself after ${at}`;
  if (nowMs < endMs) return `${pending}, and AWS does not say when it applies it by itself`;
  return `${pending}, which AWS was to apply after ${at} and has not; the link is not kept empty for it any longer`;
}

/** What a person is told of the news. */
export function maintenanceEntry(notice: Notice, site: string, nowMs: number): AuditEntry {
  const code = notice.status === 'completed' ? 'tunnel-maintenance-done' : 'tunnel-maintenance-pending';
  const [link] = notice.links;
  return { atMs: nowMs, site, code, because: sentenceOf(notice, nowMs), ...(link === undefined ? {} : { link }) };
}
