// Routes that keep traffic on a link after it was drained.

import fc from 'fast-check';
import { prefix } from '../../../lib/net/prefix';
import type { GatewayRoute, Network, Session } from '../../../lib/routing/network';
import { leakedSpecifics } from '../../../lib/verify/checks/leaked-specifics';
import { aBackbone, aSite, hybridBackbones } from '../../support/backbones';
import { aHybrid, bgpLink, judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);

function found(network: Network): readonly string[] {
  return messages(leakedSpecifics(judgingTables(hybrid, network)));
}

function withRoute(table: string, to: string, link: string, origin: GatewayRoute['origin'] = 'static'): Network {
  const route: GatewayRoute = {
    prefix: prefix(to),
    origin,
    target: { kind: 'attachment', attachment: link },
    source: 'Leaked',
  };
  return withRoutes(whole, table, (routes) => [...routes, route]);
}

describe('a route to a part of a site', () => {
  test('is told when it is longer than the steering prefixes, with the table and the link', () => {
    expect(found(withRoute('s2/spokes', '10.0.16.0/20', 's0-s2'))).toEqual([
      'table spokes of site s2 sends 10.0.16.0/20 of s0 over s0-s2 even when s0-s2 is drained: route Leaked, which is no shorter than the prefixes with which controllers steer (10.0.0.0/19)',
    ]);
  });

  test('is told with what to remove, and what would be short enough', () => {
    const [found] = leakedSpecifics(judgingTables(hybrid, withRoute('s2/spokes', '10.0.16.0/20', 's0-s2')));
    expect(found).toMatchObject({
      severity: 'error',
      fix: 'remove Leaked, or give it a prefix that is shorter than /19, so that a drain can move what it carries',
      source: 'Leaked',
    });
  });

  test('is no finding when it is as long as they are and learned, which gives way', () => {
    expect(found(withRoute('s2/transit', '10.0.0.0/19', 's0-s2', 'vpn'))).toEqual([]);
  });

  test('is told of the table that keeps it, not of one in which it gives way', () => {
    const learned = withRoute('s2/spokes', '10.0.0.0/19', 's0-s2', 'vpn');
    const both = withRoutes(learned, 's2/transit', (routes) => [
      ...routes,
      {
        prefix: prefix('10.0.0.0/19'),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's0-s2' },
        source: 'Leaked',
      },
    ]);
    expect(found(both)).toEqual([expect.stringContaining('table transit of site s2')]);
  });

  test('is told when a longer one leads some of it elsewhere', () => {
    const partly = withRoutes(withRoute('s2/spokes', '10.0.16.0/20', 's0-s2'), 's2/spokes', (routes) => [
      ...routes,
      {
        prefix: prefix('10.0.16.0/21'),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's1-s2' },
        source: 'Longer',
      },
    ]);
    expect(found(partly)).toEqual([
      expect.stringContaining('10.0.16.0/20 of s0 over s0-s2'),
      expect.stringContaining('10.0.16.0/21 of s0 over s1-s2'),
    ]);
  });

  test('is no finding when it leads into a VPC, or drops what it matches', () => {
    expect(found(withRoute('s2/spokes', '10.0.16.0/20', 'vpc-0'))).toEqual([]);
    const dropping = withRoutes(whole, 's2/spokes', (routes) => [
      ...routes,
      { prefix: prefix('10.0.16.0/20'), origin: 'static', target: { kind: 'blackhole' }, source: 'Hole' },
    ]);
    expect(found(dropping)).toEqual([]);
  });

  test('is no finding when no link leads to that site', () => {
    const backbone = aBackbone([...hybrid.sites, aSite(3)], hybrid.links);
    const astray = withRoutes(networkOf(backbone), 's2/spokes', (routes) => [
      ...routes,
      {
        prefix: prefix('10.3.16.0/20'),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's0-s2' },
        source: 'Astray',
      },
    ]);
    expect(messages(leakedSpecifics(judgingTables(backbone, astray)))).toEqual([]);
  });

  test('is told when it is as long as they are and static, which wins', () => {
    expect(found(withRoute('s2/transit', '10.0.0.0/19', 's0-s2'))).toHaveLength(1);
  });

  test('is no finding when controllers steer past it, because it is shorter', () => {
    expect(found(withRoute('s2/spokes', '10.0.0.0/18', 's0-s2'))).toEqual([]);
  });

  test('is no finding when a longer one leads all of it elsewhere', () => {
    const halves = ['10.0.16.0/21', '10.0.24.0/21'].map(
      (to): GatewayRoute => ({
        prefix: prefix(to),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's1-s2' },
        source: 'Longer',
      }),
    );
    const both = withRoutes(withRoute('s2/spokes', '10.0.16.0/20', 's0-s2'), 's2/spokes', (routes) => [
      ...routes,
      ...halves,
    ]);
    expect(found(both)).toEqual([
      expect.stringContaining('over s1-s2 even when'),
      expect.stringContaining('over s1-s2 even when'),
    ]);
  });

  test('is no finding at a site that has no other way', () => {
    const row = { ...hybrid, links: hybrid.links.filter(({ name }) => name !== 's1-s2') };
    const pinned = withRoutes(networkOf(row), 's2/spokes', (routes) => [
      ...routes,
      {
        prefix: prefix('10.0.16.0/20'),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's0-s2' },
        source: 'Leaked',
      },
    ]);
    expect(messages(leakedSpecifics(judgingTables(row, pinned)))).toEqual([]);
  });

  test('is no finding when it is the pin of a probe', () => {
    const vpcs = whole.vpcs.map((vpc) => (vpc.site === 's0' ? { ...vpc, probes: [prefix('10.0.16.0/20')] } : vpc));
    expect(found({ ...withRoute('s2/spokes', '10.0.16.0/28', 's0-s2'), vpcs })).toEqual([]);
  });
});

