// Pure: Direct Connect links.

import { address, overlaps, type Prefix, prefixOf, samePrefix } from '../../net/prefix';
import type { WrittenLink } from '../written';
import { GATEWAY_RANGES } from './asns';
import { type Draft, linksOf, type Rule, repeated, type Subject, siteNamed } from './subject';

type DirectConnect = Extract<WrittenLink, { kind: 'direct-connect' }>;

function directConnects(subject: Subject): [string, DirectConnect][] {
  return linksOf(subject).flatMap(([name, link]): [string, DirectConnect][] =>
    link.kind === 'direct-connect' ? [[name, link]] : [],
  );
}

/** What is still needed to create a virtual interface. */
function without(given: readonly string[]): readonly string[] {
  return ['connection', 'vlan'].filter((key) => !given.includes(key));
}

const oneInterface: Rule = (subject) =>
  directConnects(subject).flatMap(([name, { connection, vlan, virtualInterface }]) => {
    const given = Object.entries({ connection, vlan, virtualInterface }).flatMap(([key, value]) =>
      value === undefined ? [] : [key],
    );
    const shape = given.join(' and ');
    if (shape === 'connection and vlan' || shape === 'virtualInterface') return [];
    return [
      {
        code: 'topology-dx-interface' as const,
        path: ['links', name],
        problem: `${name} has not exactly one way to its virtual interface`,
        got: shape || 'neither connection and vlan nor virtualInterface',
        allowed: 'connection and vlan to create a virtual interface, or virtualInterface to use an existing one',
        fix: virtualInterface === undefined ? `add ${without(given).join(' and ')}` : 'remove connection and vlan',
      },
    ];
  });

function interfaceKey({ connection, vlan, virtualInterface }: DirectConnect): string | undefined {
  if (virtualInterface !== undefined) return virtualInterface;
  return connection === undefined || vlan === undefined ? undefined : `${connection} ${vlan}`;
}

const interfacesApart: Rule = (subject) =>
  repeated(directConnects(subject), ([, link]) => interfaceKey(link)).map(({ first, again: [name, link] }) => ({
    code: 'topology-dx-clash',
    path: ['links', name, link.virtualInterface === undefined ? 'vlan' : 'virtualInterface'],
    problem: `${name} uses the virtual interface of ${first[0]}`,
    allowed: 'a virtual interface of its own for each link',
    fix: 'choose another VLAN, connection or virtual interface',
  }));

/** The BGP sessions that are written down, each with its place in the file. */
function bgpSessions(subject: Subject) {
  return directConnects(subject).flatMap(([name, { bgp }]) => {
    if (bgp === undefined) return [];
    const first = { name, path: ['links', name, 'bgp'], peer: bgp };
    return bgp.second ? [first, { name, path: [...first.path, 'second'], peer: bgp.second }] : [first];
  });
}

const bgpAddresses: Rule = (subject) =>
  bgpSessions(subject).flatMap(({ name, path, peer }): Draft[] => {
    const { amazonAddress, customerAddress } = peer;
    if (amazonAddress === undefined && customerAddress === undefined) return [];
    if (amazonAddress !== undefined && customerAddress !== undefined && arePeers(amazonAddress, customerAddress))
      return [];
    return [
      {
        code: 'topology-bgp-addresses',
        path,
        problem: `the BGP addresses of ${name} do not belong together`,
        got: `${amazonAddress ?? 'none'} and ${customerAddress ?? 'none'}`,
        allowed: 'two different addresses of one subnet with the same length, or neither',
        fix: 'write both ends of the subnet, for example 169.254.255.1/30 and 169.254.255.2/30',
      },
    ];
  });

/** The subnet that an interface address with its length is in. */
function subnetOf(text: string): Prefix {
  const [host = '', length] = text.split('/');
  return prefixOf(address(host), Number(length));
}

function arePeers(a: string, b: string): boolean {
  return a !== b && samePrefix(subnetOf(a), subnetOf(b));
}

/** AWS chooses the addresses of the first session of an interface only. */
const ownAddresses: Rule = (subject) =>
  directConnects(subject).flatMap(([name, { bgp }]): Draft[] => {
    const [first, second] = [bgp, bgp?.second].map((peer) => peer?.amazonAddress);
    if (bgp?.second === undefined) return [];
    if (second !== undefined && (first === undefined || !overlaps(subnetOf(first), subnetOf(second)))) return [];
    return [
      {
        code: 'topology-bgp-addresses',
        path: ['links', name, 'bgp', 'second'],
        problem: `the second BGP session of ${name} has no subnet of its own`,
        got: second ?? 'no addresses',
        allowed: 'the two addresses of a subnet other than that of the first session',
        fix: 'write both addresses of a subnet of its own, for example 169.254.255.5/30 and 169.254.255.6/30',
      },
    ];
  });

