// What a deployment may take away from the hybrid example while it steers.
//
//   ord --- dx 5 ---- iad --- 10 --- pdx --- dx 5 --- ord
//   ord --- vpn 50 -- iad
//   cmh has a peering of cost 10 to both

import { steeredTables } from '../../lib/controller/overrides';
import { siteRouting } from '../../lib/controller/site-routing';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import {
  type Removal,
  refusalOf,
  refusalToLeave,
  standingAt,
  steeredElsewhere,
} from '../../lib/controller/steered-traffic';
import type { Standing } from '../../lib/routing/shortest-paths';
import { readingOf } from '../support/fake-bgp';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { aPublication, standing, steeredNetwork } from '../support/world';

const backbone = hybridExample();
const baseline = networkOf(backbone);
const SITES = ['cmh', 'iad', 'pdx'];

/** What stands at a site when all sites have steered for these standings. */
function steeredAt(site: string, standings: Readonly<Record<string, Standing>>) {
  const steering = desiredSteering(baseline, new Map(), backbone, standing(standings));
  const network = applySteering(baseline, backbone, steering);
  const routing = siteRouting(baseline, site);
  const tables = routing && steeredTables(network, routing);
  if (!routing || !tables) throw new Error(`${site} has nothing to steer with`);
  const reading = routing.sessionOf.size > 0 ? readingOf(network, routing, new Map(), () => undefined) : undefined;
  return standingAt(routing, tables, reading, backbone);
}

function refused(site: string, standings: Readonly<Record<string, Standing>>, removal: Partial<Removal>) {
  const publication = aPublication(backbone, baseline, site, standing(standings), {
    links: Object.fromEntries(
      Object.entries(standings).map(([link, state]) => [link, { standing: state, code: 'link-maintenance' as const }]),
    ),
  });
  return refusalOf({ links: [], sites: [], ...removal }, steeredAt(site, standings), publication);
}

const LINKS = backbone.links.map(({ name }) => name);

/** What a site knows that others steer over its links, when all have steered and published for these standings. */
function steeredByOthers(site: string, standings: Readonly<Record<string, Standing>>) {
  const routing = siteRouting(baseline, site);
  if (!routing) throw new Error(`${site} has nothing to steer with`);
  const network = steeredNetwork(backbone, standing(standings));
  const publications = SITES.map((name) => aPublication(backbone, network, name, standing(standings)));
  return steeredElsewhere(routing, backbone, publications).map(
    ({ link, remote, where }) => `${where}: ${remote} over ${link}`,
  );
}

test('what the site at the other end of a peering steers over it is known, and what takes its usual way is not steered', () => {
  for (const site of SITES) expect(steeredByOthers(site, {})).toEqual([]);
  expect(steeredByOthers('cmh', { 'iad-pdx': 'drained' }).sort()).toEqual([
    'table spokes of iad: pdx over iad-cmh',
    'table spokes of pdx: iad over cmh-pdx',
    'table transit of iad: pdx over iad-cmh',
    'table transit of pdx: iad over cmh-pdx',
  ]);
  expect(steeredByOthers('iad', { 'iad-pdx': 'drained' })).toEqual([]);
});

test('in the steady state everything may go', () => {
  for (const site of SITES) {
    expect(steeredAt(site, {})).toEqual({ steered: [], withdrawn: [] });
    expect(refused(site, {}, { links: LINKS, sites: [...SITES, 'ord'] })).toBeUndefined();
    expect(refusalToLeave(site, steeredAt(site, {}), undefined)).toBeUndefined();
  }
});

test('fails to take away the link that carries what another one carried, and says why and what to do', () => {
  const said = refused('iad', { 'iad-pdx': 'drained' }, { links: ['iad-cmh'] });
  expect(said).toContain('link iad-cmh would go, and table spokes leads traffic to pdx over iad-cmh');
  expect(said).toContain('because iad-pdx is drained (link-maintenance)');
  expect(said).toContain('wait until that is over, or end it with an order, and deploy again');
});

