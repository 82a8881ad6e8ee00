// What is printed for FRR does what routing/ takes for granted of on-prem routers, on generated topologies.

import fc from 'fast-check';
import { comparePrefixes, contains, halves, type Prefix, prefix, subnet } from '../../lib/net/prefix';
import { configText } from '../../lib/router-config/texts';
import type { Backbone } from '../../lib/routing/backbone';
import { settle } from '../../lib/routing/bgp';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { Network, RouterPreference, Session } from '../../lib/routing/network';
import { pathLengths, routerPreferences } from '../../lib/routing/premises';
import { farSite } from '../../lib/routing/shortest-paths';
import { steeringPrefixes } from '../../lib/routing/steering';
import { probeSubnet } from '../../lib/topology/probe-subnets';
import type { Topology } from '../../lib/topology/topology';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { topologyOf } from '../support/topologies';
import { type FrrRouter, judge, readFrr } from './read-frr';
import { onPremSites, routerOf, withTargets } from './routers';

interface Case {
  readonly backbone: Backbone;
  readonly topology: Topology;
  readonly site: string;
  readonly frr: FrrRouter;
  /** Names of the site's links. */
  readonly links: readonly string[];
}

function casesOf(backbone: Backbone): readonly Case[] {
  const topology = withTargets(topologyOf(backbone));
  return onPremSites(topology).map((site) => {
    const frr = readFrr(configText('frr', routerOf(topology, site)));
    return { backbone, topology, site, frr, links: [...frr.groups.keys()] };
  });
}

function forEveryRouter(check: (one: Case) => void, numRuns = 150): void {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => casesOf(backbone).forEach(check)),
    { numRuns },
  );
}

function awsSites({ sites }: Topology) {
  return sites.filter((site) => site.kind === 'aws');
}

/** The probe subnet at the AWS end of each of the site's links. */
function probes({ topology, links }: Case): ReadonlyMap<string, Prefix> {
  return new Map(
    links.map((name) => {
      const link = topology.links.find((one) => one.name === name);
      const end = awsSites(topology).find((site) => link?.between.includes(site.name));
      const probe = end && link && probeSubnet(end, link.index);
      if (!probe) throw new Error(`link ${name} has no probe subnet`);
      return [name, probe];
    }),
  );
}

function announceable({ topology }: Case): readonly Prefix[] {
  return awsSites(topology).flatMap(({ cidr, vpcs }) => {
    const specifics = vpcs.map((vpc) => vpc.cidr);
    return [prefix(cidr), ...specifics.map(prefix), ...steeringPrefixes(specifics)];
  });
}

function heard({ frr }: Case, link: string, route: Prefix, part: 'in' | 'avoid' = 'in') {
  return judge(frr, part === 'in' ? frr.groups.get(link)?.incoming : `DETOUR-avoid-${link}`, route);
}

function sent({ frr }: Case, link: string, route: Prefix, marks: readonly string[] = []) {
  return judge(frr, frr.groups.get(link)?.outgoing, route, marks);
}

/** Links by local preference, most preferred first; two that are equal are an error. */
function orderRead(one: Case, area: Prefix): readonly string[] {
  const ranked = one.links.map((link) => ({ link, value: heard(one, link, area).localPreference }));
  expect(new Set(ranked.map(({ value }) => value)).size).toBe(ranked.length);
  return ranked.sort((a, b) => b.value - a.value).map(({ link }) => link);
}

function preferencesRead(one: Case): readonly RouterPreference[] {
  return awsSites(one.topology).map(({ cidr }) => ({ area: prefix(cidr), links: orderRead(one, prefix(cidr)) }));
}

const OUTSIDE = ['0.0.0.0/0', '10.0.0.0/8', '192.0.2.0/24', '169.254.0.0/16', '172.16.0.0/12'].map(prefix);
const anyPrefix = fc
  .record({ bits: fc.bigInt(0n, 0xffff_ffffn), length: fc.integer({ min: 0, max: 32 }) })
  .map(({ bits, length }) => subnet(prefix('0.0.0.0/0'), length, Number(bits >> BigInt(32 - length))));

