import { SSMClient } from '@aws-sdk/client-ssm';
import { siteNames } from '../../../lib/controller/aws/site-names';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin } from '../../support/http-twin';

const check = (to: string) => ({ id: `reaches-${to}`, to, alarm: { region: 's0', name: `acme-s0-reaches-${to}` } });

/** With these parameters of the site s0 below `/acme/names`. */
async function read(texts: Readonly<Record<string, unknown>>) {
  const parameters = Object.entries(texts).map(([name, value]) => ({
    name: `/acme/names/${name}`,
    region: 's0',
    type: 'String',
    value: JSON.stringify(value),
  }));
  const twin = await openTwin({ inventory: { ...inventoryOf(GIVEN), parameters }, behaviour: { pageSize: 1 } });
  return siteNames(twin.client(new SSMClient(twin.config('s0'))), '/acme/names/s0');
}

test('the names of one site are read, page after page, and those of no other', async () => {
  const names = await read({
    's0/checks/s1': check('s1'),
    's0/checks/s0': check('s0'),
    's01/checks/s0': check('s9'),
    's1/checks/s0': check('s9'),
  });
  expect(names).toEqual({ checks: [check('s0'), check('s1')], services: [] });
});

test('fails on what Detour has not written, and names the parameter', async () => {
  await expect(read({ 's0/checks/s1': { id: 'x' } })).rejects.toThrow("the parameter checks/s1 of the site's names");
});
