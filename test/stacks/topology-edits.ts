// One edit of every key of the topology file, each of an otherwise valid document, and what it is an edit of.

import { aTopology } from '../support/topology';

type Tree = { [key: string]: unknown };

export interface Edit {
  /** Paths of the keys in the file, with kinds for the names of sites and links; what replaces nothing goes together. */
  readonly keys: readonly string[];
  /** Differences from the document of `hybridDocument` that both have; none when it is left out. */
  readonly from?: Tree;
  /** Differences that the edit makes. */
  readonly to: Tree;
}

const vpc = (cidr: string) => ({ cidr, azs: 2 });
const existing = (number: number) => ({
  cidr: '10.10.64.0/18',
  vpcId: `vpc-0000000${number}`,
  subnetIds: [`subnet-0000000${number}`],
  routeTableIds: [`rtb-0000000${number}`],
});

/** Three AWS sites in a line; premises that reach the first over Direct Connect and the second over a VPN. */
export const HYBRID: Tree = {
  sites: {
    pdx: { kind: 'aws', region: 'us-west-2', asn: 64514, cidr: '10.30.0.0/16', vpcs: { core: vpc('10.30.0.0/18') } },
  },
  links: {
    'cmh-pdx': { kind: 'transit-gateway-peering', between: ['cmh', 'pdx'], index: 4, cost: 10 },
    dx: { virtualInterface: undefined, connection: 'dxcon-ffabc123', vlan: 101, probe: { target: '10.40.255.2' } },
    vpn: { probe: { target: '10.40.255.3' } },
  },
};

const iad = (changes: Tree) => ({ sites: { iad: changes } });
const cores = (changes: Tree) => iad({ vpcs: changes });
const ord = (changes: Tree) => ({ sites: { ord: changes } });
const link = (name: string) => (changes: Tree) => ({ links: { [name]: changes } });
const peering = link('iad-cmh');
const dx = link('dx');
const vpn = link('vpn');
const existingVpc = (changes: Tree) => cores({ tools: changes });
const hosted = { connection: undefined, vlan: undefined, virtualInterface: 'dxvif-ffabc123' };
const GATEWAYS = ['0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fa'] as const;
const session = (n: number) => ({
  amazonAddress: `169.254.255.${n}/30`,
  customerAddress: `169.254.255.${n + 1}/30`,
});
const [first, second, third] = [session(1), session(5), session(9)] as const;
const services = (site: string, changes: Tree) => ({
  services: {
    db: {
      primary: { site, address: site === 'iad' ? '10.10.1.1' : '10.30.1.1' },
      secondary: { site: 'cmh', address: site === 'iad' ? '10.20.1.1' : '10.20.1.2' },
      zone: 'acme.internal',
      ...changes,
    },
  },
});
const flows = (survive: Tree, between = ['iad', 'cmh']) => ({ flows: [{ between, survive }] });

/** What all kinds of link have. */
function common(kind: string, edit: (changes: Tree) => Tree, between: readonly string[]): readonly Edit[] {
  const of = (...keys: readonly string[]) => keys.map((key) => `links.<${kind}>.${key}`);
  const described = { cost: 14, sharedRisks: ['carrier-a'], circuitIds: ['AB/1'], capacityGbps: 10, mssClamp: true };
  return [
    { keys: of('between'), to: edit({ between }) },
    { keys: of('index'), to: edit({ index: 77 }) },
    { keys: of('mtu', ...Object.keys(described)), to: edit({ mtu: 1500, ...described }) },
  ];
}

const SITES: readonly Edit[] = [
  { keys: ['sites.<aws>.region'], to: iad({ region: 'eu-west-1' }) },
  {
    keys: ['sites.<aws>.account'],
    to: { sites: Object.fromEntries(['iad', 'cmh', 'pdx'].map((name) => [name, { account: '111122223333' }])) },
  },
  { keys: ['sites.<aws>.asn'], to: iad({ asn: 64600 }) },
  { keys: ['sites.<aws>.cidr'], to: iad({ cidr: '10.8.0.0/14' }) },
  { keys: ['sites.<aws>.vpcs.cidr'], to: cores({ core: vpc('10.10.64.0/18') }) },
  { keys: ['sites.<aws>.vpcs.azs'], to: cores({ core: { azs: 3 } }) },
  { keys: ['sites.<aws>.vpcs.vpcId'], from: existingVpc(existing(1)), to: existingVpc({ vpcId: 'vpc-00000002' }) },
  {
    keys: ['sites.<aws>.vpcs.subnetIds', 'sites.<aws>.vpcs.routeTableIds'],
    from: existingVpc(existing(1)),
    to: existingVpc({ subnetIds: ['subnet-00000002'], routeTableIds: ['rtb-00000002'] }),
  },
  { keys: ['sites.<aws>.transitGatewayId'], to: iad({ transitGatewayId: 'tgw-0a1b2c3d4e5f60718' }) },
  { keys: ['sites.<aws>.probeCidr'], to: iad({ probeCidr: '10.10.240.0/20' }) },
  { keys: ['sites.<on-prem>.asn'], to: ord({ asn: 65011 }) },
  {
    keys: ['sites.<on-prem>.cidr', 'sites.<on-prem>.announces'],
    to: ord({ cidr: '10.40.0.0/15', announces: ['10.41.0.0/18'] }),
  },
];

const onDx = (...keys: readonly string[]) => keys.map((key) => `links.<direct-connect>.${key}`);

