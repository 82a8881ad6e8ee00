// Pure: what a valid topology asks for and the stacks leave out, although they build the rest. Nothing in it makes a path
// look redundant that is not, so it is said and not refused.

import type { Issue } from '../net/issue';
import { probeVpc } from '../topology/probe-subnets';
import type { Topology } from '../topology/topology';

/** In the order of the file format. */
export function leftOut(topology: Topology): readonly Issue[] {
  return [...unshared(topology), ...unservedNames(topology), ...unmailedAlarms(topology), ...unprobedLinks(topology)];
}

/** Opening a gateway to others is for its owner to do. */
function unshared({ sites, shareWith }: Topology): readonly Issue[] {
  if (shareWith.length === 0) return [];
  return sites.flatMap((site): readonly Issue[] => {
    if (site.kind !== 'aws' || site.transitGatewayId === undefined) return [];
    return [
      {
        code: 'stacks-existing-not-shared',
        path: ['sites', site.name, 'transitGatewayId'],
        problem: `the existing gateway ${site.transitGatewayId} is not shared with shareWith`,
        got: site.transitGatewayId,
        allowed: 'gateways that detour makes are shared',
        fix: 'let its owner share it, where that is wanted',
      },
    ];
  });
}

function unservedNames({ services }: Topology): readonly Issue[] {
  return services.map(({ name }) => notYet(['services', name], `the failover record ${name}`, name));
}

function unmailedAlarms({ notify: { email } }: Topology): readonly Issue[] {
  return email === undefined ? [] : [notYet(['notify', 'email'], `mail to ${email}`, email)];
}

/** Probe subnets go into a VPC that Detour makes, and into nobody else's. */
function unprobedLinks({ sites, links }: Topology): readonly Issue[] {
  return sites
    .filter((site) => site.kind === 'aws' && probeVpc(site) === undefined)
    .filter(({ name }) => links.some(({ between }) => between.includes(name)))
    .map(({ name }) => ({
      code: 'stacks-unprobed',
      path: ['sites', name, 'vpcs'],
      problem: `links of ${name} are not probed, because all of its VPCs exist already`,
      got: 'existing VPCs only',
      allowed: 'probe subnets go into a VPC that detour makes',
      fix: `add a VPC to ${name} that detour makes, of a /24 or shorter`,
    }));
}

function notYet(path: Issue['path'], what: string, got: string): Issue {
  return {
    code: 'stacks-left-out',
    path,
    problem: `${what} is not built by this version, and everything else is`,
    got,
    allowed: 'it may stay in the file',
    fix: 'do not rely on it until a later version builds it',
  };
}
