// What has been loaded stays where it is when the topology grows: an entry that moves is written over another one, which
// then has the conditions of both.

import { siteEntries } from '../../lib/router-config/entry-numbers';
import { configText } from '../../lib/router-config/texts';
import type { Topology } from '../../lib/topology/topology';
import { awsSite, directConnect, hybrid, peering, vpn } from '../support/topologies';
import { routerOf, withTargets } from './routers';

/** The conditions of each entry of a policy or list, by its name and number. */
function conditions(vendor: 'frr' | 'ios-xe', topology: Topology): ReadonlyMap<string, string> {
  const text = configText(vendor, routerOf(withTargets(topology), 'ord'));
  const lists = [...text.matchAll(/^ip prefix-list (\S+) seq (\d+) (.*)$/gm)];
  const maps = [...text.matchAll(/^route-map (\S+) (?:permit|deny) (\d+)((?:\n .*)*)/gm)];
  return new Map(
    [...lists, ...maps].map(([, name, number, body = '']) => [
      `${name} ${number}`,
      body.replace(/\n set (local-preference|as-path prepend) .*/g, ''),
    ]),
  );
}

const before = hybrid();
const GROWN: Readonly<Record<string, Topology>> = {
  'another site': hybrid({
    sites: [...before.sites, awsSite('ams', 5)],
    links: [...before.links, peering('ams', 'iad', 7)],
  }),
  'another link, first by name and number': hybrid({
    links: [...before.links, directConnect('a-dx', ['ord', 'cmh'], 9), vpn('b-vpn', ['ord', 'pdx'], 7)],
  }),
  'another prefix, first by address': hybrid({
    sites: before.sites.map((site) =>
      site.kind === 'on-prem' ? { ...site, announces: ['10.40.0.0/18', '10.40.64.0/18', '10.40.128.0/17'] } : site,
    ),
  }),
};

describe.each(['frr', 'ios-xe'] as const)('an entry on %s', (vendor) => {
  it.each(Object.keys(GROWN).slice(0, 2))('keeps its number and its conditions beside %s', (name) => {
    const [old, grown] = [conditions(vendor, before), conditions(vendor, GROWN[name] ?? before)];
    expect(old.size).toBeGreaterThan(20);
    expect(grown.size).toBeGreaterThan(old.size);
    expect([...old].filter(([entry, body]) => grown.get(entry) !== body)).toEqual([]);
  });

  it('keeps its number when its list grows in the middle', () => {
    const grown = conditions(vendor, GROWN['another prefix, first by address'] ?? before);
    const moved = [...conditions(vendor, before)].filter(([entry, body]) => grown.get(entry) !== body);
    expect(moved).toEqual([[expect.stringMatching(/^DETOUR-announced /), 'permit 10.40.0.0/17']]);
  });
});

describe('the number of a site', () => {
  const entriesOf = (...asns: readonly number[]) => [
    ...siteEntries(asns.map((asn) => ({ name: `s${asn}`, asn }))).values(),
  ];

  it('is its AS number where that has two bytes', () => {
    expect(entriesOf(64512, 65534)).toEqual([64512, 65534]);
  });

  it('is below all of those where it has four, and apart from every other', () => {
    const long = entriesOf(4_200_000_000, 4_200_064_000, 4_200_064_001, 4_294_967_294, 64512);
    expect(new Set(long).size).toBe(5);
    expect(long.slice(1).every((entry) => 100 <= entry && entry < 64512)).toBe(true);
  });
});