const gatewayWithInterface: Rule = (subject) =>
  directConnects(subject)
    .filter(([, link]) => link.directConnectGateway !== undefined && link.virtualInterface === undefined)
    .map(([name]) => ({
      code: 'topology-dx-gateway',
      path: ['links', name, 'directConnectGateway'],
      problem: `${name} names a Direct Connect gateway and no virtual interface that hangs on it`,
      allowed: 'directConnectGateway together with virtualInterface',
      fix: 'remove directConnectGateway, so that the link gets a gateway of its own, or name the virtualInterface',
    }));

/** The allowed prefixes of a gateway hold for all its interfaces: two links on one could not be steered apart. */
const gatewaysApart: Rule = (subject) =>
  repeated(directConnects(subject), ([, { directConnectGateway }]) => directConnectGateway).map(
    ({ first, again: [name] }) => ({
      code: 'topology-dx-clash',
      path: ['links', name, 'directConnectGateway'],
      problem: `${name} uses the Direct Connect gateway of ${first[0]}`,
      allowed: 'a Direct Connect gateway of its own for each link',
      fix: 'move the virtual interface to another gateway, or leave one of the links out',
    }),
  );

/** The default is for a gateway that is made: one that exists has its number already, and routers have to name it. */
const existingAsn: Rule = (subject) =>
  directConnects(subject)
    .filter(([, link]) => link.directConnectGateway !== undefined && link.amazonAsn === undefined)
    .map(([name]) => ({
      code: 'topology-dx-gateway-asn',
      path: ['links', name, 'directConnectGateway'],
      problem: `${name} does not say which number its existing Direct Connect gateway has`,
      allowed: 'directConnectGateway together with amazonAsn',
      fix: 'write as amazonAsn the Amazon side ASN that the gateway has',
    }));

/** What a link gets that does not write its amazonAsn. */
function usualAsn({ topology }: Subject, name: string): number | undefined {
  const link = topology.links.find((one) => one.name === name);
  return link?.kind === 'direct-connect' && link.directConnectGateway === undefined ? link.amazonAsn : undefined;
}

/** BGP drops routes that carry its own number, and AWS associates no gateways with the same one. */
const gatewayAsn: Rule = (subject) =>
  directConnects(subject).flatMap(([name, { amazonAsn: written, between }]): Draft[] => {
    const amazonAsn = written ?? usualAsn(subject, name);
    if (amazonAsn === undefined) return [];
    const path = written === undefined ? ['links', name] : ['links', name, 'amazonAsn'];
    const allowed = `${GATEWAY_RANGES.map((range) => range.join(' to ')).join(', or ')}, without those of its sites`;
    const fix = written === undefined ? 'write amazonAsn' : 'choose another';
    const twin = between.find((site) => siteNamed(subject, site)?.asn === amazonAsn);
    if (twin !== undefined)
      return [
        {
          code: 'topology-dx-asn',
          path,
          problem: `the amazonAsn of ${name} is the asn of ${twin}`,
          got: String(amazonAsn),
          allowed,
          fix,
        },
      ];
    if (GATEWAY_RANGES.some(([low, high]) => low <= amazonAsn && amazonAsn <= high)) return [];
    const problem = `the amazonAsn of ${name} cannot be used by a Direct Connect gateway`;
    return [{ code: 'topology-dx-asn', path, problem, allowed, fix }];
  });

/** Of what a transit virtual interface can be set to. The MTU of an existing one is whatever it is. */
const interfaceMtu: Rule = (subject) =>
  directConnects(subject)
    .filter(([, { mtu, connection }]) => connection !== undefined && mtu !== undefined && ![1500, 8500].includes(mtu))
    .map(([name]) => ({
      code: 'topology-dx-mtu',
      path: ['links', name, 'mtu'],
      problem: `the mtu of ${name} is none that a transit virtual interface takes`,
      allowed: '1500 or 8500',
      fix: 'write 1500, or remove mtu: the default is 8500',
    }));

export const DIRECT_CONNECT_RULES: readonly Rule[] = [
  oneInterface,
  interfacesApart,
  gatewayWithInterface,
  gatewaysApart,
  existingAsn,
  gatewayAsn,
  interfaceMtu,
  bgpAddresses,
  ownAddresses,
];
