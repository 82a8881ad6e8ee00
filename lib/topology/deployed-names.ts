// Pure: the names by which what a topology deploys is found again, by its own functions and by operators. They are
// interface: with another name something else is deployed.

import type { Topology } from './topology';

interface DeployedNames {
  /** The link state database and the audit: of one name in every region. */
  readonly linkStateTable: string;
  readonly auditTable: string;
  /** The path of the parameters below which is everything that the functions of a site are told. */
  readonly parametersOf: (site: string) => string;
  /** Beside it: of what a deployment writes down of the names that the site's VPCs ask for. */
  readonly namesOf: (site: string) => string;
  /** The function that is the controller of a site. */
  readonly reconcilerOf: (site: string) => string;
  /** The automation by which orders of a kind are given, such as `DrainLink`: of one name in every region. */
  readonly automationOf: (kind: string) => string;
}

export function deployedNames({ prefix }: Pick<Topology, 'prefix'>): DeployedNames {
  return {
    linkStateTable: `${prefix}-link-state`,
    auditTable: `${prefix}-audit`,
    parametersOf: (site) => `/${prefix}/${site}`,
    namesOf: (site) => `/${prefix}/names/${site}`,
    reconcilerOf: (site) => `${prefix}-${site}-reconciler`,
    automationOf: (kind) => `${prefix}-Detour-${kind}`,
  };
}
