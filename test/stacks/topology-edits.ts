// Edits of every key of the topology file, each of an otherwise valid document, and what they are edits of.

import { aTopology, merged } from '../support/topology';

type Tree = { [key: string]: unknown };

export interface Edit {
  /** Paths of the keys in the file, with kinds for the names of sites and links; what replaces nothing goes together. */
  readonly keys: readonly string[];
  /** Differences from the document of `HYBRID` that both have; none when it is left out. */
  readonly from?: Tree;
  /** Differences that the edit makes. */
  readonly to: Tree;
  /** The keys are left out before, so that taking them away is an edit too. */
  readonly adds?: true;
}

const vpc = (cidr: string) => ({ cidr, azs: 2 });
const existing = (number: number) => ({
  vpcId: `vpc-0000000${number}`,
  subnetIds: [`subnet-0000000${number}`],
  routeTableIds: [`rtb-0000000${number}`],
});
const TOOLS = '10.10.64.0/18';

/** A site without Direct Connect, whose functions go into one of two VPCs. */
function functionsIn(name: string | undefined): Tree {
  const controller = name === undefined ? undefined : { vpc: name };
  return { sites: { pdx: { vpcs: { tools: vpc('10.30.64.0/18') }, controller } } };
}

/** Three AWS sites in a line, the first with a VPC that exists; premises that reach it over Direct Connect, the second over a VPN. */
export const HYBRID: Tree = {
  sites: {
    iad: { vpcs: { tools: { cidr: TOOLS, ...existing(1) } } },
    pdx: { kind: 'aws', region: 'us-west-2', asn: 64514, cidr: '10.30.0.0/16', vpcs: { core: vpc('10.30.0.0/18') } },
  },
  links: {
    'cmh-pdx': { kind: 'transit-gateway-peering', between: ['cmh', 'pdx'], index: 4, cost: 10 },
    dx: { virtualInterface: undefined, connection: 'dxcon-ffabc123', vlan: 101, probe: { target: '10.40.255.2' } },
    vpn: { probe: { target: '10.40.255.3' } },
  },
};

const iad = (changes: Tree) => ({ sites: { iad: changes } });
const vpcs = (changes: Tree) => iad({ vpcs: changes });
const link = (name: string) => (changes: Tree) => ({ links: { [name]: changes } });
const [peering, dx, vpn] = [link('iad-cmh'), link('dx'), link('vpn')] as const;
const keysOf = (kind: string) => (keys: readonly string[]) => keys.map((key) => `${kind}.${key}`);
const onSite = keysOf('sites.<aws>');
const onDx = keysOf('links.<direct-connect>');
const onVpn = keysOf('links.<site-to-site-vpn>');
const onPeering = keysOf('links.<transit-gateway-peering>');

const own = { connection: 'dxcon-ffabc123', vlan: 101, virtualInterface: undefined };
const hosted = { connection: undefined, vlan: undefined, virtualInterface: 'dxvif-ffabc123' };
/** A gateway that exists has a number that the file has to say; here it is the one that the link's own would have. */
const hostedElsewhere = (gateway: number) => ({
  directConnectGateway: `0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f${gateway}`,
  amazonAsn: 4266000002,
});

const router = (customerGateway: Tree) => vpn({ customerGateway });
const ip = { ip: '203.0.113.10' };
const certificate = (n: number) => ({
  certificateArn: `arn:aws:acm:us-east-2:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f${n}`,
});

/** Another name or kind is another thing, in the place of the one that was there. */
const OTHERS: readonly Edit[] = [
  { keys: ['sites.<aws>: the name'], to: rename('sites', 'iad', 'dca') },
  { keys: ['sites.<on-prem>: the name'], to: rename('sites', 'ord', 'chi') },
  { keys: ['sites.<aws>.vpcs: the name'], to: vpcs({ core: undefined, main: vpc('10.10.0.0/18') }) },
  {
    keys: ['sites.<aws>.vpcs: the name, with vpcId'],
    to: vpcs({ tools: undefined, utilities: { cidr: TOOLS, ...existing(1) } }),
  },
  { keys: ['sites.<aws>.vpcs: one that is first by name'], adds: true, to: vpcs({ apps: vpc('10.10.128.0/18') }) },
  { keys: ['links.<transit-gateway-peering>: the name'], to: rename('links', 'iad-cmh', 'east') },
  { keys: ['links.<direct-connect>: the name'], to: rename('links', 'dx', 'fibre') },
  { keys: ['links.<direct-connect>: the name, with virtualInterface'], from: dx(hosted), to: renamed(dx(hosted)) },
  { keys: ['links.<site-to-site-vpn>: the name'], to: rename('links', 'vpn', 'tunnel') },
  {
    keys: onDx(['kind']),
    to: dx({
      connection: undefined,
      vlan: undefined,
      kind: 'site-to-site-vpn',
      customerGateway: { ip: '203.0.113.20' },
    }),
  },
  { keys: onVpn(['kind']), to: vpn({ ...own, vlan: 102, kind: 'direct-connect', customerGateway: undefined }) },
];

