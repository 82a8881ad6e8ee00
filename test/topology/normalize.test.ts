import fc from 'fast-check';
import { stringify } from 'yaml';
import { durationMs } from '../../lib/net/document/duration';
import { toBackbone } from '../../lib/topology/backbone';
import { parseTopology } from '../../lib/topology/parse';
import { aTopology, theTopology } from '../support/topology';

const FULL = {
  flows: [{ between: ['ord', 'iad'], survive: { links: 2 } }],
  services: {
    db: {
      zone: 'acme.internal',
      primary: { site: 'iad', address: '10.10.1.1' },
      secondary: { site: 'cmh', address: '10.20.1.1' },
    },
  },
  policy: { admission: 'cmh', probe: { interval: '2s', loss: 0.5 }, maintenance: { lead: '2h' } },
};

/** The same document with the keys of every map in another order. */
function shuffled(value: unknown, order: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => ({
    at: order(),
    entry: [key, shuffled(inner, order)] as const,
  }));
  return Object.fromEntries(entries.sort((a, b) => a.at - b.at).map(({ entry }) => entry));
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);
}

describe('a normalized topology', () => {
  it('does not depend on the order of the keys in the file', () => {
    const expected = theTopology(FULL);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const order = () => numbers.next().value ?? 0;
        const parsed = parseTopology(stringify(shuffled(aTopology(FULL), order)), 'topology.yaml');
        expect(parsed).toEqual({ ok: true, value: expected });
      }),
      { numRuns: 50 },
    );
  });

  it('is sorted by name', () => {
    const { sites, links, flows } = theTopology();
    expect(sites.map(({ name }) => name)).toEqual(['cmh', 'iad', 'ord']);
    expect(isSorted(links.map(({ name }) => name))).toBe(true);
    expect(isSorted(flows.map(({ from, to }) => `${from} ${to}`))).toBe(true);
  });

  it('is JSON', () => {
    const topology = theTopology(FULL);
    expect(JSON.parse(JSON.stringify(topology))).toEqual(topology);
  });

  it('has a value for everything that may be left out', () => {
    const { prefix, policy, services, notify, maintenance, shareWith } = theTopology();
    expect({ prefix, policy, services, notify, maintenance, shareWith }).toEqual({
      prefix: 'acme',
      policy: {
        admission: 'iad',
        maintenance: { leadMs: 600_000 },
        probe: { intervalMs: 1000, timeoutMs: 500, fall: 3, rise: 10, lossThreshold: 0.2 },
        holdDownMs: 300_000,
        maxConcurrentDrains: 1,
        massWithdrawal: { share: 0.5, links: 2 },
        greyDx: 'wait',
      },
      services: [],
      notify: {},
      maintenance: { dropped: 'alert', providers: [] },
      shareWith: [],
    });
  });

  it('fills in what is left out of a policy for the loss of many links', () => {
    const massOf = (massWithdrawal: object) => theTopology({ policy: { massWithdrawal } }).policy.massWithdrawal;
    expect(massOf({})).toEqual({ share: 0.5, links: 2 });
    expect(massOf({ share: 0.25 })).toEqual({ share: 0.25, links: 2 });
    expect(massOf({ share: 0 })).toEqual({ share: 0, links: 2 });
  });

  it('admits drains at the first AWS site of the file, wherever that sorts', () => {
    expect(theTopology().policy.admission).toBe('iad');
    expect(theTopology({ policy: { admission: 'cmh' } }).policy.admission).toBe('cmh');
  });

  it('takes the name of a provider for what it calls itself, unless the file says otherwise', () => {
    const providers = { b: { senders: ['noc@b.example'] }, a: { senders: ['@a.example'], announcesAs: ['A Inc'] } };
    expect(theTopology({ maintenance: { providers } }).maintenance.providers).toEqual([
      { name: 'a', senders: ['@a.example'], announcesAs: ['A Inc'] },
      { name: 'b', senders: ['noc@b.example'], announcesAs: ['b'] },
    ]);
  });

  it('lets an on-prem site announce the halves of its aggregate unless it says otherwise', () => {
    const announcesOf = (changes: object) =>
      theTopology({ sites: { ord: changes } }).sites.find(({ name }) => name === 'ord');
    expect(announcesOf({})).toMatchObject({ announces: ['10.40.0.0/17', '10.40.128.0/17'] });
    expect(announcesOf({ announces: ['10.40.64.0/24', '10.40.1.0/24'] })).toMatchObject({
      announces: ['10.40.1.0/24', '10.40.64.0/24'],
    });
  });

  it('keeps it of an on-prem site only when its firewalls keep state', () => {
    const statefulOf = (changes: object) =>
      theTopology({ sites: { ord: changes } }).sites.find(({ name }) => name === 'ord');
    expect(statefulOf({ stateful: true })).toHaveProperty('stateful', true);
    for (const changes of [{}, { stateful: false }]) expect(statefulOf(changes)).not.toHaveProperty('stateful');
    const marked = toBackbone(theTopology({ sites: { ord: { stateful: true } } })).sites;
    expect(marked.flatMap(({ name, stateful }) => (stateful ? [name] : []))).toEqual(['ord']);
  });

  it('keeps what each kind of link says, and nothing that was not said', () => {
    const { links } = theTopology({
      links: {
        dx: { bgp: { authKeySecret: 'dx-key' }, probe: { target: '10.40.0.4' }, mtu: 8500, circuitIds: ['b', 'a'] },
        vpn: { acceleration: true, sharedRisks: ['isp-b', 'carrier-a'] },
      },
    });
    expect(links.map(({ kind }) => kind)).toEqual(['direct-connect', 'transit-gateway-peering', 'site-to-site-vpn']);
    expect(links[0]).toEqual({
      kind: 'direct-connect',
      name: 'dx',
      between: ['ord', 'iad'],
      index: 2,
      cost: 10,
      sharedRisks: [],
      circuitIds: ['a', 'b'],
      mtu: 8500,
      mssClamp: false,
      virtualInterface: 'dxvif-ffabc123',
      amazonAsn: 4_266_000_002,
      bgp: [{ authKeySecret: 'dx-key' }],
      probe: { target: '10.40.0.4', port: 443 },
    });
    expect(links[2]).toMatchObject({ acceleration: true, sharedRisks: ['carrier-a', 'isp-b'] });
    expect(links[2]).not.toHaveProperty('probe');
  });

  it('names an existing VPC with what is attached', () => {
    const existing = { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d'], routeTableIds: ['rtb-0a1b2c3d'] };
    const topology = theTopology({ sites: { iad: { vpcs: { core: existing } } } });
    expect(topology.sites.find(({ name }) => name === 'iad')).toMatchObject({
      vpcs: [{ name: 'core', azs: 2, existing }],
    });
  });
});