const DIRECT_CONNECTS: readonly Edit[] = [
  ...common('direct-connect', dx, ['ord', 'pdx']),
  { keys: onDx('connection'), to: dx({ connection: 'dxcon-ffabc124' }) },
  { keys: onDx('vlan'), to: dx({ vlan: 102 }) },
  { keys: onDx('virtualInterface'), from: dx(hosted), to: dx({ virtualInterface: 'dxvif-ffabc124' }) },
  {
    keys: onDx('directConnectGateway'),
    from: dx({ ...hosted, directConnectGateway: GATEWAYS[0] }),
    to: dx({ directConnectGateway: GATEWAYS[1] }),
  },
  { keys: onDx('amazonAsn'), to: dx({ amazonAsn: 4266000099 }) },
  {
    keys: onDx('bgp.amazonAddress', 'bgp.customerAddress', 'bgp.authKeySecret'),
    from: dx({ bgp: first }),
    to: dx({ bgp: { ...third, authKeySecret: 'detour/dx' } }),
  },
  {
    keys: onDx('bgp.second.amazonAddress', 'bgp.second.customerAddress', 'bgp.second.authKeySecret'),
    from: dx({ bgp: { ...first, second } }),
    to: dx({ bgp: { second: { ...third, authKeySecret: 'detour/dx' } } }),
  },
  { keys: onDx('probe.target', 'probe.port'), to: dx({ probe: { target: '10.40.255.9', port: 22 } }) },
];

const onVpn = (...keys: readonly string[]) => keys.map((key) => `links.<site-to-site-vpn>.${key}`);

const VPNS: readonly Edit[] = [
  ...common('site-to-site-vpn', vpn, ['ord', 'pdx']),
  { keys: onVpn('customerGateway.ip'), to: vpn({ customerGateway: { ip: '203.0.113.99' } }) },
  { keys: onVpn('acceleration'), to: vpn({ acceleration: true }) },
  { keys: onVpn('probe.target', 'probe.port'), to: vpn({ probe: { target: '10.40.255.9', port: 22 } }) },
];

const REST: readonly Edit[] = [
  { keys: ['name'], from: { prefix: 'acme' }, to: { name: 'umbrella' } },
  { keys: ['prefix'], to: { prefix: 'umbrella' } },
  {
    keys: ['between', 'survive.links', 'survive.risks'].map((key) => `flows.${key}`),
    from: flows({ links: 1, risks: 1 }),
    to: flows({ links: 0, risks: 0 }, ['iad', 'pdx']),
  },
  {
    keys: ['zone', 'primary.site', 'primary.address', 'secondary.site', 'secondary.address', 'ttl'].map(
      (key) => `services.${key}`,
    ),
    from: services('iad', { zone: 'acme.internal' }),
    to: services('pdx', { zone: 'umbrella.internal', ttl: 30 }),
  },
  {
    keys: ['services.tertiary.site', 'services.tertiary.address'],
    from: services('iad', {}),
    to: services('iad', { tertiary: { site: 'pdx', address: '10.30.1.1' } }),
  },
  {
    keys: [
      'admission',
      'maintenance.lead',
      ...['interval', 'timeout', 'fall', 'rise', 'loss'].map((key) => `probe.${key}`),
      'holdDown',
      'maxConcurrentDrains',
      'greyDx',
    ].map((key) => `policy.${key}`),
    to: {
      policy: {
        admission: 'pdx',
        maintenance: { lead: '20m' },
        probe: { interval: '2s', timeout: '400ms', fall: 5, rise: 5, loss: 0.1 },
        holdDown: '9m',
        maxConcurrentDrains: 2,
        greyDx: 'bgp-down',
      },
    },
  },
  {
    keys: ['notify.email', 'shareWith'],
    to: { notify: { email: 'noc@acme.example' }, shareWith: ['111122223333'] },
  },
];

/** Every name in the file that is a key of a map: another one is another thing, in its place. */
const RENAMES: readonly Edit[] = [
  { keys: ['sites.<aws>: the name'], to: rename('sites', 'iad', 'dca') },
  { keys: ['sites.<on-prem>: the name'], to: rename('sites', 'ord', 'chi') },
  { keys: ['sites.<aws>.vpcs: the name'], to: cores({ core: undefined, main: vpc('10.10.0.0/18') }) },
  { keys: ['links.<transit-gateway-peering>: the name'], to: rename('links', 'iad-cmh', 'east') },
  { keys: ['links.<direct-connect>: the name'], to: rename('links', 'dx', 'fibre') },
  { keys: ['links.<site-to-site-vpn>: the name'], to: rename('links', 'vpn', 'tunnel') },
];

export const EDITS: readonly Edit[] = [
  ...RENAMES,
  ...SITES,
  ...common('transit-gateway-peering', peering, ['iad', 'pdx']),
  ...DIRECT_CONNECTS,
  ...VPNS,
  ...REST,
];

/** Keys that have no second value that the rest of the document would fit, or that nothing is built from. */
export const NO_EDIT: readonly string[] = [
  'version',
  'sites.<aws>.kind',
  'sites.<on-prem>.kind',
  'links.<transit-gateway-peering>.kind',
  'links.<direct-connect>.kind',
  'links.<site-to-site-vpn>.kind',
  'links.<site-to-site-vpn>.customerGateway.certificateArn',
];

function rename(map: 'sites' | 'links', old: string, now: string): Tree {
  const written = aTopology(HYBRID);
  const moved = { [map]: { [old]: undefined, [now]: (written[map] as Tree)[old] } };
  const links = Object.entries(written.links as Record<string, { readonly between: readonly string[] }>);
  const joined = links.map(([name, { between }]) => [
    name,
    { between: between.map((end) => (end === old ? now : end)) },
  ]);
  return map === 'sites' ? { ...moved, links: Object.fromEntries(joined) } : moved;
}
