import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { main } from '../../lib/cli/main';
import { runTwin, type TwinOptions } from '../../lib/cli/twin';
import { twinEndpoint } from '../../lib/cli/twin-endpoint';
import { type RecordingIo, recordingIo } from '../support/io';

const TOPOLOGY = 'examples/hybrid.yaml';
const LIMIT_MS = 60_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const before = process.env.AWS_ENDPOINT_URL;
afterEach(() => {
  process.exitCode = 0;
  if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = before;
});

/** A command of another terminal, and what it said. */
async function run(...words: readonly string[]) {
  const io = recordingIo();
  process.exitCode = 0;
  await main(['node', 'detour', ...words], io);
  return { code: process.exitCode, out: io.printed(), err: io.complained() };
}

/** Waits until the twin has said it. */
async function said(io: RecordingIo, text: RegExp): Promise<void> {
  const untilMs = performance.now() + LIMIT_MS;
  while (!text.test(io.printed())) {
    if (performance.now() > untilMs) throw new Error(`${text} is not said:\n${io.printed()}\n${io.complained()}`);
    await pause(20);
  }
}

/** A twin that runs until it is ended. */
async function begun(options: Partial<TwinOptions> = {}) {
  const io = recordingIo();
  let end = () => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  const code = runTwin(TOPOLOGY, { port: '0', speed: '60', announcements: '300', ...options }, io, until);
  await said(io, /Ctrl-C ends it/);
  const [, endpoint = ''] = /at (http:\S+),/.exec(io.printed()) ?? [];
  const stop = async () => {
    end();
    return code;
  };
  return { io, endpoint, stop };
}

test(
  'a link that fails is steered around and given back, and all of it can be read over the protocol of AWS',
  async () => {
    const { io, endpoint, stop } = await begun();
    expect(io.printed()).toContain(`export AWS_ENDPOINT_URL=${endpoint}`);
    expect(io.printed()).not.toContain('link-unobserved');
    expect(await run('fault', 'iad-pdx', 'grey', '--endpoint', endpoint)).toEqual({
      code: 0,
      out: 'iad-pdx drops all data, and nothing else shows it',
      err: '',
    });
    await said(io, /iad-pdx drops all data; its attachments and routes stay up/);
    await said(io, /iad +link-probes-lost/);
    await said(io, /spokes: pdx over iad-cmh instead of iad-pdx/);
    process.env.AWS_ENDPOINT_URL = endpoint;
    expect(await run('fault', 'iad-pdx', 'heal')).toMatchObject({ code: 0, out: 'iad-pdx is healed' });
    await said(io, /spokes: pdx over iad-pdx instead of iad-cmh/);
    const credentials = { accessKeyId: 'twin', secretAccessKey: 'twin' };
    const dynamo = new DynamoDBClient({ endpoint, region: 'us-east-2', credentials });
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: 'acme-audit',
        KeyConditionExpression: 'pk = :site',
        ExpressionAttributeValues: { ':site': { S: 'audit#iad' } },
      }),
    );
    dynamo.destroy();
    expect(Items.map(({ code }) => code?.S)).toEqual(expect.arrayContaining(['link-probes-lost', 'override-created']));
    expect(await stop()).toBe(0);
    expect(io.complained()).toMatch(/the twin has ended$/);
    expect(await run('fault', 'iad-pdx', 'grey', '--endpoint', endpoint)).toMatchObject({
      code: 1,
      err: `error: ${endpoint}: no twin answers there; \`detour twin\` starts one`,
    });
  },
  3 * LIMIT_MS,
);

