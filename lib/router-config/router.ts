// Pure: what a topology does not say of a router: which of its site's links it has, and what is known of it since it was
// deployed.

import type { DeployedPeers } from './deployed-values';
import type { RouterSession } from './router-config';
import { isIpv4, sharedProblem } from './session-addresses';

export interface Router {
  readonly deployed: DeployedPeers;
  /** Absent: not stated. */
  readonly id?: string;
  /** Names of the links that it has; none: all of the site's. */
  readonly links: readonly string[];
}

function stray(what: string, given: readonly string[], known: readonly string[]): string | undefined {
  const name = given.find((one) => !known.includes(one));
  return name === undefined ? undefined : `no ${what} ${name}; allowed: ${known.join(', ') || 'none, there are none'}`;
}

/** A link that the site does not have, or an id that is none. */
export function routerProblem({ id, links }: Router, site: string, known: readonly string[]): string | undefined {
  if (id !== undefined && !isIpv4(id)) return `got the router id ${id}; allowed: an IPv4 address`;
  const problem = stray('link', links, known);
  return problem && `${site} has ${problem}`;
}

/** Values for a session that the router does not have, or one address for two of them. */
export function sessionsProblem({ deployed, links }: Router, site: string, sessions: readonly RouterSession[]) {
  const names = sessions.map(({ name }) => name);
  const problem = stray('session', [...deployed.keys()], names);
  const whose = links.length === 0 ? site : `this router of ${site}`;
  return problem === undefined ? sharedProblem(sessions) : `${whose} has ${problem}`;
}