describe('an advertisement of a part of a site', () => {
  const advertising = (link: string, ...more: readonly string[]): Network => ({
    ...whole,
    sessions: whole.sessions.map((session): Session => {
      if (session.link !== link || session.advertises.kind !== 'prefixes') return session;
      const prefixes = [...session.advertises.prefixes, ...more.map(prefix)];
      return { ...session, advertises: { kind: 'prefixes', prefixes } };
    }),
  });

  test('is told when it stays on a drained link, where premises prefer it', () => {
    expect(found(advertising('dx-0', '10.0.0.0/20'))).toEqual([
      'p9 sends 10.0.0.0/20 of s0 over dx-0 even when dx-0 is drained: it is advertised there (dx-0), which is no shorter than the prefixes with which controllers steer (10.0.0.0/19)',
    ]);
  });

  test('is no finding on a link that premises do not choose for it anyway', () => {
    const both = advertising('dx-1', '10.0.0.0/20');
    const sessions = advertising('dx-0', '10.0.0.0/20').sessions.map((session, i) =>
      session.link === 'dx-0' ? session : (both.sessions[i] ?? session),
    );
    expect(leakedSpecifics(judgingTables(hybrid, { ...whole, sessions }))).toEqual([
      expect.objectContaining({ message: expect.stringContaining('p9 sends 10.0.0.0/20 of s0 over dx-0 even') }),
    ]);
  });

  test('is told when a longer one draws some of it to another link', () => {
    const longer = advertising('dx-1', '10.0.0.0/21');
    const sessions = advertising('dx-0', '10.0.0.0/20').sessions.map((session, i) =>
      session.link === 'dx-0' ? session : (longer.sessions[i] ?? session),
    );
    expect(found({ ...whole, sessions })).toEqual([
      expect.stringContaining('p9 sends 10.0.0.0/20 of s0 over dx-0 even'),
      expect.stringContaining('p9 sends 10.0.0.0/21 of s0 over dx-1 even'),
    ]);
  });

  test('is told of the premises that it draws, whatever others do', () => {
    const others = aSite(8, 'on-prem');
    const ends = [bgpLink('dx-8', 0, { between: ['p8', 's0'] }), bgpLink('dx-9', 1, { between: ['p8', 's1'] })];
    const backbone = aBackbone([...hybrid.sites, others], [...hybrid.links, ...ends]);
    const network = networkOf(backbone);
    const sessions = network.sessions.map((session): Session => {
      if (session.link !== 'dx-0' || session.advertises.kind !== 'prefixes') return session;
      const prefixes = [...session.advertises.prefixes, prefix('10.0.0.0/20')];
      return { ...session, advertises: { kind: 'prefixes', prefixes } };
    });
    expect(messages(leakedSpecifics(judgingTables(backbone, { ...network, sessions })))).toEqual([
      expect.stringContaining('p9 sends 10.0.0.0/20 of s0 over dx-0 even'),
    ]);
  });

  test('is told of the table of a VPN, once for what it sends and once for what it draws', () => {
    const backbone = aHybrid({ first: { kind: 'site-to-site-vpn' } });
    const leaking = withRoutes(networkOf(backbone), 's0/edge-dx-0', (routes) => [
      ...routes,
      {
        prefix: prefix('10.2.16.0/20'),
        origin: 'static',
        target: { kind: 'attachment', attachment: 's0-s2' },
        source: 'Leaked',
      },
    ]);
    const steered = 'which is no shorter than the prefixes with which controllers steer (10.2.0.0/19)';
    expect(messages(leakedSpecifics(judgingTables(backbone, leaking)))).toEqual([
      `table edge-dx-0 of site s0 sends 10.2.16.0/20 of s2 over s0-s2 even when s0-s2 is drained: route Leaked, ${steered}`,
      `p9 sends 10.2.16.0/20 of s2 over dx-0 even when dx-0 is drained: it is advertised there (Leaked), ${steered}`,
    ]);
  });

  test('is no finding when it is what is withdrawn with the link', () => {
    expect(found(advertising('dx-0', '10.2.0.0/16'))).toEqual([]);
  });
});

test('nothing leaks where nobody steers', () => {
  const leaking = withRoute('s2/spokes', '10.0.16.0/20', 's0-s2');
  expect(leakedSpecifics(judgingTables({ ...hybrid, inferred: true }, leaking))).toEqual([]);
});

test('no baseline leaks anything', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      expect(leakedSpecifics(judgingTables(backbone))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
