// All sites of the hybrid example over fake ports: what premises send is drawn from a link and back without loss.
//
//   ord --- dx 5 ---- iad --- 10 --- pdx --- dx 5 --- ord
//   ord --- vpn 50 -- iad
//   cmh has a peering of cost 10 to both

import { applySteering, desiredSteering } from '../../lib/controller/steer';
import type { LinkCondition } from '../../lib/routing/network';
import { contentOf, hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { Sites } from '../support/sites';
import { allGood, aNotice, anObservation, anOrder, MINUTE_MS, NOW_MS, standing } from '../support/world';

const backbone = hybridExample();
const baseline = networkOf(backbone);
const IN_ALL = { delayMs: 2 * MINUTE_MS, hears: 'old', shows: 'old' } as const;

/** Rounds of ten seconds. */
async function quiet(known: Parameters<Sites['know']>[0] = {}): Promise<Sites> {
  const sites = new Sites(backbone).know(known);
  sites.world.direct = IN_ALL;
  sites.roundMs = 10_000;
  return sites.rounds(2);
}

/** The link drops data from now on; its ends measure it at once. */
function fails(sites: Sites, link: string, form: LinkCondition = 'grey'): Sites {
  sites.conditions = new Map([...sites.conditions, [link, form]]);
  return observed(sites, 'bad', sites.world.nowMs);
}

function observed(sites: Sites, verdict: 'good' | 'bad', sinceMs: number, links = [...sites.conditions.keys()]): Sites {
  const ends = backbone.links.filter(({ name }) => links.includes(name));
  const changed = ends.flatMap(({ name, between }) =>
    between.map((site) => anObservation(name, site, { verdict, wasBad: true, sinceMs })),
  );
  const others = allGood(backbone).filter(({ link }) => !links.includes(link));
  return sites.know({ observations: [...others, ...changed] });
}

function heals(sites: Sites): Sites {
  const links = [...sites.conditions.keys()];
  sites.conditions = new Map();
  return observed(sites, 'good', sites.world.nowMs, links);
}

function said(sites: Sites, code: string): readonly string[] {
  return sites.world.audit
    .filter((entry) => entry.code === code)
    .map(({ site, change, link }) => {
      if (change?.kind === 'announcement') return `${site} ${change.link} ${change.remote}`;
      return `${site} ${change?.kind === 'withdrawal' ? change.link : link}`;
    });
}

function steered(standings: Parameters<typeof standing>[0]): readonly string[] {
  const steering = desiredSteering(baseline, new Map(), backbone, standing(standings));
  return contentOf(applySteering(baseline, backbone, steering));
}

const hour = (link: string) => ({ notices: [aNotice(link, { startMs: NOW_MS, endMs: NOW_MS + 60 * MINUTE_MS })] });

test('in the steady state nothing is written but signs of life', async () => {
  const sites = await quiet();
  sites.world.calls.splice(0);
  await sites.rounds(12);
  expect(new Set(sites.world.writes().filter((name) => name !== 'readBgp'))).toEqual(new Set(['publish']));
  expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
  expect(sites.world.audit).toEqual([]);
});

describe('announced maintenance of the Direct Connect link of iad', () => {
  const drained = async () => (await quiet(hour('ord-iad-dx'))).rounds(40);

  test('is over in steps: announce, see it heard, find the link empty, withdraw it', async () => {
    const sites = await drained();
    const times = (code: string) => sites.world.audit.filter((entry) => entry.code === code).map(({ atMs }) => atMs);
    expect(said(sites, 'announcement-made')).toEqual(['pdx ord-pdx-dx cmh', 'pdx ord-pdx-dx iad']);
    const [made = 0] = times('announcement-made');
    const [complete = 0] = times('drain-complete');
    const [withdrawn = 0] = times('link-withdrawn');
    expect(complete - made).toBeGreaterThanOrEqual(IN_ALL.delayMs + 60_000);
    expect(withdrawn).toBeGreaterThanOrEqual(complete);
    expect(said(sites, 'link-withdrawn')).toEqual(['iad ord-iad-dx']);
    expect(sites.lost).toEqual([]);
  });

  test('ends in the network that is desired, and reconciling again writes nothing', async () => {
    const sites = await drained();
    expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-dx': 'drained' }));
    for (const { name } of backbone.sites) await sites.reconcile(name);
    sites.world.calls.splice(0);
    for (const { name } of backbone.sites) await sites.reconcile(name);
    expect(sites.world.writes().filter((name) => name !== 'readBgp')).toEqual([]);
  });

  test('a cut in it loses nothing and changes nothing that forwards', async () => {
    const sites = await drained();
    const before = contentOf(sites.world.network);
    fails(sites, 'ord-iad-dx', 'down');
    expect(sites.undelivered()).toEqual([]);
    await sites.rounds(10);
    expect(sites.undelivered()).toEqual([]);
    expect(contentOf(sites.world.network)).toEqual(before);
  });

  test('a restore brings back the routes, sees them heard, and only then takes announcements and overrides back', async () => {
    const sites = heals(fails(await drained(), 'ord-iad-dx', 'down'));
    sites.world.advance(60 * MINUTE_MS);
    sites.world.audit.splice(0);
    await sites.rounds(60);
    const codes = sites.world.audit.map(({ code }) => code);
    expect(codes.indexOf('link-restored')).toBeLessThan(codes.indexOf('override-removed'));
    expect(codes.indexOf('link-restored')).toBeLessThan(codes.indexOf('announcement-removed'));
    expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
    expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
    const at = (code: string) => sites.world.audit.find((entry) => entry.code === code)?.atMs ?? 0;
    expect(at('announcement-removed') - at('link-restored')).toBeGreaterThanOrEqual(IN_ALL.delayMs + 60_000);
  });

  test('a deploy that enables its propagation again moves no traffic, and the next reconcile withdraws it again', async () => {
    const sites = await drained();
    const ports = sites.world.portsOf('iad').bgp;
    await ports?.enablePropagation({ table: 'iad/spokes', attachment: 'ord-iad-dx' });
    fails(sites, 'ord-iad-dx');
    expect(sites.undelivered()).toEqual([]);
    await sites.rounds(12);
    expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-dx': 'drained' }));
  });
});

describe('a Direct Connect link that silently drops data', () => {
  test('is bridged by the VPN at once, until the other Direct Connect link has been heard', async () => {
    const sites = fails(await quiet(), 'ord-iad-dx');
    expect(sites.undelivered()).toEqual(expect.arrayContaining(['ord iad dead-link', 'iad ord dead-link']));
    await sites.round();
    expect(sites.undelivered()).toEqual([]);
    expect(said(sites, 'announcement-made')).toContain('iad ord-iad-vpn iad');
    await sites.rounds(9);
    expect(said(sites, 'announcement-removed')).toEqual([]);
    await sites.rounds(30);
    expect(said(sites, 'announcement-removed')).toEqual(['iad ord-iad-vpn cmh', 'iad ord-iad-vpn iad']);
    expect(said(sites, 'link-withdrawn')).toEqual(['iad ord-iad-dx']);
    expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-dx': 'down' }));
    expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
  });

  test('is restored once it has been good for the hold-down, and the baseline is back', async () => {
    const sites = await fails(await quiet(), 'ord-iad-dx').rounds(40);
    await heals(sites).rounds(80);
    expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
    expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
  });

  test('is survived together with the other Direct Connect link: the VPN takes what premises send', async () => {
    const sites = await fails(await quiet(), 'ord-iad-dx').rounds(40);
    await fails(sites, 'ord-pdx-dx').rounds(60);
    expect(sites.undelivered()).toEqual([]);
    await heals(sites).rounds(100);
    expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
    expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
  });
});

test('a VPN under a Direct Connect link is drained by its withdrawal alone', async () => {
  const sites = await (await quiet(hour('ord-iad-vpn'))).rounds(30);
  expect(said(sites, 'announcement-made')).toEqual([]);
  expect(said(sites, 'link-withdrawn')).toEqual(['iad ord-iad-vpn']);
  expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-vpn': 'drained' }));
  sites.world.advance(60 * MINUTE_MS);
  await sites.rounds(30);
  expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
  expect(sites.lost).toEqual([]);
});

test('while all is frozen no announcement is made and nothing is withdrawn', async () => {
  const sites = fails(await quiet({ orders: [anOrder('freeze')] }), 'ord-iad-dx');
  await sites.rounds(20);
  expect(contentOf(sites.world.network)).toEqual(contentOf(baseline));
  await sites.know({ orders: [] }).rounds(40);
  expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-dx': 'down' }));
});

test.each(['createEdgeRoute', 'changeAllowedPrefixes', 'disablePropagation', 'readBgp', 'publish'] as const)(
  'fails for a while when %s is refused, and ends where it would have ended',
  async (call) => {
    const sites = fails(await quiet(), 'ord-iad-dx');
    sites.world.refuseNext(3, call);
    await sites.rounds(60);
    expect(contentOf(sites.world.network)).toEqual(steered({ 'ord-iad-dx': 'down' }));
    expect([...sites.lost, ...sites.undelivered()]).toEqual([]);
  },
);
