import fc from 'fast-check';
import { folded } from '../../lib/report/folded';
import { auditEntries } from '../support/audit-entry-arbitrary';

test('no entry is lost, and groups are in the order of their first entries', () => {
  fc.assert(
    fc.property(fc.array(auditEntries, { maxLength: 20 }), fc.nat(4), (entries, repeats) => {
      const many = [...entries, ...entries.slice(0, repeats).map((entry) => ({ ...entry, site: `${entry.site}x` }))];
      const sorted = many.sort((a, b) => a.atMs - b.atMs);
      const groups = folded(sorted);
      expect(new Set(groups.flat())).toEqual(new Set(sorted));
      expect(groups.flat()).toHaveLength(sorted.length);
      const firsts = groups.map(([first]) => sorted.indexOf(first));
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    }),
  );
});
