import { readNames } from '../../../lib/controller/names/read-names';

const alarm = (name: string) => ({ region: 'us-east-1', name });
const CHECK = { id: 'reaches-iad', to: 'iad', alarm: alarm('acme-cmh-reaches-iad') };
const SERVICE = {
  name: 'users',
  zoneId: 'Z1',
  sites: ['iad', 'pdx'],
  records: [
    {
      name: 'users.acme.internal.',
      type: 'A',
      setIdentifier: 'primary',
      failover: 'PRIMARY',
      healthCheckId: 'usable',
      ttlSeconds: 60,
      values: ['10.10.1.10'],
    },
  ],
  checks: [
    { id: 'well', alarm: alarm('users-unwell') },
    { id: 'usable', allOf: ['reaches-iad', 'well'] },
  ],
};

test('parameters are read by their folders, and sorted by their names', () => {
  const texts = {
    'services/users': SERVICE,
    'services/orders': { ...SERVICE, name: 'orders' },
    'checks/pdx': { ...CHECK, to: 'pdx' },
    'checks/iad': CHECK,
  };
  const parameters = new Map(Object.entries(texts).map(([name, value]) => [name, JSON.stringify(value)]));
  expect(readNames(parameters)).toEqual({
    checks: [CHECK, { ...CHECK, to: 'pdx' }],
    services: [{ ...SERVICE, name: 'orders' }, SERVICE],
  });
});

test('a site without services has no names, and what is not about names is not read', () => {
  expect(readNames(new Map([['plan/backbone', 'anything']]))).toEqual({ checks: [], services: [] });
});

test.each([
  ['text that is no JSON', 'checks/iad', '{', 'holds no JSON; deploy the stack of its names again'],
  ['a check of no site', 'checks/iad', JSON.stringify({ ...CHECK, to: undefined }), 'at to'],
  ['a check that follows nothing', 'checks/iad', JSON.stringify({ ...CHECK, alarm: undefined }), 'at alarm'],
  ['a service without sites', 'services/users', JSON.stringify({ ...SERVICE, sites: [] }), 'at sites'],
  ['a service without records', 'services/users', JSON.stringify({ ...SERVICE, records: [] }), 'at records'],
  ['a check of neither kind', 'services/users', JSON.stringify({ ...SERVICE, checks: [{ id: 'x' }] }), 'at checks[0]'],
])('fails on a parameter with %s, and names it and what is wrong', (_, name, text, why) => {
  const read = () => readNames(new Map([[name, text]]));
  expect(read).toThrow(`the parameter ${name} of the site's names`);
  expect(read).toThrow(why);
});