const SITES: readonly Edit[] = [
  { keys: onSite(['region']), to: iad({ region: 'eu-west-1' }) },
  {
    keys: onSite(['account']),
    adds: true,
    to: { sites: Object.fromEntries(['iad', 'cmh', 'pdx'].map((name) => [name, { account: '111122223333' }])) },
  },
  { keys: onSite(['asn']), to: iad({ asn: 64600 }) },
  { keys: onSite(['vpcs.cidr']), to: vpcs({ core: vpc('10.10.128.0/18') }) },
  { keys: onSite(['vpcs.vpcId']), to: vpcs({ tools: { vpcId: 'vpc-00000002' } }) },
  {
    keys: onSite(['vpcs.vpcId', 'vpcs.subnetIds', 'vpcs.routeTableIds']),
    from: vpcs({ tools: { vpcId: undefined, subnetIds: undefined, routeTableIds: undefined } }),
    adds: true,
    to: vpcs({ tools: existing(1) }),
  },
  { keys: onSite(['transitGatewayId']), adds: true, to: iad({ transitGatewayId: 'tgw-0a1b2c3d4e5f60718' }) },
  {
    keys: onSite(['transitGatewayId']),
    from: iad({ transitGatewayId: 'tgw-0a1b2c3d4e5f60718' }),
    to: iad({ transitGatewayId: 'tgw-0a1b2c3d4e5f60719' }),
  },
  { keys: onSite(['probeCidr']), adds: true, to: iad({ probeCidr: '10.10.240.0/20' }) },
  { keys: onSite(['controller.vpc']), from: functionsIn(undefined), adds: true, to: functionsIn('core') },
  { keys: onSite(['controller.vpc']), from: functionsIn('core'), to: functionsIn('tools') },
  { keys: ['sites.<on-prem>.asn'], to: { sites: { ord: { asn: 65011 } } } },
];

const LINKS: readonly Edit[] = [
  { keys: onPeering(['between']), to: peering({ between: ['iad', 'pdx'] }) },
  { keys: onPeering(['index']), to: peering({ index: 77 }) },
  { keys: onDx(['between']), to: dx({ between: ['ord', 'pdx'] }) },
  { keys: onDx(['index']), to: dx({ index: 77 }) },
  { keys: onDx(['vlan']), to: dx({ vlan: 102 }) },
  { keys: onDx(['connection', 'vlan']), from: dx(hosted), adds: true, to: dx(own) },
  { keys: onDx(['virtualInterface']), adds: true, to: dx(hosted) },
  { keys: onDx(['virtualInterface']), from: dx(hosted), to: dx({ virtualInterface: 'dxvif-ffabc124' }) },
  { keys: onDx(['directConnectGateway']), from: dx(hosted), adds: true, to: dx(hostedElsewhere(1)) },
  { keys: onDx(['directConnectGateway']), from: dx({ ...hosted, ...hostedElsewhere(1) }), to: dx(hostedElsewhere(2)) },
  { keys: onDx(['amazonAsn']), adds: true, to: dx({ amazonAsn: 4266000099 }) },
  { keys: onVpn(['between']), to: vpn({ between: ['ord', 'pdx'] }) },
  { keys: onVpn(['index']), to: vpn({ index: 77 }) },
  { keys: onVpn(['customerGateway.ip']), to: router({ ip: '203.0.113.99' }) },
  {
    keys: onVpn(['customerGateway.ip']),
    from: router({ ip: undefined, ...certificate(1) }),
    adds: true,
    to: router(ip),
  },
  { keys: onVpn(['customerGateway.certificateArn']), adds: true, to: router(certificate(1)) },
  {
    keys: onVpn(['customerGateway.certificateArn']),
    from: router({ ip: undefined, ...certificate(1) }),
    to: router(certificate(2)),
  },
  { keys: onVpn(['acceleration']), adds: true, to: vpn({ acceleration: true }) },
  { keys: ['prefix'], adds: true, to: { prefix: 'umbrella' } },
];

