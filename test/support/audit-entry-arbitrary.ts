// Any entry that a controller may say.

import fc from 'fast-check';
import type { AuditEntry, AuditedChange } from '../../lib/controller/audit';
import { CODES, type Code } from '../../lib/net/codes';

const name = fc.string({ minLength: 1, maxLength: 40 });
const names = fc.array(name, { maxLength: 3 });
const link = fc.option(name, { nil: null });
const flags = { before: fc.boolean(), after: fc.boolean() };

const change: fc.Arbitrary<AuditedChange> = fc.oneof(
  fc.record({
    kind: fc.constant('override' as const),
    table: fc.constantFrom('transit' as const, 'spokes' as const),
    remote: name,
    before: link,
    after: link,
    from: names,
    to: names,
  }),
  fc.record({ kind: fc.constant('announcement' as const), link: name, premises: name, remote: name, ...flags }),
  fc.record({ kind: fc.constant('withdrawal' as const), link: name, premises: name, ...flags }),
  fc.record({ kind: fc.constant('bgp-down' as const), link: name, premises: name, ...flags }),
);

export const auditEntries: fc.Arbitrary<AuditEntry> = fc.record(
  {
    atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    site: name,
    code: fc.constantFrom(...(Object.keys(CODES) as Code[])),
    because: fc.string({ maxLength: 200 }),
    link: name,
    links: fc.array(name, { maxLength: 3 }),
    standing: fc.constantFrom('up' as const, 'drained' as const, 'down' as const),
    change,
    fromMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    untilMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    traffic: fc.array(fc.string({ maxLength: 60 }), { maxLength: 4 }),
    expected: fc.constant(true as const),
    quiet: fc.constant(true as const),
  },
  { requiredKeys: ['atMs', 'site', 'code', 'because'] },
);
