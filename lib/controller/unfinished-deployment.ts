// Pure: what is astray because a deployment to the site is under way. It changes what links announce and the routes of the
// baseline before it tells the controller of the topology that they are of, and it may fail between the two.
//
//   baseline is astray   the topology being deployed is   for             told
//   as it was told       any                              any             as before
//   newly                the controller's, or not told    any             changed by others
//   newly                another one                      under an hour   nothing
//   newly                another one                      an hour         that a deployment is unfinished, once
//   newly                not readable                     any             nothing: it is asked for again
//
// Overrides are the controller's own, and no deployment changes them.

import type { Backbone } from '../routing/backbone';
import { topologyId } from '../routing/topology-id';
import type { Publication } from './database';
import type { DeploymentPort } from './ports';
import type { Strays } from './strays';

const UNFINISHED_MS = 60 * 60_000;

/** What is told, and since when a deployment accounts for what is not; absent: none does. */
export interface Accounted {
  readonly strays: Strays;
  readonly deployingMs?: number;
}

type Deployed = 'own' | 'other' | 'unknown';

/** Of the baseline, and not told yet. */
function isSurprise(subject: string, { code }: Strays[string], previous: Publication | undefined): boolean {
  return code === 'changed-by-others' && subject.startsWith('baseline ') && previous?.strays?.[subject] !== code;
}

function unfinished(because: string): Strays {
  const why = `a deployment to this site began over an hour ago and has not told the controller of its topology yet: ${because}`;
  return { deployment: { code: 'deployment-unfinished', because: why } };
}

/** What is told of it; `deployed`: whose topology is being deployed. */
export function accountedFor(
  strays: Strays,
  deployed: Deployed,
  previous: Publication | undefined,
  nowMs: number,
): Accounted {
  const surprises = Object.entries(strays).filter(([subject, stray]) => isSurprise(subject, stray, previous));
  const [first] = surprises;
  if (first === undefined || deployed === 'own') return { strays };
  const kept = Object.entries(strays).filter(([subject]) => !surprises.some(([about]) => about === subject));
  const known = previous?.deployingMs;
  const deployingMs = known ?? (deployed === 'other' ? nowMs : undefined);
  const isLate = deployed === 'other' && known !== undefined && nowMs - known >= UNFINISHED_MS;
  const wasTold = deployed === 'unknown' && previous?.strays?.deployment !== undefined;
  return {
    strays: { ...Object.fromEntries(kept), ...(isLate || wasTold ? unfinished(first[1].because) : {}) },
    ...(deployingMs === undefined ? {} : { deployingMs }),
  };
}

async function deployedOf(port: DeploymentPort, backbone: Backbone): Promise<Deployed> {
  try {
    const topology = await port.readTopology();
    return topology === undefined || topology === topologyId(backbone) ? 'own' : 'other';
  } catch {
    // A parameter store that does not answer is told by the run that reads the configuration from it.
    return 'unknown';
  }
}

/** Asks only where something is astray that has not been told. */
export async function account(
  strays: Strays,
  port: DeploymentPort | undefined,
  backbone: Backbone,
  previous: Publication | undefined,
  nowMs: number,
): Promise<Accounted> {
  const isSurprised = Object.entries(strays).some(([subject, stray]) => isSurprise(subject, stray, previous));
  if (!port || !isSurprised) return { strays };
  return accountedFor(strays, await deployedOf(port, backbone), previous, nowMs);
}
