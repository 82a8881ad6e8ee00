import { lastTold } from '../../../lib/controller/operator/link-reports';
import { overviewOf } from '../../../lib/controller/operator/overview';
import { seeBackbone } from '../../../lib/controller/operator/seen-backbone';
import { readSites, type SiteReading } from '../../../lib/controller/operator/site-reading';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { operatorSite, operatorSites, seen, type Trouble } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { aNotice, anOrder, MINUTE_MS } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);

async function settled(rounds = 6): Promise<Sites> {
  return new Sites(TRIANGLE).rounds(rounds);
}

async function overview(sites: Sites, trouble: Trouble = {}, declared = TRIANGLE) {
  const view = await seen(sites, trouble, declared);
  const links = view.states.map(({ link }) => link);
  return overviewOf(view, await lastTold(links, operatorSite(sites, 's0').audited('s0', 0)));
}

describe('an overview', () => {
  it('of a healthy backbone has nothing to tell of but that it is', async () => {
    const { sites, links, flows, windows, orders, unread, apart, seenBy } = await overview(await settled());
    expect(sites.map(({ site, word, view, admission }) => [site, word, view, admission])).toEqual([
      ['s0', 'fresh', 'same', true],
      ['s1', 'fresh', 'same', false],
      ['s2', 'fresh', 'same', false],
    ]);
    expect(links.map(({ link, standing, code, otherwise }) => [link, standing, code, otherwise])).toEqual(
      TRIANGLE.links.map(({ name }) => [name, 'up', 'link-healthy', []]),
    );
    expect(flows.flatMap(({ read = [] }) => read.map(({ outcome }) => outcome))).toEqual(
      TRIANGLE.flows.map(() => 'delivered'),
    );
    expect({ windows, orders, unread, apart, seenBy }).toEqual({
      windows: [],
      orders: [],
      unread: [],
      apart: [],
      seenBy: 's0',
    });
  });

  it('tells of a drained link why, since when, for how long, and that it is empty', async () => {
    const sites = await settled();
    const order = anOrder('drain', 's0-s1', { atMs: sites.world.nowMs });
    await sites.know({ orders: [order] }).rounds(20);
    const { links, orders } = await overview(sites);
    const link = links.find((one) => one.link === 's0-s1');
    const said = sites.world.audit.find(({ site, code }) => site === 's0' && code === 'link-drain-ordered');
    expect(link).toMatchObject({ standing: 'drained', code: 'link-drain-ordered', wanted: true, emptied: true });
    expect(link?.sinceMs).toBe(said?.atMs);
    expect(said).toBeDefined();
    const { kind: _, ...placed } = order;
    expect(orders).toEqual([placed]);
  });

  it('tells what each end measured, and for what counts no more that it does not', async () => {
    const sites = await settled();
    const old = sites.world.snapshot.observations.map((one) =>
      one.site === 's1' ? { ...one, expiresMs: sites.world.nowMs, rttMs: 12.5 } : one,
    );
    sites.know({ observations: old });
    const { links } = await overview(sites);
    expect(
      links
        .find(({ link }) => link === 's0-s1')
        ?.ends.map(({ site, measured }) => [site, measured?.expired, measured?.rttMs]),
    ).toEqual([
      ['s0', false, undefined],
      ['s1', true, 12.5],
    ]);
  });

  it('names sites whose last word holds a link otherwise, and whose view is another', async () => {
    const sites = await settled();
    const { publications } = sites.world.snapshot;
    const odd = { 's0-s1': { standing: 'down', code: 'link-probes-lost' } } as const;
    const view = `${publications[0]?.view.split(' ', 1)[0]} s0-s1=down`;
    sites.know({
      publications: publications.map((word) => (word.site === 's2' ? { ...word, links: odd, view } : word)),
    });
    const { links, sites: reports } = await overview(sites);
    expect(links.find(({ link }) => link === 's0-s1')?.otherwise).toEqual([
      { site: 's2', standing: 'down', code: 'link-probes-lost' },
    ]);
    expect(reports.map(({ view: of }) => of)).toEqual(['same', 'same', 'other']);
  });

  it('calls a site stale when its word is old, silent when the admission site does, and unheard without a word', async () => {
    const sites = await settled();
    sites.world.advance(4 * MINUTE_MS);
    await sites.reconcile('s0');
    const stale = await overview(sites);
    expect(stale.sites.map(({ word }) => word)).toEqual(['fresh', 'stale', 'stale']);
    sites.world.advance(2 * MINUTE_MS);
    await sites.reconcile('s0');
    const silent = await overview(sites);
    expect(silent.sites.map(({ word }) => word)).toEqual(['fresh', 'silent', 'silent']);
    sites.know({ publications: [] });
    expect((await overview(sites)).sites.map(({ word }) => word)).toEqual(['unheard', 'unheard', 'unheard']);
  });

  it('says what could not be read of a site, and shows all else', async () => {
    const sites = await settled();
    const { unread, links, flows, seenBy } = await overview(sites, { s0: ['replica'], s1: ['config'], s2: ['routes'] });
    expect(unread).toEqual([
      { site: 's0', what: 'database', why: 'replica of s0 is not permitted' },
      { site: 's1', what: 'configuration', why: 'config of s1 is not permitted' },
      { site: 's2', what: 'routes', why: 'routes of s2 is not permitted' },
    ]);
    expect(seenBy).toBe('s1');
    expect(links).toHaveLength(3);
    expect(flows.every(({ read = [] }) => read.every(({ outcome }) => outcome === 'delivered'))).toBe(true);
  });

  it('names the ends of BGP links that could not be read, and shows the paths of all else', async () => {
    const hybrid = await new Sites(hybridExample()).rounds(6);
    const readings = await readSites(operatorSites(hybrid));
    const unread = new Map([['ord-iad-dx', 'DescribeDirectConnectGatewayAssociations was not answered']]);
    const without = readings.map((one): SiteReading => {
      const reading = one.routes?.ok ? one.routes.value.reading : undefined;
      if (one.site !== 'iad' || !one.routes?.ok || !reading) return one;
      return { ...one, routes: { ok: true, value: { ...one.routes.value, reading: { ...reading, unread } } } };
    });
    const { unread: told, flows } = overviewOf(seeBackbone(hybrid.backbone, without, hybrid.world.nowMs), new Map());
    expect(told).toEqual([
      { site: 'iad', what: 'end', why: 'ord-iad-dx: DescribeDirectConnectGatewayAssociations was not answered' },
    ]);
    expect(flows.every(({ read = [] }) => read.every(({ outcome }) => outcome === 'delivered'))).toBe(true);
  });

  it('claims nothing about links and flows when no replica could be read', async () => {
    const all = { s0: ['replica'], s1: ['replica'], s2: ['replica'] } as const;
    const { links, flows, seenBy, unread } = await overview(await settled(), all);
    expect({ links, flows, seenBy }).toEqual({ links: [], flows: [], seenBy: undefined });
    expect(unread).toHaveLength(3);
  });

  it('is about what was deployed, and says where that is not what the file declares', async () => {
    const declared = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2, 99)]);
    const { apart, links } = await overview(await settled(), {}, declared);
    expect(apart).toEqual(['s0', 's1', 's2']);
    expect(links.find(({ link }) => link === 's0-s2')?.cost).toBe(10);
  });

  it('has windows that are on or to come, and not those that are over', async () => {
    const sites = await settled();
    const { nowMs } = sites.world;
    const window = (id: string, fromMs: number, toMs: number) =>
      aNotice('s0-s1', { id, event: id, startMs: nowMs + fromMs, endMs: nowMs + toMs });
    sites.know({
      notices: [
        window('over', -60 * MINUTE_MS, -MINUTE_MS),
        window('open', -MINUTE_MS, MINUTE_MS),
        window('upcoming', 60 * MINUTE_MS, 90 * MINUTE_MS),
        { ...window('tentative', 60 * MINUTE_MS, 91 * MINUTE_MS), status: 'tentative' },
      ],
    });
    const { windows } = await overview(sites);
    expect(windows.map(({ id, when, outlook }) => [id, when, outlook.kind])).toEqual([
      ['open', 'open', 'drain'],
      ['upcoming', 'upcoming', 'drain'],
      ['tentative', 'upcoming', 'told'],
    ]);
  });
});
