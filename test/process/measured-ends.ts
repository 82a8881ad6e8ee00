// What the probers of all ends find and write. A packet that is lost cannot be made on loopback without rights that a test
// does not have, so what they ask is the twin's fabric, along the paths to which its tables pin them; all else, from
// counting answers to handing over from run to run, is the product's own code.

import type { ProberPorts } from '../../lib/controller/probing/prober-loop';
import type { Backbone } from '../../lib/routing/backbone';
import type { VirtualClock } from '../../lib/twin/clock';
import type { Fabric } from '../../lib/twin/fabric';
import { LATENCIES } from '../../lib/twin/latencies';
import { probePath } from '../../lib/twin/probe-path';
import { probeEachMinute } from '../../lib/twin/probing';
import { streamsFrom } from '../../lib/twin/random';

interface Measuring extends Pick<ProberPorts, 'store' | 'tell'> {
  readonly backbone: Backbone;
  readonly fabric: Fabric;
  readonly clock: VirtualClock;
}

export function measureEnds({ store, tell, ...of }: Measuring): void {
  const { backbone, fabric } = of;
  const around = { ...of, latencies: LATENCIES, random: streamsFrom(1), trouble: {} };
  const aws = new Set(backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : [])));
  for (const link of backbone.links)
    for (const site of link.between.filter((end) => aws.has(end))) {
      const path = probePath(fabric.network, backbone, link.name, site);
      if (path === 'blind' || path === undefined) throw new Error(`${link.name} is not measured at ${site}`);
      probeEachMinute(around, { link, site, path }, { store, tell });
    }
}
