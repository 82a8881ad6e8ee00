import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { inventoryOf, type RecordSet } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../../support/http-twin';

function record(name: string, more: Partial<RecordSet> = {}): RecordSet {
  return { zone: 'Z1', name, type: 'A', ttl: 60, values: ['10.0.0.1'], ...more };
}

const DB = { failover: 'PRIMARY', setIdentifier: 'a', healthCheck: 'stack.Primary' };
const RECORDS = [
  record('www.acme.internal.'),
  record('db.acme.internal.', { ...DB, failover: 'SECONDARY', setIdentifier: 'b' }),
  record('db.acme.internal.', DB),
  record('acme.internal.', { type: 'TXT' }),
  record('acme.internal.'),
  record('a.db.acme.internal.'),
  record('elsewhere.', { zone: 'Z2' }),
];

async function clientOver(recordSets: readonly RecordSet[], pageSize = 1_000) {
  const hostedZones = [{ id: 'Z1', name: 'acme.internal.' }];
  const inventory = { ...inventoryOf(GIVEN), hostedZones, recordSets };
  const twin = await openTwin({ inventory, behaviour: { pageSize } });
  return twin.client(new Route53Client(twin.config('us-east-1')));
}

const list = (more = {}) => new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1', ...more });

async function all(client: Route53Client, more: object = {}): Promise<readonly string[]> {
  const page = await client.send(list(more));
  const names = (page.ResourceRecordSets ?? []).map(({ Name, Type, SetIdentifier = '' }) =>
    `${Name} ${Type} ${SetIdentifier}`.trim(),
  );
  if (!page.IsTruncated) return names;
  const { NextRecordName: StartRecordName, NextRecordType: StartRecordType } = page;
  const rest = { StartRecordName, StartRecordType, StartRecordIdentifier: page.NextRecordIdentifier };
  return [...names, ...(await all(client, { ...more, ...rest }))];
}

const IN_ORDER = [
  'acme.internal. A',
  'acme.internal. TXT',
  'db.acme.internal. A a',
  'db.acme.internal. A b',
  'a.db.acme.internal. A',
  'www.acme.internal. A',
];

describe('record sets over HTTP', () => {
  test('of a zone are listed by labels from the last to the first, then by type and identifier', async () => {
    expect(await all(await clientOver(RECORDS))).toEqual(IN_ORDER);
  });

  test.each([1, 2, 4])('in pages of %i they are the same', async (pageSize) => {
    expect(await all(await clientOver(RECORDS, pageSize))).toEqual(IN_ORDER);
    expect(await all(await clientOver(RECORDS), { MaxItems: pageSize })).toEqual(IN_ORDER);
  });

  test('begin where the question says, with or without such a record', async () => {
    const client = await clientOver(RECORDS);
    expect(await all(client, { StartRecordName: 'db.acme.internal' })).toEqual(IN_ORDER.slice(2));
    expect(await all(client, { StartRecordName: 'e.acme.internal' })).toEqual(IN_ORDER.slice(5));
    expect(await all(client, { StartRecordName: 'acme.internal', StartRecordType: 'MX' })).toEqual(IN_ORDER.slice(1));
  });

  test('say what Route 53 says of them', async () => {
    const client = await clientOver([record('db.acme.internal.', DB)]);
    expect((await client.send(list())).ResourceRecordSets).toEqual([
      {
        Name: 'db.acme.internal.',
        Type: 'A',
        SetIdentifier: 'a',
        Failover: 'PRIMARY',
        TTL: 60,
        ResourceRecords: [{ Value: '10.0.0.1' }],
        HealthCheckId: 'stack.Primary',
      },
    ]);
  });

  test.each([
    ['NoSuchHostedZone', list({ HostedZoneId: 'Z9' })],
    ['InvalidInput', list({ StartRecordType: 'A' })],
    ['InvalidInput', list({ StartRecordName: 'a', StartRecordIdentifier: 'a' })],
    ['InvalidInput', list({ MaxItems: 0 })],
  ])('fails with %s', async (code, command) => {
    expect(await refusalOf((await clientOver(RECORDS)).send(command))).toBe(code);
  });
});
