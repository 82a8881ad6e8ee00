// Pure: what Direct Connect links take of quotas that count gateways and interfaces.

import type { AwsSite, DirectConnectLink, Topology } from '../topology';
import { gatewayText, type Quota, type Usage } from './usage';

const GATEWAYS_PER_TRANSIT_GATEWAY: Quota = {
  name: 'AWS Direct Connect gateways per transit gateway',
  limit: 20,
  adjustable: false,
};
const INTERFACES_PER_CONNECTION: Quota = {
  name: 'Transit virtual interfaces per AWS Direct Connect dedicated connection',
  limit: 4,
  adjustable: false,
};

function directLinks({ links }: Topology): readonly DirectConnectLink[] {
  return links.filter((link): link is DirectConnectLink => link.kind === 'direct-connect');
}

/** Every link has a gateway of its own. */
function gatewaysOfSites(topology: Topology): readonly Usage[] {
  return topology.sites
    .filter((site): site is AwsSite => site.kind === 'aws')
    .map((site) => ({
      quota: GATEWAYS_PER_TRANSIT_GATEWAY,
      path: ['sites', site.name],
      who: gatewayText(site),
      count: directLinks(topology).filter(({ between }) => between.includes(site.name)).length,
      fix: 'end some Direct Connect links at another site',
    }));
}

function interfacesOfConnections(topology: Topology): readonly Usage[] {
  const links = directLinks(topology).filter(({ connection }) => connection !== undefined);
  const users = new Map<string, DirectConnectLink[]>();
  for (const link of links) users.set(link.connection ?? '', [...(users.get(link.connection ?? '') ?? []), link]);
  return [...users].map(([connection, own]) => ({
    quota: INTERFACES_PER_CONNECTION,
    path: ['links', own.at(-1)?.name ?? '', 'connection'],
    who: `the connection ${connection}`,
    count: own.length,
    fix: 'put some of its links on another connection',
  }));
}

export function directConnectUsages(topology: Topology): readonly Usage[] {
  return [...gatewaysOfSites(topology), ...interfacesOfConnections(topology)];
}
