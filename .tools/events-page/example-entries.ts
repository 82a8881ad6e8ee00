// One entry for each detail-type, as controllers of the example backbone say them around a maintenance of a link.

import type { DetailType } from '../../lib/controller/announce/detail-types';
import type { AuditEntry } from '../../lib/controller/audit';

type Said = Omit<AuditEntry, 'atMs' | 'site'>;

function at(time: string, site: string, said: Said): AuditEntry {
  return { atMs: Date.parse(`2025-10-01T${time}Z`), site, ...said };
}

const TO_PDX = { kind: 'override', table: 'spokes', remote: 'pdx', from: ['iad-pdx'], to: ['iad-cmh'] } as const;
const WITHDRAWAL = { kind: 'withdrawal', link: 'ord-iad-vpn', premises: 'ord' } as const;

export const EXAMPLE_ENTRIES: Readonly<Record<DetailType, AuditEntry>> = {
  'detour.link.state-changed': at('19:52:04.118', 'iad', {
    code: 'link-maintenance',
    link: 'iad-pdx',
    standing: 'drained',
    because: 'iad-pdx is drained: carrier-a announced maintenance, 2025-10-01 20:00 to 21:30 UTC',
    untilMs: Date.parse('2025-10-01T21:30:00Z'),
    traffic: ['iad and pdx go over iad-cmh, cmh-pdx; nothing is left to take over from iad-cmh or cmh-pdx'],
  }),
  'detour.maintenance.announced': at('19:00:02.871', 'iad', {
    code: 'maintenance-upcoming',
    link: 'iad-pdx',
    because: 'carrier-a announced maintenance of iad-pdx 2025-10-01 20:00 to 21:30 UTC',
    fromMs: Date.parse('2025-10-01T20:00:00Z'),
    untilMs: Date.parse('2025-10-01T21:30:00Z'),
  }),
  'detour.link.drain-queued': at('19:50:01.302', 'iad', {
    code: 'drain-queued',
    link: 'iad-pdx',
    because: 'cmh-pdx is still being drained',
  }),
  'detour.link.drain-admitted': at('19:51:58.640', 'iad', {
    code: 'drain-admitted',
    link: 'iad-pdx',
    because: 'iad-pdx may be drained',
  }),
  'detour.link.drain-complete': at('19:53:40.007', 'iad', {
    code: 'drain-complete',
    link: 'iad-pdx',
    because: 'no site sends anything over iad-pdx',
  }),
  'detour.link.drain-ended': at('21:30:02.511', 'iad', {
    code: 'drain-ended',
    link: 'iad-pdx',
    because: 'nobody wants iad-pdx empty any more',
  }),
  'detour.link.withdrawn': at('20:04:11.920', 'iad', {
    code: 'link-withdrawn',
    because: 'ord-iad-vpn neither brings routes nor announces any, so that a second failure finds BGP elsewhere',
    change: { ...WITHDRAWAL, before: false, after: true },
  }),
  'detour.link.restored': at('21:36:12.044', 'iad', {
    code: 'link-restored',
    because: 'ord-iad-vpn brings and announces routes again',
    change: { ...WITHDRAWAL, before: true, after: false },
  }),
  'detour.session.changed': at('20:12:05.388', 'iad', {
    code: 'bgp-taken-down',
    because: 'ord-iad-dx drops data while BGP is up, and ord may still enter by it',
    change: { kind: 'bgp-down', link: 'ord-iad-dx', premises: 'ord', before: false, after: true },
  }),
  'detour.override.changed': at('19:52:31.770', 'iad', {
    code: 'override-created',
    because: 'traffic to pdx in spokes now goes over iad-cmh',
    change: { ...TO_PDX, before: null, after: 'iad-cmh' },
  }),
  'detour.announcement.changed': at('20:03:02.250', 'iad', {
    code: 'announcement-made',
    because: 'ord is drawn to ord-iad-dx on the way to iad',
    change: { kind: 'announcement', link: 'ord-iad-dx', premises: 'ord', remote: 'iad', before: false, after: true },
  }),
  'detour.change.held': at('19:52:04.118', 'iad', {
    code: 'held-unannounced',
    because: 'cmh has not acknowledged that iad is about to send what is for pdx over iad-cmh',
    change: { ...TO_PDX, before: null, after: 'iad-cmh' },
  }),
  'detour.change.failed': at('19:52:31.770', 'iad', {
    code: 'write-failed',
    because: 'RequestLimitExceeded: request limit exceeded',
    change: { ...TO_PDX, before: null, after: 'iad-cmh' },
  }),
  'detour.route.residual': at('19:52:33.016', 'iad', {
    code: 'residual-route',
    because: 'spokes still sends part of pdx over iad-pdx instead of iad-cmh',
  }),
  'detour.route.changed': at('19:53:01.204', 'iad', {
    code: 'changed-by-others',
    because: 'beneath overrides spokes leads over iad-cmh to pdx, and was deployed to lead over iad-pdx',
  }),
  'detour.controller.impaired': at('20:10:00.412', 'iad', {
    code: 'reconcile-failed',
    because: 'the link state database was not answered in time',
  }),
};