const DESCRIBED = ['mtu', 'sharedRisks', 'circuitIds', 'provider', 'capacityGbps', 'mssClamp'];
const SESSION = ['amazonAddress', 'customerAddress', 'authKeySecret'];
const POLICY = [
  ...['admission', 'maintenance.lead', 'holdDown', 'maxConcurrentDrains', 'greyDx'],
  ...['interval', 'timeout', 'fall', 'rise', 'loss'].map((key) => `probe.${key}`),
  ...['massWithdrawal.share', 'massWithdrawal.links'],
];
const MAINTENANCE = ['mail.recipient', 'mail.ruleSet', 'dropped', 'providers.senders', 'providers.announcesAs'];
const ACCEPT = ['finding', 'failed', 'between', 'at', 'reason'];
/** Keys that may be left out, and of which no value replaces anything. */
const OPTIONAL = [
  ...onSite(['vpcs.azs']),
  ...['sites.<on-prem>.announces', 'sites.<on-prem>.stateful'],
  ...[onPeering, onDx, onVpn].flatMap((on) => on(DESCRIBED)),
  ...onDx(['probe.port', ...SESSION.flatMap((key) => [`bgp.${key}`, `bgp.second.${key}`])]),
  ...onVpn(['probe.port']),
  ...['flows.survive.links', 'flows.survive.risks', 'flows.survive.sites', 'services.ttl', 'notify.email', 'shareWith'],
  ...['slack.workspace', 'slack.channel', 'teams.team', 'teams.tenant', 'teams.channel'].map(
    (key) => `notify.chat.${key}`,
  ),
  ...ACCEPT.map((key) => `accept.${key}`),
  ...['services.tertiary.site', 'services.tertiary.address'],
  ...['primary', 'secondary', 'tertiary'].map((place) => `services.${place}.alarm`),
  ...POLICY.map((key) => `policy.${key}`),
  ...MAINTENANCE.map((key) => `maintenance.${key}`),
  ...['operations.approvers', 'operations.approvals'],
];

const session = (n: number, authKeySecret: string) => ({
  amazonAddress: `169.254.255.${n}/30`,
  customerAddress: `169.254.255.${n + 1}/30`,
  authKeySecret,
});
const described = {
  mtu: 1500,
  sharedRisks: ['carrier-a'],
  circuitIds: ['AB/1'],
  provider: 'carrier-a',
  capacityGbps: 10,
  mssClamp: true,
};
const described2 = {
  mtu: 8500,
  sharedRisks: ['carrier-b'],
  circuitIds: ['AB/2'],
  provider: 'carrier-b',
  capacityGbps: 1,
  mssClamp: false,
};

const uuid = (n: number) => `0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f${n}`;

const SERVICE: Tree = {
  zone: 'acme.internal',
  primary: { site: 'iad', address: '10.10.1.1' },
  secondary: { site: 'cmh', address: '10.20.1.1' },
};

const EVERYTHING: Tree = {
  sites: { iad: { vpcs: { core: { azs: 3 } } }, ord: { announces: ['10.40.0.0/18'], stateful: true } },
  links: {
    'iad-cmh': described,
    dx: {
      ...described,
      probe: { port: 22 },
      bgp: { ...session(1, 'detour/dx'), second: session(5, 'detour/dx2') },
    },
    vpn: { ...described, probe: { port: 22 } },
  },
  flows: [{ between: ['iad', 'cmh'], survive: { links: 1, risks: 1 } }],
  accept: [
    { finding: 'verify-loop', failed: ['dx'], between: ['iad', 'cmh'], at: 'acme-iad', reason: 'it is a rehearsal' },
  ],
  services: {
    db: {
      ...merged(SERVICE, { primary: { alarm: 'db-unwell' }, secondary: { alarm: 'db-unwell' } }),
      ttl: 30,
      tertiary: { site: 'pdx', address: '10.30.1.1', alarm: 'db-unwell' },
    },
  },
  policy: {
    admission: 'pdx',
    maintenance: { lead: '20m' },
    probe: { interval: '2s', timeout: '400ms', fall: 5, rise: 5, loss: 0.1 },
    holdDown: '9m',
    maxConcurrentDrains: 2,
    massWithdrawal: { share: 0.4, links: 3 },
    greyDx: 'bgp-down',
  },
  notify: {
    email: 'noc@acme.example',
    chat: {
      slack: { workspace: 'T0123ABCD', channel: 'C0123ABCD' },
      teams: { team: uuid(1), tenant: uuid(2), channel: '19%3aab%40thread.tacv2' },
    },
  },
  maintenance: {
    mail: { recipient: 'maintenance@acme.example', ruleSet: 'inbound' },
    dropped: 'trusted',
    providers: {
      'carrier-a': { senders: ['noc@a.example'], announcesAs: ['a.example'] },
      'carrier-b': { senders: ['@b.example'] },
    },
  },
  operations: { approvers: ['Lead', 'Deputy'].map((name) => `arn:aws:iam::111122223333:role/${name}`), approvals: 2 },
  shareWith: ['111122223333'],
};

