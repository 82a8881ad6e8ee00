// Pure: what Direct Connect links take of quotas that count gateways and interfaces.

import { QUOTAS } from '../../net/quotas';
import type { AwsSite, DirectConnectLink, Topology } from '../topology';
import { gatewayText, type Usage } from './usage';

function directLinks({ links }: Topology): readonly DirectConnectLink[] {
  return links.filter((link): link is DirectConnectLink => link.kind === 'direct-connect');
}

/** Every link has a gateway of its own. */
function gatewaysOfSites(topology: Topology): readonly Usage[] {
  return topology.sites
    .filter((site): site is AwsSite => site.kind === 'aws')
    .map((site) => ({
      quota: QUOTAS.directConnectsOfGateway,
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
    quota: QUOTAS.interfacesOfConnection,
    path: ['links', own.at(-1)?.name ?? '', 'connection'],
    who: `the connection ${connection}`,
    count: own.length,
    fix: 'put some of its links on another connection',
  }));
}

export function directConnectUsages(topology: Topology): readonly Usage[] {
  return [...gatewaysOfSites(topology), ...interfacesOfConnections(topology)];
}
