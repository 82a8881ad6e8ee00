// Paths that take over and carry smaller packets, and interfaces that carry smaller ones than their link is said to.

import type { Backbone } from '../../../lib/routing/backbone';
import { NOTHING_FAILED } from '../../../lib/routing/scenario';
import { interfacesMtu, takeoverMtu } from '../../../lib/verify/checks/mtu';
import type { Facts } from '../../../lib/verify/facts/facts';
import type { FlowResult } from '../../../lib/verify/results';
import { aHybrid, failing, fared, judgingTables, messages } from '../../support/judging';

const UNKNOWN = { ok: false, error: 'only a deployment knows' } as const;

/** The hybrid in which every link carries 8500 bytes, unless something else is known of it: null for nothing. */
function withMtus(mtus: Readonly<Record<string, number | null>>): Backbone {
  const backbone = aHybrid();
  const links = backbone.links.map((link) => {
    const mtu = link.name in mtus ? mtus[link.name] : 8500;
    return typeof mtu === 'number' ? { ...link, mtu } : link;
  });
  return { ...backbone, links };
}

describe('takeovers', () => {
  const whole = (...path: readonly string[]) => fared('p9 s0', NOTHING_FAILED, 'baseline', 'delivered', ...path);
  const without = (link: string, ...path: readonly string[]) =>
    fared('p9 s0', failing(link), 'baseline', 'delivered', ...path);

  function found(mtus: Readonly<Record<string, number | null>>, ...results: readonly FlowResult[]) {
    return messages(takeoverMtu({ ...judgingTables(withMtus(mtus)), results }));
  }

  test('over a narrower link are told once for each such link, with how often', () => {
    const mtus = { 's0-s1': 1500, 's1-s2': 1446 };
    expect(
      found(
        mtus,
        whole('dx-0'),
        without('dx-0 down', 'dx-1', 's0-s1'),
        without('dx-0 grey', 'dx-1', 's1-s2', 's0-s2'),
        fared('p9 s0', failing('dx-0 grey', 's0-s2 grey'), 'baseline', 'delivered', 'dx-1', 's0-s1'),
      ),
    ).toEqual([
      'p9 to s0, dx-0 down, baseline: dx-1 › s0-s1 takes over and carries 1500 bytes where 8500 were carried before, because of s0-s1, and in one more case',
      'p9 to s0, dx-0 grey, baseline: dx-1 › s1-s2 › s0-s2 takes over and carries 1446 bytes where 8500 were carried before, because of s1-s2',
    ]);
  });

  test('are compared with the narrowest link of the path that was used before', () => {
    const taken = [whole('dx-1', 's0-s1'), without('dx-1 down', 'dx-0')];
    expect(found({ 's0-s1': 1500, 'dx-0': 1500 }, ...taken)).toEqual([]);
    expect(found({ 'dx-0': 1500 }, ...taken)).toHaveLength(1);
  });

  test('point at what makes the narrower link, where the templates make it', () => {
    const judged = judgingTables(withMtus({ 's0-s1': 1500 }));
    const results = [whole('dx-0'), without('dx-0 down', 'dx-1', 's0-s1')];
    const sources = (...links: readonly string[]) => {
      const peerings = links.map((link) => ({ link, source: `acme-link-${link}` }));
      const facts = { ...judged.facts, peerings: peerings as unknown as Facts['peerings'] };
      return takeoverMtu({ ...judged, facts, results }).map(({ source }) => source);
    };
    expect(sources('s0-s2', 's0-s1')).toEqual(['acme-link-s0-s1']);
    expect(sources('s0-s2')).toEqual([undefined]);
  });

  test.each([
    ['the path that takes over', 's0-s1'],
    ['the path that was used before', 'dx-0'],
  ])('are not compared where the MTU of a link of %s is not known', (_where, link) => {
    const taken = [whole('dx-0'), without('dx-0 down', 'dx-1', 's0-s1')];
    expect(found({ 'dx-1': 1500, [link]: null }, ...taken)).toEqual([]);
    expect(found({ 'dx-1': 1500 }, ...taken)).toHaveLength(1);
  });

  test.each([
    ['takes over', whole('dx-0'), without('dx-0 down', 'dx-1', 'strange')],
    ['was used before', whole('dx-0', 'strange'), without('dx-0 down', 'dx-1')],
  ])('are not compared where the backbone does not know a link of the path that %s', (_what, before, taken) => {
    expect(found({ 'dx-1': 1500 }, before, taken)).toEqual([]);
  });
});

describe('interfaces', () => {
  const fact = (source: string) =>
    ({ id: source, region: 'us-east-1', exists: { ok: true, value: true }, source }) as const;
  const dx = (link: string, value?: string): Facts['directConnects'][number] => ({
    ...fact(`Association of ${link}`),
    link,
    directConnectGateway: value === undefined ? UNKNOWN : { ok: true, value },
    gateway: UNKNOWN,
    allowed: UNKNOWN,
  });
  const port = (source: string, mtu?: number, value?: string): Facts['virtualInterfaces'][number] => ({
    ...fact(source),
    directConnectGateway: value === undefined ? UNKNOWN : { ok: true, value },
    ...(mtu === undefined ? {} : { mtu }),
  });

  function found(directConnects: Facts['directConnects'], virtualInterfaces: Facts['virtualInterfaces']) {
    const judged = judgingTables(withMtus({ 'dx-1': 1500, 's0-s1': null }));
    return interfacesMtu({ ...judged, facts: { ...judged.facts, directConnects, virtualInterfaces } });
  }

  test('of each link are held against what is said of that link', () => {
    const said = found(
      [dx('dx-0', 'Gateway0'), dx('dx-1', 'Gateway1')],
      [port('Narrow0', 1500, 'Gateway0'), port('Wide0', 8500, 'Gateway0'), port('Narrow1', 1500, 'Gateway1')],
    );
    expect(messages(said)).toEqual(['an interface of link dx-0 carries 1500 bytes, and the backbone counts on 8500']);
    expect(said[0]?.source).toBe('Narrow0');
  });

  test('that somebody else sized, of gateways nobody knows, and of links of which nothing is said are no finding', () => {
    expect(found([dx('dx-0', 'Gateway0')], [port('Hosted', undefined, 'Gateway0')])).toEqual([]);
    expect(found([dx('dx-0')], [port('Somewhere', 1500)])).toEqual([]);
    expect(found([dx('s0-s1', 'Gateway0'), dx('strange', 'Gateway0')], [port('Narrow', 1500, 'Gateway0')])).toEqual([]);
  });
});
