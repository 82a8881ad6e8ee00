// Pure: Direct Connect links.

import { address, prefixOf, samePrefix } from '../../net/prefix';
import type { WrittenLink } from '../written';
import { type Draft, linksOf, type Rule, repeated, type Subject } from './subject';

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

function arePeers(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => {
    const [host = '', length] = text.split('/');
    return prefixOf(address(host), Number(length));
  });
  return a !== b && first !== undefined && second !== undefined && samePrefix(first, second);
}

export const DIRECT_CONNECT_RULES: readonly Rule[] = [oneInterface, interfacesApart, bgpAddresses];
