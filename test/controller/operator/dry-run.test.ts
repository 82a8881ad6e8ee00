import { sitePlans } from '../../../lib/controller/operator/dry-run';
import { readSites } from '../../../lib/controller/operator/site-reading';
import { hybridExample } from '../../support/hybrid';
import { operatorSites, type Trouble } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { anOrder } from '../../support/world';

const BACKBONE = hybridExample();

async function plans(sites: Sites, trouble: Trouble = {}) {
  return sitePlans(await readSites(operatorSites(sites, trouble)), sites.world.nowMs);
}

describe('a dry run', () => {
  it('would change nothing where nothing is to be changed', async () => {
    const sites = await new Sites(BACKBONE).rounds(6);
    expect(await plans(sites)).toEqual(
      ['cmh', 'iad', 'pdx'].map((site) => ({ site, allowed: [], held: [], admit: [], dismiss: [] })),
    );
  });

  it('says which drain the admission site would let begin', async () => {
    const sites = await new Sites(BACKBONE).rounds(6);
    sites.know({ orders: [anOrder('drain', 'iad-pdx', { atMs: sites.world.nowMs })] });
    const found = await plans(sites);
    expect(found.map(({ site, admit }) => [site, admit])).toEqual([
      ['cmh', []],
      ['iad', ['iad-pdx']],
      ['pdx', []],
    ]);
  });

  it('is what the next run of each controller does, step after step, and changes nothing itself', async () => {
    const sites = await new Sites(BACKBONE).rounds(6);
    sites.know({ orders: [anOrder('drain', 'iad-pdx', { atMs: sites.world.nowMs })] });
    let changed = 0;
    let held = 0;
    for (let turn = 0; turn < 60; turn++) {
      const site = BACKBONE.sites[turn % BACKBONE.sites.length]?.name ?? '';
      const { network } = sites.world;
      const plan = (await plans(sites)).find((one) => one.site === site);
      expect(sites.world.network).toBe(network);
      const before = sites.world.audit.length;
      await sites.turn(turn);
      const written = sites.world.audit
        .slice(before)
        .filter(({ code }) => /^(override|announcement)-|^link-(withdrawn|restored)$/.test(code));
      expect(written.map(({ change }) => change)).toEqual(plan?.allowed ?? []);
      changed += written.length;
      held += plan?.held.length ?? 0;
    }
    expect(changed).toBeGreaterThan(0);
    expect(held).toBeGreaterThan(0);
  });

  it('leaves out a site of which something could not be read, and no other', async () => {
    const sites = await new Sites(BACKBONE).rounds(6);
    expect((await plans(sites, { iad: ['routes'], cmh: ['replica'] })).map(({ site }) => site)).toEqual(['pdx']);
  });
});
