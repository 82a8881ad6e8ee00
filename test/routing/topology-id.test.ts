import type { Backbone, BackboneLink, BackboneSite } from '../../lib/routing/backbone';
import type { Policy } from '../../lib/routing/policy';
import { topologyId } from '../../lib/routing/topology-id';
import { aBackbone, aPeering, aSite } from '../support/backbones';

const backbone = aBackbone(
  [aSite(0, 'aws', 2), aSite(1), aSite(2), aSite(4, 'on-prem')],
  [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)],
);

function withSite(change: (site: BackboneSite) => Partial<BackboneSite>): Backbone {
  return {
    ...backbone,
    sites: backbone.sites.map((site) => (site.name === 's0' ? { ...site, ...change(site) } : site)),
  };
}

function withLink(change: Partial<BackboneLink>): Backbone {
  return { ...backbone, links: backbone.links.map((link, i) => (i === 0 ? { ...link, ...change } : link)) };
}

function withPolicy(change: Partial<Policy>): Backbone {
  return { ...backbone, policy: { ...backbone.policy, ...change } };
}

test('the id of a topology is sixteen hexadecimal digits, the same each time', () => {
  expect(topologyId(backbone)).toMatch(/^[0-9a-f]{16}$/);
  expect(topologyId(backbone)).toBe(topologyId(structuredClone(backbone)));
});

test('the id of a topology stays when Detour is upgraded, which sites are one after the other', () => {
  expect(topologyId({ ...backbone })).toBe('f703b023c1b7dc97');
});

test.each<[string, Backbone]>([
  ['a site has another name', withSite(() => ({ name: 'a0' }))],
  ['a site is of another kind', withSite(() => ({ kind: 'on-prem' }))],
  ['a site has another aggregate', withSite(() => ({ aggregate: '10.99.0.0/16' }))],
  ['a site uses more', withSite(({ specifics }) => ({ specifics: [...specifics, '10.0.128.0/18'] }))],
  ['a link has another name', withLink({ name: 'a' })],
  ['a link is of another kind', withLink({ kind: 'direct-connect' })],
  ['a link ends elsewhere', withLink({ between: ['s0', 's2'] })],
  ['a link costs more', withLink({ cost: 11 })],
  ['another site admits drains', withPolicy({ admission: 's1' })],
  ['more may be drained at once', withPolicy({ maxConcurrentDrains: 2 })],
])('two topologies have different ids when in one %s', (_, other) => {
  expect(topologyId(other)).not.toBe(topologyId(backbone));
});

test.each<[string, Backbone]>([
  ['sites are listed in another order', { ...backbone, sites: [...backbone.sites].reverse() }],
  ['links are listed in another order', { ...backbone, links: [...backbone.links].reverse() }],
  [
    'links are listed from the second on',
    { ...backbone, links: [...backbone.links.slice(1), ...backbone.links.slice(0, 1)] },
  ],
  [
    'what a site uses is listed in another order',
    withSite(({ specifics }) => ({ specifics: [...specifics].reverse() })),
  ],
  ['a link has an MTU and a shared risk', withLink({ mtu: 1400, sharedRisks: ['duct'] })],
  ['nobody said what flows survive', { ...backbone, flows: [] }],
  ['links must be good for longer', withPolicy({ holdDownMs: 1 })],
])('two topologies have the same id when in one %s', (_, other) => {
  expect(topologyId(other)).toBe(topologyId(backbone));
});
