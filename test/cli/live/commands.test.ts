// The commands about a running backbone, as a person calls them, against the twin and a DynamoDB server.

import { readFileSync } from 'node:fs';
import { EXIT } from '../../../lib/cli/io';
import { main } from '../../../lib/cli/main';
import { withCredentials } from '../../support/credentials';
import { recordingIo } from '../../support/io';
import { LIVE_TOPOLOGY, LiveTwin } from '../../support/live-twin';
import { aNotice, MINUTE_MS } from '../../support/world';

let live: LiveTwin;

withCredentials();
beforeAll(async () => {
  live = await LiveTwin.open();
});
afterAll(() => live.close());

async function run(...args: readonly string[]) {
  const io = recordingIo();
  const code = process.exitCode;
  await main(['node', 'detour', ...args], io);
  const mine = process.exitCode;
  process.exitCode = code;
  return { code: mine, out: io.printed(), err: io.complained() };
}

const detour = (...args: readonly string[]) => run(...args, ...live.options);

async function json(...args: readonly string[]) {
  const { code, out, err } = await detour(...args, '--json');
  return { code, err, facts: JSON.parse(out) };
}

describe('a healthy backbone', () => {
  it('is told of site by site, link by link and flow by flow', async () => {
    const { code, out, err } = await detour('status');
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^acme at \S+Z, as iad sees it$/);
    expect(out).toMatch(/^iad +us-east-1 +fresh, \d+ s ago +same +admits drains$/m);
    expect(out).toMatch(/^ord-iad-dx +ord ↔ iad +up .*link-healthy: probes are answered/m);
    expect(out).toMatch(/^ord → iad +✔ ord-iad-dx$/m);
    expect(lines.at(-1)).toBe('✔ 6 links: 6 up, 0 drained, 0 down; 12 flows: all arrive');
  });

  it('is told of in JSON, with a version', async () => {
    const { code, facts } = await json('status');
    expect(code).toBe(EXIT.ok);
    expect(facts).toMatchObject({ version: 1, backbone: 'acme', seenBy: 'iad', apart: [], unread: [], orders: [] });
    expect(facts.sites.map(({ site, word, view }: Record<string, string>) => [site, word, view])).toEqual([
      ['cmh', 'fresh', 'same'],
      ['iad', 'fresh', 'same'],
      ['pdx', 'fresh', 'same'],
    ]);
  });

  it('has flows whose published and read paths are alike', async () => {
    const { facts } = await json('flows');
    const ways = (paths: { outcome: string; path: string[] }[]) => paths.map(({ outcome, path }) => [outcome, ...path]);
    expect(facts.flows).toHaveLength(12);
    for (const { published, read } of facts.flows) expect(ways(read)).toEqual(ways(published));
  });

  it('has links with what their ends measure', async () => {
    const { out } = await detour('links');
    expect(out).toMatch(/^iad-pdx +iad +good, 20\.0 ms, 0 % lost, \d+ s ago/m);
  });

  it('would not be changed', async () => {
    const { code, out } = await detour('plan');
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n')).toEqual([
      'cmh',
      '  would change nothing',
      'iad',
      '  would change nothing',
      'pdx',
      '  would change nothing',
    ]);
  });

  it('has nothing announced and nothing ordered', async () => {
    expect((await detour('windows')).out).toBe('no maintenance is on or to come, and no order stands');
  });
});

describe('permissions', () => {
  it('that docs/operate.md names are those that reading takes, and none of them writes', async () => {
    const policy = /```json\n(\{\n {2}"Version"[\s\S]*?)\n```/.exec(readFileSync('docs/operate.md', 'utf8'))?.[1] ?? '';
    const { Statement }: { Statement: { Action: string | string[] }[] } = JSON.parse(policy);
    const named = Statement.flatMap(({ Action }) => Action);
    const before = new Map(live.twin.calls);
    for (const command of ['status', 'plan', 'history', 'windows']) await detour(command);
    const asked = [...live.twin.calls].filter(([action, times]) => times > (before.get(action) ?? 0));
    const actions = asked.map(([action]) => action);
    expect(actions).toContain('ec2:SearchTransitGatewayRoutes');
    expect(actions.filter((action) => !named.includes(action))).toEqual([]);
    expect(named.filter((action) => !/:(Get|List|Describe|Search|Scan|Query|Decrypt)/.test(action))).toEqual([]);
  });
});

