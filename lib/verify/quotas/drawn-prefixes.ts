// Pure: what controllers may announce on a link beside what it announces always: in the worst one or two failures.

import type { Backbone, BackboneLink } from '../../routing/backbone';
import { everythingDrawn, mostDrawn, type Weights } from '../../routing/drawn';

/** Steering prefixes of each AWS site. */
function weightsOf({ sites }: Backbone): Weights {
  return new Map(sites.flatMap(({ name, kind, specifics }) => (kind === 'aws' ? [[name, 2 * specifics.length]] : [])));
}

function premisesOf({ sites }: Backbone, { between }: BackboneLink): string | undefined {
  return sites.find(({ name, kind }) => kind === 'on-prem' && between.includes(name))?.name;
}

/** How many prefixes the link announces when the worst failures draw other sites to it. */
export type AnnouncedOn = (link: string, always: number, limit: number) => number;

/** Failures are played through only where everything at once would come near the quota: few backbones are that large. */
export function announcedIn(backbone: Backbone): AnnouncedOn {
  const weights = weightsOf(backbone);
  const known = new Map<string, Weights>();
  const drawnTo = (premises: string) => {
    const drawn = known.get(premises) ?? mostDrawn(backbone, premises, weights);
    known.set(premises, drawn);
    return drawn;
  };
  return (name, always, limit) => {
    const link = backbone.links.find((each) => each.name === name);
    const premises = link && premisesOf(backbone, link);
    if (premises === undefined) return always;
    const bound = always + everythingDrawn(weights);
    return bound * 10 < limit * 8 ? bound : always + (drawnTo(premises).get(name) ?? 0);
  };
}
