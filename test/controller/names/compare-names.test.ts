import fc from 'fast-check';
import type { SeenHealthCheck, SeenRecord } from '../../../lib/controller/health-check-ports';
import { compareNames, type SeenNames } from '../../../lib/controller/names/compare-names';
import type { SiteNames } from '../../../lib/controller/names/read-names';
import { asDeployed, namedService, reachCheck } from '../../support/names';

const NOBODY: ReadonlySet<string> = new Set();
const NAMES: SiteNames = {
  checks: ['iad', 'pdx', 'cmh'].map(reachCheck),
  services: [namedService('users', ['iad', 'pdx', 'cmh'], 'users-unwell')],
};
const ZONE = 'Z-5';
const NAME = 'users.acme.internal.';

type Records = (records: readonly SeenRecord[]) => readonly SeenRecord[] | undefined;
type Checks = Readonly<Record<string, Partial<SeenHealthCheck> | 'missing'>>;

/** What is told of Route 53 as it was deployed, but for these differences. */
function told(records: Records = (all) => all, checks: Checks = {}, evacuated: SeenNames['evacuated'] = NOBODY) {
  const deployed = asDeployed(NAMES);
  const seen = [...deployed.checks].map(([id, check]): [string, SeenHealthCheck | undefined] => {
    const change = checks[id];
    return [id, change === 'missing' ? undefined : { ...check, ...change }];
  });
  const zones = new Map([[ZONE, records(deployed.zones.get(ZONE) ?? [])]]);
  return compareNames(NAMES, { zones, checks: new Map(seen), evacuated }).map(
    ({ code, because }) => `${code}: ${because}`,
  );
}
const ofRecords = (records: Records) => told(records);
const ofCheck = (id: string, change: Checks[string], evacuated?: SeenNames['evacuated']) =>
  told(undefined, { [id]: change }, evacuated);

const isIt = (record: SeenRecord, name: string, failover: string) =>
  record.name === name && record.failover === failover;
const changing =
  (name: string, failover: string, change: Partial<SeenRecord>): Records =>
  (all) =>
    all.map((record) => (isIt(record, name, failover) ? { ...record, ...change } : record));
const PRIMARY = [NAME, 'PRIMARY'] as const;
const ALIAS = [NAME, 'SECONDARY'] as const;

test('nothing is told of what is as it was deployed, in whatever order and form it comes', () => {
  expect(told()).toEqual([]);
  expect(ofRecords((all) => [...all].reverse())).toEqual([]);
  expect(ofRecords((all) => all.map((record) => ({ ...record, name: record.name.toUpperCase() })))).toEqual([]);
  expect(ofCheck('users-usable', { calculated: { children: ['users-well', 'reaches-iad'], threshold: 2 } })).toEqual(
    [],
  );
});

test('an address is the same in any of its forms', () => {
  const changeAddress = (service: SiteNames['services'][number], value: string): SiteNames => ({
    ...NAMES,
    services: [{ ...service, records: service.records.map((record) => ({ ...record, values: [value] })) }],
  });
  const [service] = NAMES.services as [SiteNames['services'][number]];
  const seen = asDeployed(changeAddress(service, '2001:db8:0:0::1'));
  const told6 = (value: string) => compareNames(changeAddress(service, value), { ...seen, evacuated: NOBODY });
  expect(told6('2001:DB8::1')).toEqual([]);
  expect(told6('2001:db8::2')).not.toEqual([]);
});

test('records of other names in the zone are not looked at', () => {
  const other = { name: 'mail.acme.internal.', type: 'A', values: ['10.0.0.1'] };
  expect(ofRecords((all) => [...all, other])).toEqual([]);
});