const OTHER_VALUES: Tree = {
  name: 'umbrella',
  sites: {
    iad: {
      cidr: '10.8.0.0/14',
      vpcs: { core: { azs: 4 }, tools: { subnetIds: ['subnet-00000002'], routeTableIds: ['rtb-00000002'] } },
    },
    ord: { cidr: '10.40.0.0/15', announces: ['10.41.0.0/18'], stateful: false },
  },
  links: {
    'iad-cmh': { ...described2, cost: 11 },
    dx: {
      ...described2,
      cost: 12,
      connection: 'dxcon-ffabc124',
      probe: { target: '10.40.255.9', port: 443 },
      bgp: { ...session(9, 'detour/dx3'), second: session(13, 'detour/dx4') },
    },
    vpn: { ...described2, mtu: 1400, cost: 16, probe: { target: '10.40.255.8', port: 443 } },
  },
  flows: [{ between: ['iad', 'pdx'], survive: { links: 0, risks: 0 } }],
  accept: [
    {
      finding: 'verify-no-path',
      failed: ['vpn'],
      between: ['pdx', 'cmh'],
      at: 'acme-pdx',
      reason: 'it moves tomorrow',
    },
  ],
  services: {
    db: {
      zone: 'umbrella.internal',
      primary: { site: 'pdx', address: '10.30.1.2', alarm: 'db-slow' },
      secondary: { site: 'iad', address: '10.10.1.2', alarm: 'db-slow' },
      tertiary: { site: 'cmh', address: '10.20.1.2', alarm: 'db-slow' },
      ttl: 20,
    },
  },
  policy: {
    admission: 'iad',
    maintenance: { lead: '30m' },
    probe: { interval: '3s', timeout: '300ms', fall: 4, rise: 4, loss: 0.2 },
    holdDown: '8m',
    maxConcurrentDrains: 3,
    massWithdrawal: { share: 0.6, links: 2 },
    greyDx: 'wait',
  },
  notify: {
    email: 'ops@acme.example',
    chat: {
      slack: { workspace: 'T0123ABCE', channel: 'C0123ABCE' },
      teams: { team: uuid(3), tenant: uuid(4), channel: '19%3acd%40thread.tacv2' },
    },
  },
  maintenance: {
    mail: { recipient: 'notices@acme.example', ruleSet: 'other' },
    dropped: 'alert',
    providers: { 'carrier-a': { senders: ['@a.example'], announcesAs: ['A Inc'] } },
  },
  operations: { approvers: ['arn:aws:iam::111122223333:user/ann'], approvals: 1 },
  shareWith: ['444455556666'],
};

const IN_PLACE: readonly Edit[] = [
  { keys: OPTIONAL, from: vpcs({ core: { azs: undefined } }), adds: true, to: EVERYTHING },
  {
    keys: [
      ...OPTIONAL,
      ...['name', 'sites.<on-prem>.cidr', 'flows.between', 'services.zone'],
      ...['primary', 'secondary'].flatMap((place) => [`services.${place}.site`, `services.${place}.address`]),
      ...onSite(['cidr', 'vpcs.subnetIds', 'vpcs.routeTableIds']),
      ...[onPeering, onDx, onVpn].flatMap((on) => on(['cost'])),
      ...onDx(['connection', 'probe.target']),
      ...onVpn(['probe.target']),
    ],
    from: merged(EVERYTHING, { prefix: 'acme' }),
    to: OTHER_VALUES,
  },
];

export const EDITS: readonly Edit[] = [...OTHERS, ...SITES, ...LINKS, ...IN_PLACE];

/** Keys that have no second value that the rest of the document would fit, or that nothing is built from. */
export const NO_EDIT: readonly string[] = [
  'version',
  'sites.<aws>.kind',
  'sites.<on-prem>.kind',
  'links.<transit-gateway-peering>.kind',
];

function renamed(changes: Tree): Tree {
  return merged(rename('links', 'dx', 'fibre'), { links: { fibre: (changes.links as Tree).dx } });
}

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
