import { issuesOf, mistakesOf } from '../support/topology';

const vpn = (between: [string, string], index: number, changes: object = {}) => ({
  kind: 'site-to-site-vpn',
  between,
  index,
  cost: 100,
  customerGateway: { ip: `203.0.113.${index}` },
  ...changes,
});

const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/0a1b`;

const LEAD = 'arn:aws:iam::111122223333:role/NetworkLead';
const ANN = 'arn:aws:sts::111122223333:assumed-role/Admin/ann@acme.example';

const pdx = {
  kind: 'aws',
  region: 'us-west-2',
  asn: 64514,
  cidr: '10.30.0.0/16',
  vpcs: { core: { cidr: '10.30.0.0/18' } },
};

describe('the builder', () => {
  it('gives a valid document', () => {
    expect(mistakesOf({})).toEqual([]);
  });
});

/** Probe subnets that leave every VPC alone. */
const PROBED = { probeCidr: '10.10.240.0/20' };

describe('limits', () => {
  const site = (changes: object) => ({ sites: { iad: changes } });
  const link = (changes: object) => ({ links: { 'iad-cmh': changes } });

  it.each([
    ['the lowest gateway number', site({ asn: 64512 })],
    ['the highest 2-byte gateway number', site({ asn: 65534 })],
    ['the lowest 4-byte gateway number', site({ asn: 4200000000 })],
    ['the highest gateway number', site({ asn: 4294967294 })],
    ['a public number on premises', { sites: { ord: { asn: 3356 } } }],
    ['the lowest index and cost', { links: { 'iad-cmh': { index: 1 }, dx: { cost: 1 }, vpn: { cost: 11 } } }],
    ['the highest index and cost', link({ index: 255, cost: 65535 })],
    ['a /25 as an aggregate of /26 announcements', { sites: { ord: { cidr: '10.40.0.0/25' } } }],
    ['a /26 with two zones', site({ ...PROBED, vpcs: { core: { cidr: '10.10.0.0/26', azs: 2 } } })],
    ['a /25 with two zones', site({ ...PROBED, vpcs: { core: { cidr: '10.10.0.0/25', azs: 2 } } })],
    ['a /24 with four zones', site({ vpcs: { core: { cidr: '10.10.0.0/24', azs: 4 } } })],
    ['a name of 20 characters', { name: 'a'.repeat(20) }],
    ['a probe block in the last quarter of a VPC', site({ probeCidr: '10.10.48.0/20' })],
    ['a probe block apart from all VPCs', site({ probeCidr: '10.10.240.0/20' })],
    ['a time to live of a minute', { services: { db: service({ ttl: 60 }) } }],
    [
      'a service with a name for an address',
      { services: { db: service({}, 'db-1.acme.internal', 'db-2.acme.internal') } },
    ],
    ['as many approvals as approvers', { operations: { approvers: [LEAD, ANN], approvals: 2 } }],
    ['approvers of whom one has to approve', { operations: { approvers: [LEAD, ANN, LEAD] } }],
    ['as many drains as links', { policy: { maxConcurrentDrains: 3 } }],
    ['a mass of as many links as a site has', { policy: { massWithdrawal: { share: 0, links: 2 } } }],
    ['a share just below the whole', { policy: { massWithdrawal: { share: 0.999 } } }],
    ['a probe that waits for the whole interval', { policy: { probe: { interval: '1s', timeout: '1s' } } }],
    ['an announcement that is not one of the halves', { sites: { ord: { announces: ['10.40.7.0/26'] } } }],
    [
      'a router with an address and a certificate',
      { links: { vpn: { customerGateway: { certificateArn: certificate('us-east-2') } } } },
    ],
    [
      'a router with a certificate alone',
      { links: { vpn: { customerGateway: { ip: undefined, certificateArn: certificate('us-east-2') } } } },
    ],
    ['a risk that only one link lists', link({ sharedRisks: ['carrier-a'] })],
  ])('are inclusive: %s is valid', (_, changes) => {
    expect(mistakesOf(changes)).toEqual([]);
  });

  it.each([
    ['an on-prem number below the gateway range', site({ asn: 64511 }), 'topology-asn-range sites.iad.asn'],
    ['the last 2-byte number', site({ asn: 65535 }), 'topology-asn-range sites.iad.asn'],
    ['the number that stands for others', { sites: { ord: { asn: 23456 } } }, 'topology-asn-range sites.ord.asn'],
    ['an index of 0', link({ index: 0 }), 'document-out-of-range links.iad-cmh.index'],
    ['a cost of 65536', link({ cost: 65536 }), 'document-out-of-range links.iad-cmh.cost'],
    ['a cost with a fraction', link({ cost: 1.5 }), 'document-out-of-range links.iad-cmh.cost'],
    ['a /26 as an aggregate', { sites: { ord: { cidr: '10.40.0.0/26' } } }, 'topology-prefix-length sites.ord.cidr'],
    [
      'an aggregate of one address',
      { sites: { ord: { cidr: '10.40.0.0/32' } } },
      'topology-prefix-length sites.ord.cidr',
    ],
    ['the whole Internet', { sites: { ord: { cidr: '0.0.0.0/0' } } }, 'topology-prefix-length sites.ord.cidr'],
    ['five zones', site({ vpcs: { core: { azs: 5 } } }), 'document-out-of-range sites.iad.vpcs.core.azs'],
    ['one zone', site({ vpcs: { core: { azs: 1 } } }), 'document-out-of-range sites.iad.vpcs.core.azs'],
    ['no VPC', site({ vpcs: { core: undefined } }), 'document-bad-value sites.iad.vpcs'],
    [
      'a probe block that is not a /20',
      site({ probeCidr: '10.10.240.0/21' }),
      'topology-probe-cidr sites.iad.probeCidr',
    ],
    ['a probe block elsewhere', site({ probeCidr: '10.99.0.0/20' }), 'topology-probe-cidr sites.iad.probeCidr'],
    ['a name of 21 characters', { name: 'a'.repeat(21) }, 'document-bad-name name'],
    [
      'a time to live above a minute',
      { services: { db: service({ ttl: 61 }) } },
      'document-out-of-range services.db.ttl',
    ],
    ['a zone of one label', { services: { db: service({ zone: 'internal' }) } }, 'document-bad-value services.db.zone'],
    ['three links to survive', flow({ links: 3 }), 'document-out-of-range flows.0.survive.links'],
    ['two risks to survive', flow({ risks: 2 }), 'document-out-of-range flows.0.survive.risks'],
    ['two sites to survive', flow({ sites: 2 }), 'document-out-of-range flows.0.survive.sites'],
    ['a site to survive, but no link', flow({ links: 0, sites: 1 }), 'topology-survive flows.0.survive.sites'],
    [
      'a code to accept that does not exist',
      accept({ finding: 'verify-nothing' }),
      'topology-accept-unknown accept.0.finding',
    ],
    ['information to accept', accept({ finding: 'verify-loss-accepted' }), 'topology-accept-unknown accept.0.finding'],
    ['no reason to accept a finding', accept({ reason: ' ' }), 'document-bad-value accept.0.reason'],
    ['nothing that has failed', accept({ failed: [] }), 'document-bad-value accept.0.failed'],
    [
      'a link to accept that is not there',
      accept({ failed: ['iad-chm'] }),
      'topology-accept-unknown accept.0.failed.0',
    ],
    ['a flow to accept of no site', accept({ between: ['iad', 'lax'] }), 'topology-accept-unknown accept.0.between.1'],
    [
      'more drains than links',
      { policy: { maxConcurrentDrains: 4 } },
      'topology-policy-drains policy.maxConcurrentDrains',
    ],
    [
      'more approvals than different approvers',
      { operations: { approvers: [LEAD, LEAD], approvals: 2 } },
      'topology-approvals operations.approvals',
    ],
    ['an approver without an ARN', { operations: { approvers: ['ann'] } }, 'document-bad-value operations.approvers.0'],
    ['no approver', { operations: { approvers: [] } }, 'document-bad-value operations.approvers'],
    [
      'a mass of more links than any AWS site has',
      { policy: { massWithdrawal: { links: 3 } } },
      'topology-policy-mass-withdrawal policy.massWithdrawal.links',
    ],
    [
      'a mass of one link',
      { policy: { massWithdrawal: { links: 1 } } },
      'document-out-of-range policy.massWithdrawal.links',
    ],
    [
      'a share of all links, which no mass exceeds',
      { policy: { massWithdrawal: { share: 1 } } },
      'document-out-of-range policy.massWithdrawal.share',
    ],
    [
      'a share below zero',
      { policy: { massWithdrawal: { share: -0.1 } } },
      'document-out-of-range policy.massWithdrawal.share',
    ],
    [
      'a share in percent',
      { policy: { massWithdrawal: { share: '50%' } } },
      'document-wrong-type policy.massWithdrawal.share',
    ],
    [
      'a misspelt key of the mass',
      { policy: { massWithdrawal: { fraction: 0.5 } } },
      'document-unknown-key policy.massWithdrawal.fraction',
    ],
    [
      'a probe interval of zero',
      { policy: { probe: { interval: '0s', timeout: '1ms' } } },
      'topology-policy-probe policy.probe.interval',
    ],
    [
      'an interval at which ten answers take longer than a prober counts',
      { policy: { probe: { interval: '6s' } } },
      'topology-policy-probe policy.probe.interval',
    ],
    [
      'more misses in a row than a prober counts',
      { policy: { probe: { fall: 51 } } },
      'topology-policy-probe policy.probe.fall',
    ],
    ['a duration without a unit', { policy: { holdDown: '5' } }, 'document-bad-duration policy.holdDown'],
    ['a duration that is a number', { policy: { holdDown: 5 } }, 'document-wrong-type policy.holdDown'],
    [
      'an address that is no address',
      { links: { vpn: { customerGateway: { ip: '203.0.113.256' } } } },
      'topology-bad-address links.vpn.customerGateway.ip',
    ],
    [
      'a router with neither address nor certificate',
      { links: { vpn: { customerGateway: { ip: undefined } } } },
      'topology-customer-gateway links.vpn.customerGateway',
    ],
    [
      'a certificate in the region of another site',
      { links: { vpn: { customerGateway: { certificateArn: certificate('us-east-1') } } } },
      'topology-customer-gateway links.vpn.customerGateway.certificateArn',
    ],
    ['a prefix without a length', site({ cidr: '10.10.0.0' }), 'topology-bad-prefix sites.iad.cidr'],
    [
      'a VLAN of 4095',
      { links: { dx: { virtualInterface: undefined, connection: 'dxcon-ffabc123', vlan: 4095 } } },
      'document-out-of-range links.dx.vlan',
    ],
    ['an unquoted account', site({ account: 123456789012 }), 'topology-bad-account sites.iad.account'],
    ['a probe on a peering', link({ probe: { target: '10.40.0.1' } }), 'document-unknown-key links.iad-cmh.probe'],
  ])('fails just outside: %s', (_, changes, mistake) => {
    expect(mistakesOf(changes)).toContain(mistake);
  });
});

function service(changes: object, first = '10.10.1.1', second = '10.20.1.1') {
  return {
    zone: 'acme.internal',
    primary: { site: 'iad', address: first },
    secondary: { site: 'cmh', address: second },
    ...changes,
  };
}

function accept(changes: object) {
  return { accept: [{ finding: 'verify-no-path', reason: 'it moves tomorrow', ...changes }] };
}

function flow(survive: object) {
  return { flows: [{ between: ['iad', 'cmh'], survive }] };
}

describe('costs', () => {
  const direct = (cost: number, peering: number) => ({ links: { vpn: { cost }, 'iad-cmh': { cost: peering } } });

  it('let a site prefer its own BGP link at the same cost, because it has fewer links', () => {
    expect(mistakesOf(direct(20, 10))).toEqual([]);
  });

  it('fails when the path over a peering is cheaper by one', () => {
    expect(mistakesOf(direct(21, 10))).toEqual(['topology-cost-direct links.vpn.cost']);
    const [issue] = issuesOf(direct(21, 10));
    expect(issue?.problem).toContain('goes over a peering and costs 20, less than vpn');
  });

  it('look at the cheapest of several links to the same premises', () => {
    expect(mistakesOf({ links: { vpn: { cost: 12 }, spare: vpn(['cmh', 'ord'], 9) } })).toEqual([]);
  });

  it('never count a path through other premises', () => {
    const sites = { lax: { kind: 'on-prem', asn: 65011, cidr: '10.50.0.0/16' } };
    const links = {
      a: vpn(['iad', 'lax'], 10, { cost: 1 }),
      b: vpn(['cmh', 'lax'], 11, { cost: 1 }),
      vpn: { cost: 20 },
    };
    expect(mistakesOf({ sites, links })).toEqual([]);
  });

  it.each([10, 9])('fails for a VPN of cost %d beside a Direct Connect link of cost 10', (cost) => {
    const links = { spare: vpn(['iad', 'ord'], 9, { cost }) };
    expect(mistakesOf({ links })).toEqual(['topology-cost-order links.spare.cost']);
  });
});

describe('a mistake does not cause others to be reported', () => {
  it.each([
    [
      'a site that does not fit the schema, for the links and flows that name it',
      { sites: { cmh: { region: 'ohio' } }, flows: [{ between: ['iad', 'cmh'], survive: { links: 2 } }] },
      ['topology-bad-region sites.cmh.region'],
    ],
    [
      'a link that does not fit the schema, for the site that it alone leads to',
      {
        sites: { pdx },
        links: { 'iad-pdx': { kind: 'transit-gateway-peering', between: ['iad', 'pdx'], index: 0, cost: 9 } },
      },
      ['document-out-of-range links.iad-pdx.index'],
    ],
    [
      'a misspelled end, for the site that was meant',
      {
        sites: { pdx },
        links: { 'iad-pdx': { kind: 'transit-gateway-peering', between: ['iad', 'pxd'], index: 9, cost: 9 } },
      },
      ['topology-unknown-site links.iad-pdx.between.1'],
    ],
    [
      'a name that does not fit, for what uses it',
      {
        sites: { PDX: pdx },
        links: { 'iad-pdx': { kind: 'transit-gateway-peering', between: ['iad', 'PDX'], index: 9, cost: 9 } },
      },
      ['document-bad-name sites.PDX'],
    ],
    [
      'a missing link index, for the costs of the rest',
      { links: { dx: { index: undefined } } },
      ['document-missing-key links.dx.index'],
    ],
  ])('%s', (_, changes, mistakes) => {
    expect(mistakesOf(changes)).toEqual(mistakes);
  });

  it('fails only for a section that cannot be read, not for who names something in it', () => {
    const changes = { links: { dx: { provider: 'a' } }, maintenance: { providers: { a: { senders: ['a'] } } } };
    expect(mistakesOf(changes)).toEqual(['document-bad-value maintenance.providers.a.senders.0']);
  });

  it('but fails for all that are independent of each other, of the schema and of the rules', () => {
    const changes = {
      version: 2,
      sites: { iad: { asn: 1 }, ord: { cidr: '10.40.0.0' } },
      links: { vpn: { between: ['cmh', 'iad'] }, dx: { cots: 3 } },
      policy: { holdDown: 'soon' },
    };
    expect(mistakesOf(changes)).toEqual([
      'document-unknown-version version',
      'topology-asn-range sites.iad.asn',
      'topology-bad-prefix sites.ord.cidr',
      'document-unknown-key links.dx.cots',
      'topology-link-kind links.vpn.kind',
      'document-bad-duration policy.holdDown',
    ]);
  });
});

describe('a fix', () => {
  it.each([
    ['the site that was probably meant', { links: { dx: { between: ['ord', 'aid'] } } }, 'did you mean iad'],
    ['the key that was probably meant', { links: { dx: { shardRisks: [] } } }, 'did you mean sharedRisks'],
    ['the kind that was probably meant', { links: { dx: { kind: 'directconnect' } } }, 'did you mean direct-connect'],
    ['the prefix without host bits', { sites: { ord: { cidr: '10.40.1.0/16' } } }, 'write 10.40.0.0/16'],
    [
      'a free index',
      { links: { vpn: { index: 1 } } },
      'give the newer link another index; 3 is free at both of its sites',
    ],
    [
      'a name of the right form',
      { links: { 'IAD PDX': vpn(['iad', 'ord'], 9) } },
      'rename it, for example to iad-pdx, everywhere it is used',
    ],
    ['quotes for an account', { shareWith: [123456789012] }, 'put it in quotes'],
  ])('names %s', (_, changes, fix) => {
    expect(issuesOf(changes).map((issue) => issue.fix)).toContain(fix);
  });
});