test.each<[string, Records, string]>([
  [
    'is missing',
    (all) => all.filter((record) => !isIt(record, ...PRIMARY)),
    `record-missing: the record ${NAME} A primary is missing`,
  ],
  [
    'was deleted with its zone',
    () => undefined,
    `record-missing: the zone ${ZONE} is missing, and with it all records of users`,
  ],
  [
    'has another value',
    changing(...PRIMARY, { values: ['10.9.9.9'] }),
    `record-changed: the record ${NAME} A primary is another one: values is ["10.9.9.9"] and was deployed as ["10.0.3.105"]`,
  ],
  [
    'is of another role',
    changing(...PRIMARY, { failover: 'SECONDARY' }),
    `record-changed: the record ${NAME} A primary is another one: failover is "SECONDARY" and was deployed as "PRIMARY"`,
  ],
  [
    'goes by another health check',
    changing(...PRIMARY, { healthCheckId: 'reaches-pdx' }),
    `record-changed: the record ${NAME} A primary is another one: health check is "reaches-pdx" and was deployed as "users-usable"`,
  ],
  [
    'is kept for longer',
    changing(...PRIMARY, { ttlSeconds: 3_600 }),
    `record-changed: the record ${NAME} A primary is another one: TTL is 3600 and was deployed as 60`,
  ],
  [
    'stands for something else',
    changing(...ALIAS, { alias: { name: 'other.', zoneId: ZONE, evaluatesHealth: true } }),
    `record-changed: the record ${NAME} A secondary is another one: alias of is "other." and was deployed as "_second.${NAME}"`,
  ],
  [
    'stands for a name of another zone',
    changing(...ALIAS, { alias: { name: `_second.${NAME}`, zoneId: 'Z9', evaluatesHealth: true } }),
    `record-changed: the record ${NAME} A secondary is another one: zone of the alias is "Z9" and was deployed as "${ZONE}"`,
  ],
  [
    'is as healthy as may be',
    changing(...ALIAS, { alias: { name: `_second.${NAME}`, zoneId: ZONE, evaluatesHealth: false } }),
    `record-changed: the record ${NAME} A secondary is another one: alias follows health is false and was deployed as true`,
  ],
  [
    'is beside those that were deployed',
    (all) => [...all, { name: NAME, type: 'AAAA', values: ['2001:db8::1'] }],
    `record-foreign: the record ${NAME} AAAA is none of Detour, and has the name of users`,
  ],
])('a record that %s is told', (_, records, expected) => {
  expect(ofRecords(records)).toEqual([expected]);
});

test('a record that has lost its health check is told', () => {
  const lost = ({ healthCheckId: _, ...record }: SeenRecord): SeenRecord => record;
  expect(ofRecords((all) => all.map((record) => (isIt(record, ...PRIMARY) ? lost(record) : record)))).toEqual([
    `record-changed: the record ${NAME} A primary is another one: health check is nothing and was deployed as "users-usable"`,
  ]);
});

test.each<[string, string, Checks[string], string]>([
  [
    'is missing',
    'reaches-iad',
    'missing',
    'health-check-missing: the health check reaches-iad, by which names follow iad, is missing',
  ],
  [
    'of a service is missing',
    'users-well',
    'missing',
    'health-check-missing: the health check users-well, of a service, is missing',
  ],
  [
    'is of another type',
    'reaches-iad',
    { type: 'TCP', alarm: undefined } as never,
    'is of type TCP; as it was deployed it follows',
  ],
  [
    'follows another alarm',
    'reaches-iad',
    { alarm: { region: 'us-east-1', name: 'x' } },
    'follows the alarm x in us-east-1',
  ],
  [
    'follows an alarm elsewhere',
    'users-well',
    { alarm: { region: 'eu-west-1', name: 'users-unwell' } },
    'users-unwell in eu-west-1',
  ],
  ['counts as healthy without data', 'reaches-iad', { missingData: 'Healthy' }, 'without its data is Healthy'],
  [
    'wants fewer',
    'users-usable',
    { calculated: { children: ['reaches-iad', 'users-well'], threshold: 1 } },
    'wants 1 of',
  ],
  [
    'has lost one',
    'users-usable',
    { calculated: { children: ['users-well'], threshold: 2 } },
    'wants 2 of users-well healthy',
  ],
  ['is disabled', 'reaches-iad', { disabled: true }, 'is disabled: it is healthy whatever happens'],
  ['is inverted', 'reaches-iad', { inverted: true }, 'is inverted: it is healthy when what it goes by is not'],
])('a health check that %s is told', (_, id, change, expected) => {
  const found = ofCheck(id, change);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
  expect(found[0]).toMatch(
    change === 'missing' ? /^health-check-missing: / : /^health-check-changed: the health check/,
  );
});

const FORCED = { disabled: true, inverted: true };

test('a forced check is told unless its site is evacuated, with the version that lets it go', () => {
  const expected = [
    'health-check-forced: the health check reaches-iad, by which names follow iad, is forced to be unhealthy in its version 3, and no order evacuates iad',
  ];
  expect(ofCheck('reaches-iad', FORCED)).toEqual(expected);
  expect(ofCheck('reaches-iad', FORCED, new Set(['pdx']))).toEqual(expected);
  expect(ofCheck('reaches-iad', FORCED, new Set(['iad']))).toEqual([]);
});

