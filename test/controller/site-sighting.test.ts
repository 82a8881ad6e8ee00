import { siteRouting } from '../../lib/controller/site-routing';
import { plannedSite, sightSite } from '../../lib/controller/site-sighting';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { siteParameters } from '../support/plan-parameters';
import { Sites } from '../support/sites';
import { aNotice } from '../support/world';

const backbone = hybridExample();
const network = networkOf(backbone);
const whole = siteParameters(network, backbone, 'iad');

test('a site whose plan was written is known by it', () => {
  expect(plannedSite('iad', whole)?.routing).toEqual(siteRouting(network, 'iad'));
});

test('where no part of a plan is there, there is no controller that could steer', () => {
  const others = new Map([...whole].filter(([name]) => !name.startsWith('plan/')));
  expect(plannedSite('iad', others)).toBeUndefined();
  expect(plannedSite('iad', new Map())).toBeUndefined();
});

test('fails when part of a plan is missing, and names it', () => {
  for (const missing of ['plan/backbone', 'plan/links/iad-pdx', 'routing/gateway']) {
    const parts = new Map([...whole].filter(([name]) => name !== missing));
    expect(() => plannedSite('iad', parts)).toThrow(/the plan of iad cannot be used: /);
  }
});

test('nothing is sighted in the steady state, and what a drain has steered with why it was', async () => {
  const config = plannedSite('iad', whole);
  if (!config) throw new Error('there is a plan');
  const quiet = await new Sites(backbone).rounds(2);
  expect(await sightSite(config, quiet.world.portsOf('iad'))).toMatchObject({ steered: [], isControlled: true });
  const drained = await quiet.know({ notices: [aNotice('iad-pdx')] }).rounds(8);
  const { steered, publication } = await sightSite(config, drained.world.portsOf('iad'));
  expect(steered.map(({ link, remote }) => `${remote} over ${link}`)).toContain('pdx over iad-cmh');
  expect(publication?.links['iad-pdx']).toMatchObject({ standing: 'drained', code: 'link-maintenance' });
});
