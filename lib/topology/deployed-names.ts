// Pure: the names by which what a topology deploys is found again, by its own functions and by operators. They are
// interface: with another name something else is deployed.

import type { Topology } from './topology';

interface DeployedNames {
  /** The link state database and the audit: of one name in every region. */
  readonly linkStateTable: string;
  readonly auditTable: string;
  /** The path of the parameters below which is everything that the functions of a site are told. */
  readonly parametersOf: (site: string) => string;
}

export function deployedNames({ prefix }: Pick<Topology, 'prefix'>): DeployedNames {
  return {
    linkStateTable: `${prefix}-link-state`,
    auditTable: `${prefix}-audit`,
    parametersOf: (site) => `/${prefix}/${site}`,
  };
}
