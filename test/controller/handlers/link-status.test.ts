import type { AuditEntry } from '../../../lib/controller/audit';
import type { LinkStatus } from '../../../lib/controller/database';
import { askUntil, watch } from '../../../lib/controller/handlers/link-status';
import type { LinkIdentity } from '../../../lib/controller/signals/signal';
import type { RegionApis } from '../../../lib/controller/signals/status/read-ends';
import { entriesIn } from '../../support/log-lines';
import { MemoryLinkState } from '../../support/memory-link-state';
import { MINUTE_MS, NOW_MS } from '../../support/world';

const SITE = 'iad';
const IDENTITIES: readonly LinkIdentity[] = [
  {
    link: 'vpn',
    entities: [],
    circuitIds: [],
    ends: [{ site: SITE, attachmentId: 'a-vpn', vpnConnectionId: 'vpn-1' }],
  },
  {
    link: 'dx',
    entities: [],
    circuitIds: [],
    ends: [{ site: SITE, attachmentId: 'a-dx', virtualInterfaceId: 'dxvif-1' }],
  },
  {
    link: 'peering',
    entities: [],
    circuitIds: [],
    ends: [
      { site: SITE, attachmentId: 'a-peering' },
      { site: 'pdx', attachmentId: 'a-peering' },
    ],
  },
  { link: 'elsewhere', entities: [], circuitIds: [], ends: [{ site: 'pdx', attachmentId: 'a-other' }] },
  { link: 'untold', entities: [], circuitIds: [] },
];
const LINKS = ['dx', 'peering', 'vpn'];

type Called = 'states' | 'vpns' | 'maintenance' | 'interface' | 'read' | 'last' | 'put';

/** All is well, but for what a test says of single calls. */
class Region {
  readonly state = new MemoryLinkState();
  readonly lines: string[] = [];
  readonly asked: string[] = [];
  nowMs = NOW_MS;

  constructor(private readonly trouble: Partial<Record<Called, () => Promise<never>>> = {}) {}

  private async call<T>(name: Called, value: () => T | Promise<T>): Promise<T> {
    this.asked.push(name);
    return (await this.trouble[name]?.()) ?? value();
  }

  readonly apis: RegionApis = {
    attachments: { states: (ids) => this.call('states', () => new Map(ids.map((id) => [id, 'available']))) },
    vpns: {
      describe: (ids) =>
        this.call('vpns', () => {
          const tunnels = ['192.0.2.1', '192.0.2.2'].map((address) => ({ address, status: 'UP' }));
          return new Map(ids.map((id) => [id, { state: 'available', tunnels }]));
        }),
      maintenance: () => this.call('maintenance', () => ({ pending: 'true', autoAppliedAfterMs: NOW_MS })),
      replace: async () => ({ kind: 'accepted' }),
    },
    interfaces: {
      describe: () => this.call('interface', () => ({ state: 'available', peers: [{ id: 'dxpeer-1', status: 'up' }] })),
    },
  };

  async watch(startedMs = this.nowMs): Promise<void> {
    const { state } = this;
    const signals = {
      put: (item: Parameters<typeof state.put>[0]) => this.call('put', () => state.put(item)),
      lastStatus: (link: string, site: string) => this.call('last', () => state.lastStatus(link, site)),
    };
    const database = { read: () => this.call('read', () => state.read()) };
    const deps = { site: SITE, identities: IDENTITIES, apis: this.apis, database, signals, orders: state };
    await watch({ ...deps, now: () => this.nowMs }, startedMs, (line) => this.lines.push(line));
  }

  get written(): readonly LinkStatus[] {
    return [...this.state.statuses.values()].sort((a, b) => (a.link < b.link ? -1 : 1));
  }

  get entries(): readonly AuditEntry[] {
    return entriesIn(this.lines);
  }
}

const fails = (why: string) => () => Promise.reject(new Error(why));

test('writes the status of each end at the site, and the notices of its tunnels', async () => {
  const region = new Region();
  await region.watch();
  expect(region.written.map(({ link, site, attachment, sessions }) => [link, site, attachment, sessions])).toEqual([
    ['dx', SITE, 'usable', [{ name: 'dxpeer-1', state: 'up' }]],
    ['peering', SITE, 'usable', []],
    [
      'vpn',
      SITE,
      'usable',
      [
        { name: '192.0.2.1', state: 'up' },
        { name: '192.0.2.2', state: 'up' },
      ],
    ],
  ]);
  expect([...region.state.notices.keys()]).toEqual(['aws-vpn/vpn-1/192.0.2.1', 'aws-vpn/vpn-1/192.0.2.2']);
  expect(region.entries.map(({ code }) => code)).toEqual(['tunnel-maintenance-pending', 'tunnel-maintenance-pending']);
});

test('says nothing twice', async () => {
  const region = new Region();
  await region.watch();
  region.lines.length = 0;
  region.nowMs += MINUTE_MS;
  await region.watch();
  expect(region.lines).toEqual([]);
  expect(region.written.map(({ atMs, sinceMs }) => [atMs, sinceMs])).toEqual(
    LINKS.map(() => [NOW_MS + MINUTE_MS, NOW_MS]),
  );
});

test.each<[Called, readonly string[], number]>([
  ['states', ['dx', 'vpn'], 2],
  ['vpns', ['dx', 'peering'], 0],
  ['maintenance', LINKS, 0],
  ['interface', ['peering', 'vpn'], 2],
  ['read', LINKS, 0],
  ['last', [], 2],
])('when %s fails, it is told, and what does not need it is written: %j', async (call, written, notices) => {
  const region = new Region({ [call]: fails('AccessDenied') });
  await region.watch();
  expect(region.written.map(({ link }) => link)).toEqual(written);
  expect(region.state.notices.size).toBe(notices);
  const unread = region.entries.filter(({ code }) => code === 'status-unread');
  expect(unread).not.toEqual([]);
  for (const { because } of unread) expect(because).toContain('AccessDenied');
});

test('a run that cannot write fails, after it has told what it knows', async () => {
  const region = new Region({ put: fails('ProvisionedThroughputExceeded'), interface: fails('AccessDenied') });
  await expect(region.watch()).rejects.toThrow('does not take everything: Error: ProvisionedThroughputExceeded');
  expect(region.entries.map(({ code }) => code)).toEqual(['status-unread']);
});

test('what does not answer in time takes nothing from the others', async () => {
  const never = () => new Promise<never>(() => {});
  const region = new Region({ interface: never });
  // All but some milliseconds of the time for reading are over.
  await region.watch(NOW_MS - 19_950);
  expect(region.written.map(({ link }) => link)).toEqual(['peering', 'vpn']);
  expect(region.entries.map(({ because }) => because)).toContainEqual(expect.stringContaining('no answer within'));
});

test('a run that began too late does not read, and calls nothing', async () => {
  const region = new Region();
  await region.watch(NOW_MS - 20_000);
  expect(region.asked).toEqual([]);
  expect(region.written).toEqual([]);
});

test('asking never rejects, whatever is thrown', async () => {
  const ask = askUntil(1_000, () => 0);
  expect(await ask(async () => 1)).toEqual({ kind: 'said', value: 1 });
  expect(await ask(() => Promise.reject('a text'))).toEqual({ kind: 'failed', why: 'a text' });
  expect(
    await ask(() => {
      throw new TypeError('at once');
    }),
  ).toEqual({ kind: 'failed', why: 'TypeError: at once' });
});
