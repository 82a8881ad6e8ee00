// An end that is filled in from what was published of it is the end that was read when it was published.

import { bgpEnds } from '../../lib/controller/bgp-ends';
import type { PublishedSession } from '../../lib/controller/database';
import type { BgpReading } from '../../lib/controller/ports';
import { publishedSessions } from '../../lib/controller/published-sessions';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import { asPublished } from '../../lib/controller/unread-ends';
import type { Standing } from '../../lib/routing/shortest-paths';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { NOW_MS, siteIn, standing } from '../support/world';

const backbone = hybridExample();
const baseline = networkOf(backbone);
const LINKS = backbone.links.map(({ name }) => name);
const ENDS = [
  ['iad', 'ord-iad-dx'],
  ['iad', 'ord-iad-vpn'],
  ['pdx', 'ord-pdx-dx'],
] as const;
const WHY = 'not permitted';

/** Every link drained or down alone, and any two of them down. */
const STANDINGS: readonly Readonly<Record<string, Standing>>[] = [
  {},
  ...LINKS.flatMap((link) => [{ [link]: 'drained' }, { [link]: 'down' }] as const),
  ...LINKS.flatMap((a) => LINKS.filter((b) => b > a).map((b) => ({ [a]: 'down', [b]: 'down' }) as const)),
];

/** The reading as it is when the end of this link cannot be read. */
function without(reading: BgpReading, link: string): BgpReading {
  const others = <T>(of: ReadonlyMap<string, T>) => new Map([...of].filter(([name]) => name !== link));
  const { edges, edgePropagations, allowed } = reading;
  return {
    ...reading,
    edges: others(edges),
    edgePropagations: others(edgePropagations),
    allowed: others(allowed),
    unread: new Map([[link, WHY]]),
  };
}

describe.each(ENDS)('at %s the end of %s', (site, link) => {
  const network = (standings: (typeof STANDINGS)[number]) =>
    applySteering(baseline, backbone, desiredSteering(baseline, new Map(), backbone, standing(standings)));
  const at = (standings: (typeof STANDINGS)[number]) => siteIn(network(standings), site, baseline);

  test('is as it was read, whatever stands', () => {
    const withdrawn = new Set<string>();
    const announced = new Set<string>();
    for (const standings of STANDINGS) {
      const { routing, tables, reading } = at(standings);
      const read = bgpEnds(routing, tables, reading, backbone).get(link);
      const sessions = publishedSessions(bgpEnds(routing, tables, reading, backbone), backbone, undefined, [], NOW_MS);
      const filled = asPublished(without(reading, link), routing, backbone, sessions);
      const end = bgpEnds(routing, tables, filled, backbone).get(link);
      expect({ standings, ...end }).toEqual({ standings, ...read, unread: WHY });
      withdrawn.add(read?.withdrawn ?? '');
      for (const remote of read?.announced.keys() ?? []) announced.add(remote);
    }
    expect([...withdrawn].sort()).toEqual(['none', 'whole']);
    expect(announced.size).toBeGreaterThan(0);
  });

  test('of which nothing is published is taken to stand as deployed, and to be changing', () => {
    const { routing, tables, reading } = at({});
    const filled = asPublished(without(reading, link), routing, backbone, {});
    const { settled, ...end } = bgpEnds(routing, tables, filled, backbone).get(link) ?? {};
    const { settled: _, ...read } = bgpEnds(routing, tables, reading, backbone).get(link) ?? {};
    expect(end).toEqual({ ...read, unread: WHY });
    expect(settled).toBe(link === 'ord-iad-vpn');
  });

  test.each<[string, Partial<PublishedSession>, string]>([
    ['withdrawn in part', { partly: true }, 'part'],
    ['withdrawn, and EC2 shows that it is not', { withdrawnMs: NOW_MS }, 'part'],
  ])('that was published as %s counts as neither withdrawn nor in force', (_, said, withdrawn) => {
    const { routing, tables, reading } = at({});
    const sessions = { [link]: { announced: {}, removed: {}, ...said } };
    const filled = asPublished(without(reading, link), routing, backbone, sessions);
    expect(bgpEnds(routing, tables, filled, backbone).get(link)?.withdrawn).toBe(withdrawn);
  });
});

test('what was read is left alone', () => {
  const { routing, reading } = siteIn(baseline, 'iad');
  expect(asPublished(reading, routing, backbone, {})).toEqual(reading);
});
