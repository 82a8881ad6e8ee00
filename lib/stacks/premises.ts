// Pure: which end of a link is on premises.

import type { DirectConnectLink, OnPremSite, Topology, VpnLink } from '../topology/topology';

/** The on-prem end of a BGP link. */
export function premisesOf({ sites }: Topology, { name, between }: DirectConnectLink | VpnLink): OnPremSite {
  const site = sites.find((end): end is OnPremSite => end.kind === 'on-prem' && between.includes(end.name));
  if (!site) throw new Error(`link ${name} leads to no on-prem site`);
  return site;
}
