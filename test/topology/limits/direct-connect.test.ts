import { isNear, isOver } from '../../../lib/net/quotas';
import { directConnectUsages } from '../../../lib/topology/limits/direct-connect';
import { prefixListEntryUsages } from '../../../lib/topology/limits/prefix-list-entries';
import { type Usage, usageTexts } from '../../../lib/topology/limits/usage';
import { awsSite, directConnect, premises, topology } from '../../support/topologies';

function standing(usages: readonly Usage[], path: string): string {
  const usage = usages.find((found) => found.path.join('.') === path);
  if (!usage) return 'none';
  return `${usage.count} ${isOver(usage) ? 'over' : isNear(usage) ? 'near' : 'far'}`;
}

/** So many links from ord to iad, each with a connection of its own unless one is given. */
const links = (count: number, connection?: string) =>
  Array.from({ length: count }, (_, i) =>
    directConnect(`dx-${String(i).padStart(2, '0')}`, ['ord', 'iad'], i + 1, {
      connection: connection ?? `dxcon-${i}`,
      vlan: 100 + i,
    }),
  );

test.each([
  [15, '15 far'],
  [16, '16 near'],
  [20, '20 near'],
  [21, '21 over'],
])('%i Direct Connect gateways at one transit gateway: %s', (count, said) => {
  const given = topology({ sites: [awsSite('iad', 1), premises('ord', 4)], links: links(count) });
  expect(standing(directConnectUsages(given), 'sites.iad')).toBe(said);
});

test.each([
  [3, 'links.dx-02.connection', '3 far'],
  [4, 'links.dx-03.connection', '4 near'],
  [5, 'links.dx-04.connection', '5 over'],
])('%i virtual interfaces on one connection, said at the last: %s %s', (count, path, said) => {
  const given = topology({ sites: [awsSite('iad', 1), premises('ord', 4)], links: links(count, 'dxcon-1') });
  expect(standing(directConnectUsages(given), path)).toBe(said);
});

test.each([
  [399, '798 far'],
  [400, '800 near'],
  [500, '1000 near'],
  [501, '1002 over'],
])('%i announcements in one prefix list, two entries each: %s', (count, said) => {
  const announces = Array.from({ length: count }, (_, i) => `10.40.${i >> 1}.${(i & 1) * 128}/25`);
  const given = topology({ sites: [awsSite('iad', 1), premises('ord', 4, { announces })], links: links(1) });
  expect(standing(prefixListEntryUsages(given), 'sites.ord.announces')).toBe(said);
});

test.each([
  [true, '100; AWS raises it on request', 'have the quota raised, or have fewer'],
  [false, '100; AWS does not raise it', 'have fewer'],
])('says what can be done about a quota that is adjustable: %s', (adjustable, allowed, fix) => {
  const quota = { name: 'Things per place', limit: 100, adjustable };
  expect(usageTexts({ quota, path: [], who: 'the place', count: 101, fix: 'have fewer' })).toEqual({
    problem: 'the place needs 101 of the quota "Things per place"',
    got: '101',
    allowed,
    fix,
  });
});
