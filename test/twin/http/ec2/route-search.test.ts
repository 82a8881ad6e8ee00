// The four searches of routes, judged by an oracle that knows prefixes only as lists of the addresses in them.

import { SearchTransitGatewayRoutesCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { prefix } from '../../../../lib/net/prefix';
import type { GatewayRoute, Network } from '../../../../lib/routing/network';
import { searchRoutes, shownRoutes } from '../../../../lib/twin/http/ec2/route-search';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin } from '../../../support/http-twin';

/** Prefixes within a /27, so that its 32 addresses can be listed. */
const BASE = 27;
const prefixes = fc
  .record({ length: fc.integer({ min: BASE, max: 32 }), address: fc.integer({ min: 0, max: 31 }) })
  .map(({ length, address }) => {
    const size = 2 ** (32 - length);
    return `10.0.0.${Math.floor(address / size) * size}/${length}`;
  });

function addressesOf(text: string): readonly number[] {
  const [, first = '', length = ''] = /^10\.0\.0\.(\d+)\/(\d+)$/.exec(text) ?? [];
  return Array.from({ length: 2 ** (32 - Number(length)) }, (_, i) => Number(first) + i);
}

const isIn = (inner: string, outer: string) => {
  const all = new Set(addressesOf(outer));
  return addressesOf(inner).every((address) => all.has(address));
};

const ORACLE: Readonly<Record<string, (table: readonly string[], to: string) => readonly string[]>> = {
  'exact-match': (table, to) => table.filter((one) => one === to),
  'longest-prefix-match': (table, to) => {
    const covering = table.filter((one) => isIn(to, one));
    const fewest = Math.min(...covering.map((one) => addressesOf(one).length));
    return covering.filter((one) => addressesOf(one).length === fewest);
  },
  'subnet-of-match': (table, to) => table.filter((one) => isIn(one, to)),
  'supernet-of-match': (table, to) => table.filter((one) => isIn(to, one)),
};

function tableOf(texts: readonly string[], origin: GatewayRoute['origin'] = 'static') {
  const routes = texts.map(
    (text): GatewayRoute => ({
      prefix: prefix(text),
      origin,
      target: { kind: 'attachment', attachment: 'vpc-0' },
      source: 'test',
    }),
  );
  return { id: 'table', name: 'table', gateway: 's0', routes };
}

const tables = fc.uniqueArray(prefixes, { minLength: 1, maxLength: 12 });

describe.each(Object.entries(ORACLE))('a search by %s', (name, oracle) => {
  test('finds what the oracle finds', () => {
    fc.assert(
      fc.property(tables, fc.uniqueArray(prefixes, { minLength: 1, maxLength: 3 }), (table, wanted) => {
        const filter = { name: `route-search.${name}`, values: wanted };
        const found = searchRoutes(shownRoutes(tableOf(table)), [filter], {}).map((route) => route.prefix.text);
        expect([...found].sort()).toEqual([...new Set(wanted.flatMap((to) => oracle(table, to)))].sort());
      }),
      { numRuns: 500 },
    );
  });

  test('says over HTTP what it says here', async () => {
    const texts = ['10.0.0.0/27', '10.0.0.0/28', '10.0.0.8/29', '10.0.0.8/32', '10.0.0.16/28'];
    const tablesWith = GIVEN.tables.map((one) =>
      one.id === 's0/edge-vpn' ? { ...one, routes: tableOf(texts).routes } : one,
    );
    const network: Network = { ...GIVEN, tables: tablesWith };
    const ec2 = (await openTwin({ network })).ec2('s0');
    for (const to of ['10.0.0.8/29', '10.0.0.8/30', '10.0.0.0/27', '10.0.0.20/32']) {
      const Filters = [{ Name: `route-search.${name}`, Values: [to] }];
      const asked = { TransitGatewayRouteTableId: 's0/edge-vpn', Filters };
      const { Routes = [] } = await ec2.send(new SearchTransitGatewayRoutesCommand(asked));
      const found = Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock);
      expect([to, ...[...found].sort()]).toEqual([to, ...[...oracle(texts, to)].sort()]);
    }
  });
});

describe('searches', () => {
  test('of several kinds find what all of them find', () => {
    fc.assert(
      fc.property(tables, prefixes, prefixes, (table, below, above) => {
        const filters = [
          { name: 'route-search.subnet-of-match', values: [below] },
          { name: 'route-search.supernet-of-match', values: [above] },
        ];
        const found = searchRoutes(shownRoutes(tableOf(table)), filters, {}).map((route) => route.prefix.text);
        expect([...found].sort()).toEqual([...table.filter((one) => isIn(one, below) && isIn(above, one))].sort());
      }),
    );
  });

  test('for the longest match find nothing when it is not of the type that is asked for', () => {
    const table = {
      ...tableOf([]),
      routes: [...tableOf(['10.0.0.0/27']).routes, ...tableOf(['10.0.0.0/28'], 'vpc').routes],
    };
    const filters = [
      { name: 'route-search.longest-prefix-match', values: ['10.0.0.1/32'] },
      { name: 'type', values: ['static'] },
    ];
    expect(searchRoutes(shownRoutes(table), filters, {})).toEqual([]);
  });

  test('take an address for the prefix of just it, and keep families apart', () => {
    const shown = shownRoutes(tableOf(['10.0.0.0/27', '::/0', '2001:db8::/32']));
    const found = (name: string, value: string) =>
      searchRoutes(shown, [{ name: `route-search.${name}`, values: [value] }], {}).map((route) => route.prefix.text);
    expect(found('longest-prefix-match', '10.0.0.1')).toEqual(['10.0.0.0/27']);
    expect(found('longest-prefix-match', '2001:db8::1')).toEqual(['2001:db8::/32']);
    expect(found('subnet-of-match', '::/0')).toEqual(['::/0', '2001:db8::/32']);
    expect(found('supernet-of-match', '10.0.0.0/28')).toEqual(['10.0.0.0/27']);
  });

  test('show one route for each prefix: static, prefix list, VPC, Direct Connect, VPN', () => {
    const origins = ['vpn', 'direct-connect', 'vpc', 'prefix-list', 'static'] as const;
    const routes = origins.flatMap((origin) => tableOf(['10.0.0.0/27'], origin).routes);
    const shown = origins.map((_, i) => shownRoutes({ ...tableOf([]), routes: routes.slice(0, i + 1) }));
    expect(shown.map((one) => one.map(({ type, list }) => [type, list]))).toEqual([
      [['propagated', undefined]],
      [['propagated', undefined]],
      [['propagated', undefined]],
      [['propagated', 'test']],
      [['static', undefined]],
    ]);
  });
});
