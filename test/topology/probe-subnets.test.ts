import { formatAddress, prefix } from '../../lib/net/prefix';
import { probeEnds, probePrefix, probeSubnet, probeVpc, responderAddress } from '../../lib/topology/probe-subnets';
import type { AwsSite, Vpc } from '../../lib/topology/topology';
import { awsSite, peering, topology } from '../support/topologies';
import { issuesOf, mistakesOf } from '../support/topology';

const vpc = (name: string, cidr: string, changes: Partial<Vpc> = {}): Vpc => ({ name, cidr, azs: 2, ...changes });
const existing = { existing: { vpcId: 'vpc-1', subnetIds: [], routeTableIds: [] } };
const site = (vpcs: readonly Vpc[], probeCidr?: string): AwsSite =>
  awsSite('iad', 1, { vpcs, ...(probeCidr === undefined ? {} : { probeCidr }) });

describe('probe subnets of a site', () => {
  const [apps, data] = [vpc('apps', '10.10.0.0/18'), vpc('data', '10.10.64.0/18')];
  const old = vpc('a-legacy', '10.10.128.0/18', existing);

  it.each([
    ['are carved from its first VPC', site([apps, data]), 'apps', '10.10.48.0/20'],
    ['never go into an existing VPC', site([old, data]), 'data', '10.10.112.0/20'],
    ['are none where every VPC exists', site([old]), undefined, undefined],
    ['are none where every VPC exists, whatever probeCidr says', site([old], '10.10.240.0/20'), undefined, undefined],
    ['go into the VPC around probeCidr', site([apps, data], '10.10.112.0/20'), 'data', '10.10.112.0/20'],
    ['enlarge the first VPC when probeCidr is outside', site([apps, data], '10.10.240.0/20'), 'apps', '10.10.240.0/20'],
    ['are none in a /26, whose zones need all of it', site([vpc('tiny', '10.10.0.0/26')]), 'tiny', undefined],
    ['shrink with the VPC', site([vpc('small', '10.10.0.0/24')]), 'small', '10.10.0.192/26'],
  ])('%s', (_, given, name, block) => {
    expect(probeVpc(given)?.name).toBe(name);
    expect(probePrefix(given)?.text).toBe(block);
  });

  it.each([
    ['10.10.0.0/18', 1, '10.10.48.16/28'],
    ['10.10.0.0/18', 255, '10.10.63.240/28'],
    ['10.10.0.0/24', 3, '10.10.0.240/28'],
    ['10.10.0.0/24', 4, undefined],
    ['10.10.0.0/25', 1, '10.10.0.112/28'],
    ['10.10.0.0/25', 2, undefined],
  ])('in %s number %i is %s', (cidr, index, subnet) => {
    expect(probeSubnet(site([vpc('core', cidr)]), index)?.text).toBe(subnet);
  });

  it.each([
    ['10.10.0.0/18', '10.10.48.0/20'],
    ['10.10.0.0/17', '10.10.96.0/20'],
  ])('stay where they are in %s when its VPC is no longer the first, once %s is written down', (cidr, probeCidr) => {
    const core = vpc('core', cidr);
    const later = site([vpc('apps', '10.10.192.0/18'), core], probeCidr);
    expect(probeVpc(later)).toBe(core);
    for (const index of [1, 255]) expect(probeSubnet(later, index)).toEqual(probeSubnet(site([core]), index));
    expect(probeVpc(site(later.vpcs))?.name).toBe('apps');
  });

  it('answer at the last address that AWS leaves to us', () => {
    expect(formatAddress(responderAddress(prefix('10.10.48.16/28')))).toBe('10.10.48.30');
  });

  it('probe nothing where the far end has none', () => {
    const given = topology({
      sites: [site([apps]), awsSite('cmh', 2, { vpcs: [old] })],
      links: [peering('cmh', 'iad', 1)],
    });
    expect(probeEnds(given, site([apps]))).toEqual([{ link: 'cmh-iad', subnet: prefix('10.10.48.16/28') }]);
  });
});

describe('room for probe subnets', () => {
  const iad = (changes: object) => ({ sites: { iad: changes } });
  const legacy = { cidr: '10.10.128.0/17', vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'] };

  it.each([
    ['is not a /20', { probeCidr: '10.10.240.0/21' }],
    ['is not strictly inside the aggregate', { probeCidr: '10.99.0.0/20' }],
    ['covers the VPC small', { probeCidr: '10.10.64.0/20', vpcs: { small: { cidr: '10.10.64.0/24' } } }],
    ['lies where the VPC core has its other subnets', { probeCidr: '10.10.0.0/20' }],
    ['lies where the VPC core has its other subnets', { probeCidr: '10.10.32.0/20' }],
    [
      'is inside the existing VPC legacy, in which nothing is made',
      { probeCidr: '10.10.240.0/20', vpcs: { legacy: { ...legacy, routeTableIds: ['rtb-0a1b2c3d'] } } },
    ],
  ])('fails when probeCidr %s', (problem, changes) => {
    const found = issuesOf(iad(changes)).filter(({ code }) => code === 'topology-probe-cidr');
    expect(found.map((issue) => issue.problem)).toEqual([`probeCidr of iad ${problem}`]);
  });

  it('fails for an index past the last quarter of the first VPC, once for each link', () => {
    const small = { vpcs: { core: { cidr: '10.10.0.0/25' } } };
    expect(mistakesOf(iad(small))).toEqual(['topology-probe-index links.dx.index']);
    const both = { sites: { iad: small, cmh: { vpcs: { core: { cidr: '10.20.0.0/25' } } } } };
    expect(mistakesOf({ ...both, links: { 'iad-cmh': { index: 9 } } })).toEqual([
      'topology-probe-index links.iad-cmh.index',
      'topology-probe-index links.dx.index',
      'topology-probe-index links.vpn.index',
    ]);
  });

  it('fails for every link of a site whose first VPC is a /26', () => {
    const [first] = issuesOf(iad({ vpcs: { core: { cidr: '10.10.0.0/26' } } }));
    expect(first).toMatchObject({ code: 'topology-probe-index', allowed: 'none with this first VPC' });
  });

  it('is given by a probeCidr to any VPC and every index', () => {
    const tiny = { vpcs: { core: { cidr: '10.10.0.0/26' } }, probeCidr: '10.10.240.0/20' };
    expect(mistakesOf({ ...iad(tiny), links: { dx: { index: 255 } } })).toEqual([]);
  });
});
