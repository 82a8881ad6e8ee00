// Pure: the BGP sessions of a link, from the topology and from what is known since it was deployed.

import { err, ok, type Result } from '../net/result';
import type { BgpPeer, DirectConnectLink, VpnLink } from '../topology/topology';
import { type DeployedPeer, type DeployedPeers, placeholder } from './deployed-values';
import type { RouterSession } from './router-config';
import { endsProblem } from './session-addresses';

export type BgpLink = DirectConnectLink | VpnLink;

/** Inside addresses of tunnels, and the subnets that AWS chooses for virtual interfaces. */
const USUAL_LENGTH = 30;

/** A VPN has two tunnels, each with a session; AWS chooses their addresses. */
function peersOf(link: BgpLink): readonly BgpPeer[] {
  return link.kind === 'direct-connect' ? link.bgp : [{}, {}];
}

function hostOf(address: string | undefined): string | undefined {
  return address?.split('/')[0];
}

function lengthOf({ amazonAddress }: BgpPeer): number {
  const length = amazonAddress?.split('/')[1];
  return length === undefined ? USUAL_LENGTH : Number(length);
}

/** The key of a virtual interface is a secret or AWS's choice; sessions inside IPsec have none. */
function keyOf(link: BgpLink, name: string, { authKeySecret }: BgpPeer): string | undefined {
  if (link.kind === 'site-to-site-vpn') return undefined;
  if (authKeySecret !== undefined) return placeholder(name, `key-in-secret-${authKeySecret}`);
  return placeholder(name, 'key-of-the-virtual-interface');
}

function contradiction(name: string, stated: BgpPeer, deployed: DeployedPeer): string | undefined {
  for (const end of ['amazonAddress', 'customerAddress'] as const) {
    const [own, other] = [hostOf(stated[end]), deployed[end]];
    if (own !== undefined && other !== undefined && own !== other)
      return `got ${other} for ${name}; allowed: ${own}, which the topology says`;
  }
  return undefined;
}

/** All sessions of a virtual interface are on it; each tunnel is an interface of its own. */
function sharedInterface(link: BgpLink, before: readonly RouterSession[]): string | undefined {
  return link.kind === 'direct-connect' ? before[0]?.interface : undefined;
}

export function sessionsOf(link: BgpLink, deployed: DeployedPeers): Result<readonly RouterSession[], string> {
  const sessions: RouterSession[] = [];
  for (const [i, peer] of peersOf(link).entries()) {
    const name = `${link.name}.${i + 1}`;
    const known = deployed.get(name) ?? {};
    const problem = contradiction(name, peer, known);
    if (problem !== undefined) return err(problem);
    const key = keyOf(link, name, peer);
    const session: RouterSession = {
      name,
      amazonAddress: hostOf(peer.amazonAddress) ?? known.amazonAddress ?? placeholder(name, 'amazon-address'),
      customerAddress: hostOf(peer.customerAddress) ?? known.customerAddress ?? placeholder(name, 'customer-address'),
      length: lengthOf(peer),
      interface: known.interface ?? sharedInterface(link, sessions) ?? placeholder(name, 'interface'),
      ...(key === undefined ? {} : { key }),
    };
    const impossible = endsProblem(session);
    if (impossible !== undefined) return err(impossible);
    sessions.push(session);
  }
  return ok(sessions);
}
