import { explainFlow } from '../../../lib/controller/operator/explain-flow';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { seen } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { allGood, anObservation, anOrder } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const FLOW = { from: 's0', to: 's1' };

describe('the explanation of a flow', () => {
  it('names at each site the route and the reason, and how the links on it stand', async () => {
    const view = await seen(await new Sites(TRIANGLE).rounds(6));
    const { paths, agrees } = explainFlow(FLOW, view);
    expect(agrees).toBe(true);
    expect(paths.map(({ outcome, path }) => [outcome, ...path])).toEqual([['delivered', 's0-s1']]);
    expect(paths[0]?.reasons.map(({ site, link, shortest, because }) => [site, link, shortest, because])).toEqual([
      [
        's0',
        's0-s1',
        's0-s1',
        'it is the shortest path of the links as they stand, by the route beneath all overrides',
      ],
      ['s1', undefined, undefined, "goes to the site's own networks"],
    ]);
    expect(paths[0]?.links.map(({ link, standing, code }) => [link, standing, code])).toEqual([
      ['s0-s1', 'up', 'link-healthy'],
    ]);
  });

  it('says that an override leads around a drained link', async () => {
    const sites = await new Sites(TRIANGLE).rounds(6);
    await sites.know({ orders: [anOrder('drain', 's0-s1', { atMs: sites.world.nowMs })] }).rounds(20);
    const [path] = explainFlow(FLOW, await seen(sites)).paths;
    expect(path?.path).toEqual(['s0-s2', 's1-s2']);
    expect(path?.reasons[0]).toMatchObject({
      site: 's0',
      link: 's0-s2',
      shortest: 's0-s2',
      because: 'it is the shortest path of the links as they stand, by an override of the controller',
    });
  });

  it('says that a change is about to be made', async () => {
    const sites = await new Sites(TRIANGLE).rounds(6);
    const bad = ['s0', 's1'].map((site) => anObservation('s0-s1', site, { verdict: 'bad', wasBad: true }));
    sites.know({ observations: [...allGood(TRIANGLE).filter(({ link }) => link !== 's0-s1'), ...bad] });
    const [path] = explainFlow(FLOW, await seen(sites)).paths;
    expect(path).toMatchObject({
      outcome: 'dead-link',
      links: [{ link: 's0-s1', standing: 'down', code: 'link-probes-lost' }],
    });
    expect(path?.reasons[0]?.because).toBe(
      'the shortest path would be over s0-s2, and the route beneath all overrides leads over s0-s1; the change is about to be made',
    );
  });

  it('names the guards that hold a change, and why', async () => {
    const sites = await new Sites(TRIANGLE).rounds(6);
    const { nowMs } = sites.world;
    const bad = ['s0', 's1'].map((site) => anObservation('s0-s1', site, { verdict: 'bad', wasBad: true }));
    sites.know({
      observations: [...allGood(TRIANGLE).filter(({ link }) => link !== 's0-s1'), ...bad],
      orders: [anOrder('freeze', undefined, { atMs: nowMs, expiresMs: nowMs + 60_000, owner: 'ada' })],
    });
    const [path] = explainFlow(FLOW, await seen(sites)).paths;
    const [first] = path?.reasons ?? [];
    expect(first?.held.map(({ code, table }) => [code, table])).toEqual([['held-frozen', 'spokes']]);
    expect(first?.because).toContain('the change is held: ');
    expect(first?.because).toContain('ada');
  });

  it('says when what is published leads elsewhere', async () => {
    const sites = await new Sites(TRIANGLE).rounds(6);
    const { publications } = sites.world.snapshot;
    const hop = { transit: ['s0-s2'], spokes: ['s0-s2'] };
    sites.know({
      publications: publications.map((word) =>
        word.site === 's0' ? { ...word, hops: { ...word.hops, s1: hop } } : word,
      ),
    });
    expect(explainFlow(FLOW, await seen(sites)).agrees).toBe(false);
  });

  it('explains what premises send from the link on by which it enters', async () => {
    const view = await seen(await new Sites(hybridExample()).rounds(6));
    const [path] = explainFlow({ from: 'ord', to: 'cmh' }, view).paths;
    expect(path?.entry).toBe(path?.path[0]);
    expect(path?.reasons.map(({ site }) => site).at(-1)).toBe('cmh');
    expect(path?.links.map(({ link }) => link)).toEqual(path?.path);
  });
});
