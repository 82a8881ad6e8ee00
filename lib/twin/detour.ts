// Detour on the twin: every function that runs on AWS, at every site, started as AWS starts it.

import type { ReconcileRun } from '../controller/run';
import type { BackboneLink } from '../routing/backbone';
import { type Controller, startController } from './controllers';
import { linkIdentities } from './identities';
import { probePath } from './probe-path';
import { type FoundBad, startProbing } from './probing';
import { startWatching } from './watching';
import type { World } from './world';

interface Detour {
  /** By site. */
  readonly controllers: ReadonlyMap<string, Controller>;
}

/** From now on, and for ever. Premises have no function of ours. */
export function startDetour(world: World, run: ReconcileRun, foundBad?: FoundBad): Detour {
  const { backbone, fabric } = world;
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const controllers = new Map<string, Controller>();
  for (const site of sites) {
    const controller = startController(world, site, run);
    if (controller) controllers.set(site, controller);
    startWatching(world, site, linkIdentities(fabric.network, backbone, site));
  }
  for (const link of backbone.links)
    for (const site of link.between) if (sites.includes(site)) startProber(world, link, site, foundBad);
  return { controllers };
}

/** An end with nothing to ask measures nothing. */
function startProber(world: World, link: BackboneLink, site: string, foundBad: FoundBad | undefined): void {
  const path = probePath(world.fabric.network, world.backbone, link.name, site);
  if (path !== 'blind') startProbing(world, { link, site, path }, foundBad);
}