/** The commands of the README that are for another terminal than the twin's. */
function practised(): readonly (readonly string[])[] {
  const [, console = ''] = /^```console\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  return [...console.matchAll(/^\$ npx detour ((?:fault|notice).*)$/gm)].map(([, words = '']) =>
    words.replace(/\s+#.*/, '').split(/\s+/),
  );
}

test(
  'what the README has people practise is taken, and notices are read',
  async () => {
    const { io, endpoint, stop } = await begun();
    process.env.AWS_ENDPOINT_URL = endpoint;
    expect(practised().map(([command]) => command)).toEqual(['fault', 'notice', 'fault']);
    for (const words of practised()) expect({ words, ...(await run(...words)) }).toMatchObject({ words, code: 0 });
    await said(io, /CHG-4711/);
    expect(await stop()).toBe(0);
  },
  3 * LIMIT_MS,
);

test(
  'when it is to be quiet it only says how it is used',
  async () => {
    const { io, endpoint, stop } = await begun({ quiet: true });
    await run('fault', 'iad-pdx', 'grey', '--endpoint', endpoint);
    await pause(500);
    expect(io.printed()).not.toContain('iad-pdx drops all data');
    expect(await stop()).toBe(0);
  },
  2 * LIMIT_MS,
);

test.each([
  ['a port', { port: 'http' }, 'error: --port http is no port; give a number from 0, for any that is free, to 65535'],
  ['a port that is too large', { port: '65536' }, 'error: --port 65536 is no port'],
  [
    'a time for announcements',
    { announcements: '5m' },
    'error: --announcements 5m is no time; give whole seconds from 0',
  ],
  ['a speed', { speed: '0' }, 'error: --speed 0 is no speed; give a number above 0 and up to 1000'],
  ['a speed that is too large', { speed: '1e9' }, 'error: --speed 1e9 is no speed'],
])('fails for what is not %s', async (_, options, error) => {
  const io = recordingIo();
  expect(await runTwin(TOPOLOGY, { port: '0', speed: '1', announcements: '300', ...options }, io)).toBe(2);
  expect(io.complained()).toContain(error);
});

test('fails for a topology with problems, and says which', async () => {
  const io = recordingIo();
  expect(await runTwin('examples/broken/costs.yaml', { port: '0', speed: '1', announcements: '300' }, io)).toBe(1);
  expect(io.complained()).toContain('examples/broken/costs.yaml:');
});

describe('beside something else that listens', () => {
  let other: Server;
  let port: number;
  beforeAll(async () => {
    other = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    port = (other.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => other.close(resolve)));

  test('fails when the port is in use, and says so', async () => {
    const io = recordingIo();
    expect(await runTwin(TOPOLOGY, { port: `${port}`, speed: '1', announcements: '300' }, io)).toBe(1);
    expect(io.complained()).toContain(
      `error: port ${port} of this machine is in use; end what listens there, or give another with --port`,
    );
  }, 60_000);

  test('fails when what answers is no twin', async () => {
    const endpoint = `http://127.0.0.1:${port}`;
    expect(await run('fault', 'iad-pdx', 'grey', '--endpoint', endpoint)).toMatchObject({
      code: 1,
      err: `error: ${endpoint}: what answers there is no twin`,
    });
  });
});

test.each([
  [['fault', 'iad-pdx', 'red'], /error: .*red/],
  [['fault', 'iad-pdx', 'grey', '--by', '10'], /--by is the milliseconds/],
  [['fault', 'iad-pdx', 'slow', '--by', '-1'], /--by is the milliseconds/],
  [['fault', 'iad-pdx', 'grey', '--endpoint', 'https://ec2.us-east-1.amazonaws.com'], /is no address of a twin/],
  [['notice', 'send', 'examples/notices/fibre-repair.eml', '--endpoint', 'nowhere'], /is no address of a twin/],
])('fails for %j', async (words, error) => {
  const { code, err } = await run(...words);
  expect(code).toBe(2);
  expect(err).toMatch(error);
});

test.each([
  ['examples/hybrid.yaml', /ends neither in \.ics nor in \.eml nor in \.json/],
  ['examples/notices/none.eml', /none\.eml/],
])('fails to send %s as a notice', async (file, error) => {
  const { code, err } = await run('notice', 'send', file);
  expect(code).toBe(1);
  expect(err).toMatch(error);
});

test('a twin is looked for where it is said to be, else where AWS is, else where it usually is', () => {
  expect(twinEndpoint('http://localhost:1', 'http://127.0.0.1:2')?.href).toBe('http://localhost:1/');
  expect(twinEndpoint(undefined, 'http://127.0.0.1:2')?.href).toBe('http://127.0.0.1:2/');
  expect(twinEndpoint(undefined, '')?.href).toBe('http://127.0.0.1:4577/');
  expect(twinEndpoint(undefined, 'https://127.0.0.1')).toBeUndefined();
  expect(twinEndpoint(undefined, 'http://192.0.2.1:4577')).toBeUndefined();
});
