// Pure: how long the prefix list with which other sites steer a site's traffic is: two prefixes for each specific.

import { QUOTAS } from '../../net/quotas';
import type { Site, Topology } from '../topology';
import type { Usage } from './usage';

/** Steering prefixes of a site. */
export function steeringCount(site: Site): number {
  return 2 * (site.kind === 'aws' ? site.vpcs : site.announces).length;
}

export function prefixListEntryUsages({ sites }: Topology): readonly Usage[] {
  return sites.map((site) => ({
    quota: QUOTAS.entriesOfPrefixList,
    path: ['sites', site.name, site.kind === 'aws' ? 'vpcs' : 'announces'],
    who: `the prefix list that steers ${site.name}`,
    count: steeringCount(site),
    fix: site.kind === 'aws' ? `have fewer VPCs in ${site.name}` : `let ${site.name} announce fewer, shorter prefixes`,
  }));
}
