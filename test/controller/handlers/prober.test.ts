// The whole function: a real target on loopback, and a DynamoDB server.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { observationStore } from '../../../lib/controller/aws/link-state-table';
import { handler } from '../../../lib/controller/handlers/prober';
import { type DynamoServer, startDynamoServer } from '../../support/dynamo-server';

const LAST_WORDS_MS = 3_000;
const environment = { ...process.env };
const target = createServer((socket) => void socket.resume().on('error', () => undefined));
let server: DynamoServer;
let endpoint: string;

beforeAll(async () => {
  server = await startDynamoServer();
  const { hostname, port } = (await server.client.config.endpoint?.()) ?? {};
  endpoint = `http://${hostname}:${port}`;
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
});

afterAll(async () => {
  process.env = environment;
  target.close();
  await server.stop();
});

/** One run of so long; what it printed, as values. */
async function runFor(ms: number, changes: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const printed: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  process.env = {
    ...environment,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    DETOUR_LINK: 's0-s1',
    DETOUR_SITE: 's0',
    DETOUR_TARGET: '127.0.0.1',
    DETOUR_PORT: String((target.address() as AddressInfo).port),
    DETOUR_FULL_SIZE_BYTES: '8500',
    DETOUR_INTERVAL_MS: '100',
    DETOUR_TIMEOUT_MS: '100',
    DETOUR_FALL: '3',
    DETOUR_RISE: '3',
    DETOUR_LOSS_THRESHOLD: '0.5',
    ...changes,
  };
  try {
    await handler({}, { getRemainingTimeInMillis: () => ms + LAST_WORDS_MS });
  } finally {
    spy.mockRestore();
  }
  return printed.map((line) => JSON.parse(line));
}

test('a run measures its link, writes what it found out, and prints its metrics on one line', async () => {
  const tableName = await server.createTable();
  const beforeMs = Date.now();
  const printed = await runFor(1_000, { DETOUR_TABLE: tableName });
  const store = observationStore({ dynamo: server.client, tableName, site: 's0', onUnreadable: () => undefined });
  const found = await store.last('s0-s1', 's0');
  expect(found).toMatchObject({ verdict: 'good', wasBad: false, rttMs: expect.any(Number) });
  expect(found?.epochMs).toBeGreaterThanOrEqual(beforeMs);
  const Metrics = [
    { Name: 'Loss', Unit: 'Percent' },
    { Name: 'RoundTripTime', Unit: 'Milliseconds' },
    { Name: 'Verdict', Unit: 'None' },
  ];
  expect(printed).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [{ Namespace: 'Detour', Dimensions: [['Link', 'Site']], Metrics }],
      },
      Link: 's0-s1',
      Site: 's0',
      Loss: expect.any(Number),
      RoundTripTime: expect.any(Number),
      Verdict: 1,
    },
  ]);
});

test('without its table a run goes on to measure, and says that it could not write', async () => {
  const printed = await runFor(500, { DETOUR_TABLE: 'no-such-table' });
  expect(printed).toEqual([
    expect.objectContaining({ level: 'WARN', code: 'observation-unwritten', link: 's0-s1' }),
    expect.objectContaining({ Site: 's0', 'observation-unwritten': 1 }),
    expect.objectContaining({ Link: 's0-s1', Site: 's0', Loss: expect.any(Number) }),
  ]);
  expect(printed[2]).not.toHaveProperty('Verdict');
});

test('fails before the first probe when the environment is not what it should be', async () => {
  await expect(runFor(500, { DETOUR_TABLE: 'acme', DETOUR_PORT: '0' })).rejects.toThrow('DETOUR_PORT');
});
