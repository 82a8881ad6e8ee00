// Pure: links without which the graph falls apart, whatever the routes are.

import type { Backbone, FlowRequirement } from '../../routing/backbone';
import { distances } from '../../routing/shortest-paths';
import { finding } from '../findings';
import type { Check } from './check';

/** The pairs of sites that a path joins, `from to`. */
function joinedPairs(backbone: Backbone): ReadonlySet<string> {
  const pairs = backbone.sites.flatMap((site) =>
    [...distances(backbone, site.name).keys()].map((other) => `${site.name} ${other}`),
  );
  return new Set(pairs);
}

function namesOf(flows: readonly FlowRequirement[]): string {
  return flows.map(({ from, to }) => `${from} to ${to}`).join(', ');
}

export const singlePointsOfFailure: Check = ({ backbone }) => {
  const whole = joinedPairs(backbone);
  const demanding = backbone.flows.filter(({ from, to, survive }) => survive.links > 0 && whole.has(`${from} ${to}`));
  return backbone.links.flatMap(({ name, kind, between }) => {
    const left = joinedPairs({ ...backbone, links: backbone.links.filter((link) => link.name !== name) });
    const lost = demanding.filter(({ from, to }) => !left.has(`${from} ${to}`));
    if (lost.length === 0) return [];
    return [
      finding('verify-single-point-of-failure', {
        message: `link ${name} is the only way for ${namesOf(lost)}`,
        fix: `add a link beside ${name}, so that ${between.join(' and ')} are joined without it, or let these flows survive 0 links`,
        flows: lost.map(({ from, to }) => ({ from, to })),
        scenario: { links: [{ name, form: kind === 'transit-gateway-peering' ? 'grey' : 'down' }], risks: [] },
      }),
    ];
  });
};