test('the link that is drained may go, because nothing runs over it', () => {
  expect(refused('iad', { 'iad-pdx': 'drained' }, { links: ['iad-pdx'] })).toBeUndefined();
  expect(refused('pdx', { 'iad-pdx': 'down' }, { links: ['iad-pdx'] })).toBeUndefined();
});

test('a link that takes nothing over may go while another is drained', () => {
  expect(refused('cmh', { 'iad-pdx': 'drained' }, { links: ['iad-cmh', 'cmh-pdx'] })).toBeUndefined();
});

test('fails to take away the site that traffic is steered to, and lets others go', () => {
  expect(refused('iad', { 'iad-pdx': 'drained' }, { sites: ['pdx'] })).toContain('site pdx would go');
  expect(refused('iad', { 'iad-pdx': 'drained' }, { sites: ['cmh'] })).toBeUndefined();
});

test('fails to take away the link by which premises enter that another link let in before', () => {
  const drained = { 'ord-iad-dx': 'drained' } as const;
  const said = LINKS.filter((link) => SITES.some((site) => refused(site, drained, { links: [link] }) !== undefined));
  expect(said).not.toContain('ord-iad-dx');
  expect(said).toContain('ord-pdx-dx');
  const at = SITES.flatMap((site) => refused(site, drained, { links: ['ord-pdx-dx'] }) ?? []).join();
  expect(at).toContain('what ord-pdx-dx announces to ord leads traffic to iad over ord-pdx-dx');
});

test('fails to let a controller go that steers, whatever goes with it', () => {
  const said = refusalToLeave('iad', steeredAt('iad', { 'iad-pdx': 'drained' }), undefined);
  expect(said).toContain('the controller of iad would go, and what it steers would stay');
  expect(said).toContain('table spokes: pdx over iad-cmh');
});

test.each(['drained', 'down'] as const)(
  'fails to let a controller go while a link is %s that it has withdrawn and steers nothing around',
  (state) => {
    const standings = { 'ord-iad-vpn': state };
    expect(steeredAt('iad', standings)).toEqual({
      steered: [],
      withdrawn: [{ link: 'ord-iad-vpn', premises: 'ord', others: ['ord-iad-dx'] }],
    });
    expect(refusalToLeave('iad', steeredAt('iad', standings), undefined)).toContain(
      'would stay: ord-iad-vpn, withdrawn; ',
    );
    for (const site of ['cmh', 'pdx'])
      expect(refusalToLeave(site, steeredAt(site, standings), undefined)).toBeUndefined();
  },
);

test('fails to take away the last link to premises that is not withdrawn, unless the withdrawn one or they go too', () => {
  const drained = { 'ord-iad-vpn': 'drained' } as const;
  expect(refused('iad', drained, { links: ['ord-iad-dx'] })).toContain(
    'link ord-iad-dx would go, and ord-iad-vpn, which would be left to ord, is withdrawn',
  );
  expect(refused('iad', drained, { links: ['ord-iad-dx', 'ord-iad-vpn'] })).toBeUndefined();
  expect(refused('iad', drained, { links: ['ord-iad-dx'], sites: ['ord'] })).toBeUndefined();
  expect(refused('iad', drained, { links: ['ord-iad-vpn'] })).toBeUndefined();
  expect(refused('iad', drained, { links: ['iad-pdx'] })).toBeUndefined();
});

test('in a drain of any one link, what an override leads over is refused, and what would leave a withdrawn one alone, and nothing else', () => {
  for (const drained of LINKS)
    for (const site of SITES) {
      const { steered, withdrawn } = steeredAt(site, { [drained]: 'drained' });
      for (const link of LINKS) {
        const carries = steered.some((one) => one.link === link);
        const isLast = withdrawn.some(({ others }) => others.length === 1 && others.includes(link));
        expect([link, refused(site, { [drained]: 'drained' }, { links: [link] }) !== undefined]).toEqual([
          link,
          carries || isLast,
        ]);
      }
    }
});
