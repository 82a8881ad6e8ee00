import { viewOf } from '../../../lib/controller/handlers/status-view';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { operatorSite } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { anOrder } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);

type ViewDeps = Parameters<typeof viewOf>[1];

async function depsOf(changes: Partial<ViewDeps> = {}): Promise<ViewDeps> {
  const sites = await new Sites(TRIANGLE).rounds(6);
  await sites.know({ orders: [anOrder('drain', 's0-s1', { atMs: sites.world.nowMs })] }).rounds(6);
  const at = operatorSite(sites, 's0');
  return {
    site: 's0',
    config: at.config,
    replica: at.replica,
    audited: at.audited,
    now: () => sites.world.nowMs,
    ...changes,
  };
}

test('CloudWatch gets the status as HTML, with since when links are as they are', async () => {
  const html = await viewOf({ widgetContext: { dashboardName: 'acme' } }, await depsOf());
  expect(html).toMatch(/^<h2[^>]*>✔ 3 links/);
  expect(html).toMatch(/<td>\d+ s ago<\/td><td>link-drain-ordered: /);
});

test('says what it is when it is asked for that, and reads nothing for it', async () => {
  const config = jest.fn();
  expect(await viewOf({ describe: true }, await depsOf({ config }))).toMatch(/^## Status of a backbone/);
  expect(config).not.toHaveBeenCalled();
});

test('without a history it shows all the rest, and says so', async () => {
  const audited = () => {
    throw new Error('throttled <b>');
  };
  const html = await viewOf({}, await depsOf({ audited }));
  expect(html).toContain('s0: its replica of the audit could not be read: throttled &lt;b&gt;');
  expect(html).toMatch(/^<h2[^>]*>✔ 3 links/);
});

test('before there is a controller it says that there is none', async () => {
  expect(await viewOf({}, await depsOf({ config: async () => undefined }))).toContain(
    'No controller has been deployed',
  );
});

test('fails when the database cannot be read, so that CloudWatch shows why and nothing old', async () => {
  const replica = () => Promise.reject(new Error('Scan is not permitted'));
  await expect(viewOf({}, await depsOf({ replica }))).rejects.toThrow('Scan is not permitted');
});