describe('flows', () => {
  const surviveOf = (flows: unknown[], from: string, to: string) =>
    theTopology({ flows }).flows.find((flow) => flow.from === from && flow.to === to)?.survive;

  it('are all pairs with an AWS site, and survive one link and one shared risk', () => {
    expect(theTopology().flows).toHaveLength(6);
    expect(surviveOf([], 'ord', 'iad')).toEqual({ links: 1, risks: 1 });
  });

  it('are refined in both directions', () => {
    const flows = [{ between: ['ord', 'iad'], survive: { links: 2 } }];
    expect(surviveOf(flows, 'ord', 'iad')).toEqual({ links: 2, risks: 1 });
    expect(surviveOf(flows, 'iad', 'ord')).toEqual({ links: 2, risks: 1 });
  });

  it('opt out of shared risks too when they opt out of links', () => {
    expect(surviveOf([{ between: ['ord', 'iad'], survive: { links: 0 } }], 'iad', 'ord')).toEqual({
      links: 0,
      risks: 0,
    });
  });

  it('survive the loss of a site only when they are asked to, and else say nothing of it', () => {
    const asked = (sites: number) => surviveOf([{ between: ['ord', 'iad'], survive: { sites } }], 'iad', 'ord');
    expect(asked(1)).toEqual({ links: 1, risks: 1, sites: 1 });
    expect(asked(0)).toEqual({ links: 1, risks: 1 });
  });
});

describe('accepted findings', () => {
  const reason = 'it moves tomorrow';
  const idsOf = (entry: object) =>
    theTopology({ accept: [{ finding: 'verify-no-path', reason, ...entry }] }).accepted?.map(({ ids }) => ids);

  it('are ids, in both directions where they are about a flow', () => {
    expect(idsOf({})).toEqual([['verify-no-path']]);
    expect(idsOf({ failed: ['iad-cmh', 'dx'] })).toEqual([['verify-no-path[dx,iad-cmh]']]);
    expect(idsOf({ at: 'acme-iad/Vpc' })).toEqual([['verify-no-path[acme-iad/Vpc]']]);
    expect(idsOf({ failed: ['dx'], between: ['ord', 'iad'] })).toEqual([
      ['verify-no-path[dx,ord>iad]', 'verify-no-path[dx,iad>ord]'],
    ]);
  });

  it('say why, and are not there when nothing is accepted', () => {
    expect(theTopology({ accept: [{ finding: 'verify-loop', reason: ` ${reason}\n` }] }).accepted).toEqual([
      { ids: ['verify-loop'], reason },
    ]);
    expect(theTopology({ accept: [] })).not.toHaveProperty('accepted');
  });
});

describe('the backbone of a topology', () => {
  it('has the VPCs of AWS sites and the announcements of premises as specifics', () => {
    const sites = { iad: { vpcs: { apps: { cidr: '10.10.128.0/18' }, web: { cidr: '10.10.64.0/18' } } } };
    expect(toBackbone(theTopology({ sites })).sites).toEqual([
      { name: 'cmh', kind: 'aws', aggregate: '10.20.0.0/16', specifics: ['10.20.0.0/18'] },
      {
        name: 'iad',
        kind: 'aws',
        aggregate: '10.10.0.0/16',
        specifics: ['10.10.0.0/18', '10.10.64.0/18', '10.10.128.0/18'],
      },
      { name: 'ord', kind: 'on-prem', aggregate: '10.40.0.0/16', specifics: ['10.40.0.0/17', '10.40.128.0/17'] },
    ]);
  });

  it('has the links, flows and policy of the topology', () => {
    const topology = theTopology();
    const backbone = toBackbone(topology);
    expect(backbone).toMatchObject({ name: 'acme', flows: topology.flows, policy: topology.policy });
    expect(backbone.links[1]).toEqual({
      name: 'iad-cmh',
      kind: 'transit-gateway-peering',
      between: ['iad', 'cmh'],
      cost: 10,
      sharedRisks: [],
      mtu: 8500,
      mtuHandled: false,
    });
  });
});

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['1s', 1000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['0s', 0],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(durationMs(text)).toBe(milliseconds);
  });

  it('fails for anything else', () => {
    expect(() => durationMs('5 minutes')).toThrow('bad duration "5 minutes"');
  });
});
