import { issuesOf, mistakesOf } from '../support/topology';

const GATEWAY = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const created = { virtualInterface: undefined, connection: 'dxcon-ffabc123', vlan: 101 };
const dx = (changes: object) => ({ links: { dx: changes } });
const peer = (amazonAddress: string, customerAddress: string) => ({ amazonAddress, customerAddress });
const [first, second] = [
  peer('169.254.255.1/30', '169.254.255.2/30'),
  peer('169.254.255.5/30', '169.254.255.6/30'),
] as const;

/** Beside `dx`, to the other AWS site. */
const another = (changes: object) => ({
  links: {
    dx: { directConnectGateway: GATEWAY, amazonAsn: 64600 },
    dx2: {
      kind: 'direct-connect',
      between: ['ord', 'cmh'],
      index: 4,
      cost: 10,
      virtualInterface: 'dxvif-ffabc124',
      ...changes,
    },
  },
});

describe('a Direct Connect link', () => {
  it.each([
    ['an interface of its own', created],
    ['an interface and its gateway', { directConnectGateway: GATEWAY, amazonAsn: 64600 }],
    ['frames of 1500 bytes', { ...created, mtu: 1500 }],
    ['frames of 8500 bytes', { ...created, mtu: 8500 }],
    ['any frame size on an interface that exists', { mtu: 1400 }],
    ['the lowest number of a gateway', { amazonAsn: 64514 }],
    ['the highest number of a gateway', { amazonAsn: 4294967294 }],
    ['two BGP sessions', { ...created, bgp: { ...first, second } }],
    ['a second BGP session with addresses, and a first without', { ...created, bgp: { second } }],
  ])('may have %s', (_, changes) => {
    expect(mistakesOf(dx(changes))).toEqual([]);
  });

  it.each([
    [
      'a gateway without an interface on it',
      { ...created, directConnectGateway: GATEWAY, amazonAsn: 64600 },
      'topology-dx-gateway links.dx.directConnectGateway',
    ],
    [
      'an existing gateway without its number',
      { directConnectGateway: GATEWAY },
      'topology-dx-gateway-asn links.dx.directConnectGateway',
    ],
    ['frames that a private interface takes', { ...created, mtu: 9001 }, 'topology-dx-mtu links.dx.mtu'],
    ['frames in between', { ...created, mtu: 8499 }, 'topology-dx-mtu links.dx.mtu'],
    ['the number of its AWS site', { amazonAsn: 64512 }, 'topology-dx-asn links.dx.amazonAsn'],
    ['a number between the ranges', { amazonAsn: 65535 }, 'topology-dx-asn links.dx.amazonAsn'],
    ['a public number', { amazonAsn: 7224 }, 'topology-dx-asn links.dx.amazonAsn'],
    [
      'a second BGP session without addresses',
      { bgp: { ...first, second: {} } },
      'topology-bgp-addresses links.dx.bgp.second',
    ],
    ['the same BGP session twice', { bgp: { ...first, second: first } }, 'topology-bgp-addresses links.dx.bgp.second'],
    [
      'two BGP sessions in overlapping subnets',
      { bgp: { ...first, second: peer('169.254.255.5/24', '169.254.255.6/24') } },
      'topology-bgp-addresses links.dx.bgp.second',
    ],
  ])('fails with %s', (_, changes, mistake) => {
    expect(mistakesOf(dx(changes))).toEqual([mistake]);
  });

  it('fails with the number of its on-prem site', () => {
    expect(mistakesOf({ sites: { ord: { asn: 65010 } }, ...dx({ amazonAsn: 65010 }) })).toEqual([
      'topology-dx-asn links.dx.amazonAsn',
    ]);
  });

  it('fails when the number that it gets by default is that of its site', () => {
    const taken = { sites: { ord: { asn: 4266000002 } } };
    expect(issuesOf(taken)).toMatchObject([{ code: 'topology-dx-asn', path: ['links', 'dx'], fix: 'write amazonAsn' }]);
    expect(mistakesOf({ ...taken, ...dx({ amazonAsn: 4266000003 }) })).toEqual([]);
  });

  it('fails once with an existing gateway whose number would by default be that of its site', () => {
    const taken = { sites: { ord: { asn: 4266000002 } }, ...dx({ directConnectGateway: GATEWAY }) };
    expect(mistakesOf(taken)).toEqual(['topology-dx-gateway-asn links.dx.directConnectGateway']);
  });

  it('fails when another link uses its gateway', () => {
    expect(mistakesOf(another({}))).toEqual([]);
    expect(mistakesOf(another({ directConnectGateway: GATEWAY, amazonAsn: 64600 }))).toEqual([
      'topology-dx-clash links.dx2.directConnectGateway',
    ]);
  });
});