test('a forced check of a service is told whatever is evacuated', () => {
  expect(ofCheck('users-well', FORCED, new Set(['iad', 'pdx', 'cmh']))).toEqual([
    'health-check-forced: the health check users-well, of a service, is forced to be unhealthy in its version 3, and no order forces one',
  ]);
});

test('a check that is not forced while its site is evacuated is as it should be: names move by the order', () => {
  expect(told(undefined, {}, new Set(['iad']))).toEqual([]);
});

test('of what could not be read nothing is told', () => {
  expect(compareNames(NAMES, { zones: new Map(), checks: new Map(), evacuated: NOBODY })).toEqual([]);
  expect(ofCheck('reaches-iad', FORCED, undefined)).toHaveLength(1);
  const deployed = asDeployed(NAMES);
  const checks = new Map([...deployed.checks].map(([id, check]) => [id, { ...check, ...FORCED }]));
  expect(compareNames(NAMES, { ...deployed, checks, evacuated: undefined })).toEqual([]);
});

const SITES = ['iad', 'pdx', 'cmh', 'dub'];
const services = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    sites: fc.shuffledSubarray(SITES, { minLength: 2, maxLength: 3 }),
    ownAlarm: fc.option(fc.constant('unwell'), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ name }) => name },
);
const worlds = services.map(
  (all): SiteNames => ({
    checks: SITES.map(reachCheck),
    services: all.map(({ name, sites, ownAlarm }) => namedService(name, sites, ownAlarm)),
  }),
);

/** Each changes one record, by its index, and names how it is told. */
const RECORD_CHANGES: readonly [string, (all: SeenRecord[], i: number) => void][] = [
  ['record-missing', (all, i) => void all.splice(i, 1)],
  ['record-changed', (all, i) => void all.splice(i, 1, { ...(all[i] as SeenRecord), ttlSeconds: 1 })],
  ['record-changed', (all, i) => void all.splice(i, 1, { ...(all[i] as SeenRecord), values: ['10.255.0.1'] })],
  ['record-changed', (all, i) => void all.splice(i, 1, { ...(all[i] as SeenRecord), healthCheckId: 'x' })],
  ['record-foreign', (all, i) => void all.push({ name: all[i]?.name ?? '', type: 'TXT', values: ['"x"'] })],
];
const CHECK_CHANGES: readonly [string, (check: SeenHealthCheck) => SeenHealthCheck | undefined][] = [
  ['health-check-missing', () => undefined],
  ['health-check-changed', (check) => ({ ...check, type: 'TCP', alarm: { region: 'x', name: 'x' } })],
  ['health-check-changed', (check) => ({ ...check, disabled: true })],
  ['health-check-changed', (check) => ({ ...check, inverted: true })],
  ['health-check-forced', (check) => ({ ...check, ...FORCED })],
];

test('whatever is deployed, it is told of nothing as it is, and of one change of it exactly that', () => {
  fc.assert(
    fc.property(worlds, fc.nat(), fc.nat(), fc.nat(), (names, which, what, kind) => {
      const seen = asDeployed(names);
      expect(compareNames(names, { ...seen, evacuated: NOBODY })).toEqual([]);
      const records = [...seen.zones.values()][which % seen.zones.size] ?? [];
      const [recordCode, changeRecord] = RECORD_CHANGES[
        kind % RECORD_CHANGES.length
      ] as (typeof RECORD_CHANGES)[number];
      const isolated = asDeployed(names);
      changeRecord(records, what % records.length);
      expect(compareNames(names, { ...seen, evacuated: NOBODY }).map(({ code }) => code)).toEqual([recordCode]);
      const ids = [...isolated.checks.keys()];
      const id = ids[what % ids.length] as string;
      const [checkCode, changeCheck] = CHECK_CHANGES[kind % CHECK_CHANGES.length] as (typeof CHECK_CHANGES)[number];
      const checks = new Map<string, SeenHealthCheck | undefined>(isolated.checks);
      checks.set(id, changeCheck(isolated.checks.get(id) as SeenHealthCheck));
      const found = compareNames(names, { ...isolated, checks, evacuated: NOBODY });
      expect(found.map(({ code }) => code)).toEqual([checkCode]);
      expect(found[0]?.because).toContain(`the health check ${id},`);
    }),
  );
});