describe('the configuration for FRR, read back', () => {
  it('prefers links for each site in the order that routing expects', () => {
    forEveryRouter((one) => {
      for (const { area, links } of routerPreferences(one.backbone, one.site)) {
        const rest = one.links.filter((link) => !links.includes(link)).sort();
        expect(orderRead(one, area)).toEqual([...links, ...rest]);
      }
    });
  });

  it('prefers longer prefixes of a site in the same order as its aggregate', () => {
    forEveryRouter((one) => {
      for (const route of announceable(one)) {
        const area = awsSites(one.topology).find(({ cidr }) => contains(prefix(cidr), route));
        expect(orderRead(one, route)).toEqual(orderRead(one, prefix(area?.cidr ?? '0.0.0.0/0')));
      }
    });
  });

  it('fills tables as the model does, whichever link is down', () => {
    forEveryRouter((one) => {
      const expected = networkOf(one.backbone);
      const preferences = preferencesRead(one);
      const routers = expected.routers.map((router) =>
        router.site === one.site ? { ...router, preferences } : router,
      );
      const read: Network = { ...expected, routers };
      for (const down of [undefined, ...one.links]) {
        const conditions = new Map(down === undefined ? [] : [[down, 'down' as const]]);
        expect(settle(read, conditions).routers).toEqual(settle(expected, conditions).routers);
      }
    }, 60);
  });

  it('makes AS paths as long as routing expects', () => {
    forEveryRouter((one) => {
      const lengths = pathLengths(one.backbone, one.site);
      const specific = prefix(one.backbone.sites.find(({ name }) => name === one.site)?.specifics[0] ?? '');
      const read = one.links.map((link) => [link, 1 + sent(one, link, specific).prepended]);
      expect(new Map(read as [string, number][])).toEqual(lengths);
    });
  });

  it('takes and marks everything that AWS may announce', () => {
    forEveryRouter((one) => {
      for (const link of one.links) {
        const own = probes(one).get(link);
        for (const route of [...announceable(one), ...(own ? [own] : [])]) {
          const verdict = heard(one, link, route);
          expect([route.text, verdict.accepted, verdict.communities.length]).toEqual([route.text, true, 1]);
          expect(verdict.localPreference).toBeGreaterThanOrEqual(100);
        }
      }
    });
  });

  it('refuses defaults, its own prefixes, whatever is outside the aggregates, and probes of other links', () => {
    fc.assert(
      fc.property(hybridBackbones, fc.array(anyPrefix, { minLength: 20 }), (backbone, random) => {
        for (const one of casesOf(backbone)) {
          const aggregates = awsSites(one.topology).map(({ cidr }) => prefix(cidr));
          const own = prefix(one.topology.sites.find(({ name }) => name === one.site)?.cidr ?? '');
          const outside = [...OUTSIDE, own, ...halves(own), ...random].filter(
            (route) => !aggregates.some((aggregate) => contains(aggregate, route)),
          );
          for (const link of one.links) {
            const others = [...probes(one)].filter(([name]) => name !== link).map(([, probe]) => probe);
            for (const route of [...outside, ...others])
              expect([route.text, heard(one, link, route).accepted]).toEqual([route.text, false]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('announces the specifics and the own target of each link, and nothing else', () => {
    forEveryRouter((one) => {
      const { specifics = [], aggregate = '' } = one.backbone.sites.find(({ name }) => name === one.site) ?? {};
      const targets = new Map(
        one.topology.links.flatMap((link) =>
          link.kind !== 'transit-gateway-peering' && link.probe ? [[link.name, prefix(`${link.probe.target}/32`)]] : [],
        ),
      );
      const inside = [prefix(aggregate), ...specifics.map(prefix), ...steeringPrefixes(specifics), ...targets.values()];
      const all = [...inside, ...OUTSIDE, ...announceable(one), ...probes(one).values()];
      for (const link of one.links) {
        const said = [...new Set(all.filter((route) => sent(one, link, route).accepted))].sort(comparePrefixes);
        const target = targets.get(link);
        const expected = [...specifics.map(prefix), ...(target ? [target] : [])].sort(comparePrefixes);
        expect(said.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
        expect(one.frr.networks).toEqual(expect.arrayContaining(expected.map(({ text }) => text)));
      }
    });
  });

  it('never announces what came from AWS, not even under the name of its own prefixes', () => {
    forEveryRouter((one) => {
      const { specifics = [] } = one.backbone.sites.find(({ name }) => name === one.site) ?? {};
      for (const from of one.links) {
        const { communities } = heard(one, from, announceable(one)[0] ?? prefix('0.0.0.0/0'));
        for (const to of one.links)
          for (const route of [...specifics.map(prefix), ...announceable(one)])
            expect(sent(one, to, route, communities).accepted).toBe(false);
      }
    }, 60);
  });

  it('leaves room for everything that AWS may announce', () => {
    forEveryRouter((one) => {
      for (const { maximumPrefixes = 0 } of one.frr.groups.values())
        expect(maximumPrefixes).toBeGreaterThan(announceable(one).length + 1);
    });
  });
});

/** What the router hears over a link that it avoids: of what is announced there, what the other policy takes. */
function avoiding(network: Network, one: Case, avoided: string): Network {
  const { frr, site } = one;
  const preferences = preferencesRead(one).map(({ area, links }) => ({
    area,
    links: [...links.filter((link) => link !== avoided), avoided],
  }));
  const narrowed = (session: Session): Session => {
    const table = network.tables.find(({ name, gateway }) => name === `edge-${avoided}` && gateway === session.gateway);
    const said =
      session.advertises.kind === 'prefixes' ? session.advertises.prefixes : (table?.routes.map((r) => r.prefix) ?? []);
    const prefixes = said.filter((route) => judge(frr, `DETOUR-avoid-${avoided}`, route).accepted);
    return { ...session, advertises: { kind: 'prefixes', prefixes } };
  };
  return {
    ...network,
    routers: network.routers.map((router) => (router.site === site ? { ...router, preferences } : router)),
    sessions: network.sessions.map((session) => (session.link === avoided ? narrowed(session) : session)),
  };
}

describe('a link that is avoided', () => {
  it('comes after every other link, whichever site is meant', () => {
    forEveryRouter((one) => {
      for (const { cidr } of awsSites(one.topology)) {
        const usual = one.links.map((link) => heard(one, link, prefix(cidr)).localPreference);
        const avoided = one.links.map((link) => heard(one, link, prefix(cidr), 'avoid'));
        expect(avoided.every(({ accepted }) => accepted)).toBe(true);
        expect(Math.max(...avoided.map((verdict) => verdict.localPreference))).toBeLessThan(Math.min(...usual));
      }
    });
  });

  it('is still measured, and draws no traffic by longer prefixes', () => {
    forEveryRouter((one) => {
      const aggregates = awsSites(one.topology).map(({ cidr }) => cidr);
      for (const [link, probe] of probes(one)) {
        expect(heard(one, link, probe, 'avoid').accepted).toBe(true);
        for (const route of announceable(one).filter(({ text }) => !aggregates.includes(text)))
          expect(heard(one, link, route, 'avoid').accepted).toBe(false);
      }
    });
  });

  it('loses nothing that leaves the premises, where it would lose all of it otherwise', () => {
    let lostWithout = 0;
    forEveryRouter((one) => {
      const network = networkOf(one.backbone);
      for (const link of one.links.length > 1 ? one.links : []) {
        const grey = new Map([[link, 'grey' as const]]);
        for (const { name: to } of awsSites(one.topology)) {
          const outcome = (of: Network) => worstTrace(traceFlow(of, grey, { from: one.site, to }))?.outcome;
          expect([link, to, outcome(avoiding(network, one, link))]).toEqual([link, to, 'delivered']);
          if (outcome(network) !== 'delivered') lostWithout += 1;
        }
      }
    }, 60);
    expect(lostWithout).toBeGreaterThan(50);
  });

  it('is one beside which another link is measured that leads as far', () => {
    forEveryRouter((one) => {
      const { links } = routerOf(one.topology, one.site);
      for (const { name, site, probe } of links) {
        expect(probe?.takeovers).toEqual(one.links.filter((other) => other !== name));
        const link = one.backbone.links.find((other) => other.name === name);
        expect(link && farSite(link, one.site)).toBe(site);
      }
    });
  });
});