describe('wrong calls', () => {
  it('fail with everything that is wrong with the options', async () => {
    const { code, err } = await run('status', '--topology', LIVE_TOPOLOGY, '--profile', 'iat=x', '--region', 'iad=x');
    expect(code).toBe(EXIT.usage);
    expect(err.split('\n')).toHaveLength(2);
  });

  it('fail when there is no topology file', async () => {
    const { code, err } = await run('status', '--topology', 'nowhere.yaml');
    expect(code).toBe(EXIT.problem);
    expect(err).toContain('nowhere.yaml');
  });

  it.each([
    [['explain', 'iad-pdz'], 'there is no link iad-pdz; did you mean iad-pdx?'],
    [['explain', 'iad'], 'iad is a site; name a link, or two sites'],
    [['explain', 'iad', 'pdz'], 'there is no site pdz; did you mean pdx?'],
    [['explain', 'iad', 'iad'], 'there is no flow from iad to iad'],
    [['history', '--since', 'yesterday'], '--since yesterday: write it as 90m'],
    [['watch', '--interval', '0'], '--interval 0: write whole seconds'],
  ])('fail: %j', async (args, said) => {
    const { code, err } = await detour(...args);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(said);
  });
});

describe('a site that cannot be read', () => {
  it('hides nothing of the others, and is told of with exit code 1', async () => {
    const { code, out, err } = await detour('status', '--region', 'pdx=eu-west-1');
    expect(code).toBe(EXIT.problem);
    expect(err).toContain('pdx: its configuration could not be read: there is no plan below /acme/pdx');
    expect(out).toMatch(/^iad +us-east-1 +fresh/m);
    expect(out).toContain('12 flows: all arrive');
  });

  it('is every site where nothing answers', async () => {
    const nowhere = ['--topology', LIVE_TOPOLOGY, '--endpoint', 'http://127.0.0.1:1'];
    const { code, out, err } = await run('status', ...nowhere);
    expect(code).toBe(EXIT.problem);
    expect(out).toContain('no replica of the database could be read');
    for (const site of ['cmh', 'iad', 'pdx'])
      expect(err).toMatch(
        new RegExp(`^${site}: its replica of the link state database could not be read: Scan of `, 'm'),
      );
  });
});

describe('a drain that an operator ordered', () => {
  beforeAll(async () => {
    const atMs = Date.now();
    await live.place({ id: 'd1', action: 'drain', link: 'iad-pdx' });
    await live.receive(
      aNotice('ord-iad-dx', { startMs: atMs + 120 * MINUTE_MS, endMs: atMs + 180 * MINUTE_MS, receivedMs: atMs }),
    );
  });

  it('is planned by the admission site before it begins', async () => {
    const { facts } = await json('plan');
    expect(facts.sites.map(({ site, admit }: { site: string; admit: string[] }) => [site, admit])).toEqual([
      ['cmh', []],
      ['iad', ['iad-pdx']],
      ['pdx', []],
    ]);
  });

  it('is seen in status, windows, flows and history once it is done', async () => {
    await live.rounds(8);
    const status = await detour('status');
    expect(status.out).toMatch(
      /^iad-pdx +iad ↔ pdx +drained +\d+ s ago +link-drain-ordered: ann ordered a drain: new optics/m,
    );
    expect(status.out).toMatch(/^iad → pdx +✔ iad-cmh › cmh-pdx$/m);
    expect(status.out).toContain('6 links: 5 up, 1 drained, 0 down; 12 flows: all arrive');
    const windows = await detour('windows');
    expect(windows.out).toMatch(/^drain +iad-pdx +\d+ s ago +\S+Z +ann +new optics$/m);
    expect(windows.out).toMatch(/ord-iad-dx +a provider +upcoming, confirmed +drains from/);
    const history = await detour('history', '--link', 'iad-pdx', '--since', '1h');
    expect(history.out).toMatch(/iad.* +link-drain-ordered +iad-pdx is drained/);
    expect(history.out).toMatch(/iad +override-created +spokes, transit: pdx over iad-cmh instead of iad-pdx/);
    expect(
      (await detour('history', '--link', 'cmh-pdx', '--since', new Date(Date.now() + MINUTE_MS).toISOString())).out,
    ).toBe('nothing was said since then');
  });

  it('is explained, check by check and hop by hop', async () => {
    const link = await detour('explain', 'iad-pdx');
    expect(link.code).toBe(EXIT.ok);
    expect(link.out).toMatch(/^ 6 {2}drained: drained, link-drain-ordered: .* ← decides$/m);
    expect(link.out).toContain('without it the link would be up, link-healthy');
    const flow = await detour('explain', 'iad', 'pdx');
    expect(flow.out).toContain('✔ iad-cmh › cmh-pdx');
    expect(flow.out).toMatch(/iad, table spokes: 10\.30\.\S+ prefix-list \(\S+\): goes to link iad-cmh/);
    expect(flow.out).toContain(
      'iad: it is the shortest path of the links as they stand, by an override of the controller',
    );
    const { facts } = await json('explain', 'iad', 'pdx');
    expect(facts).toMatchObject({ version: 1, from: 'iad', to: 'pdx', agrees: true });
  });
});
