// Sides of a difference made from values: a backbone, the network that its stacks would build, and what becomes of flows in
// it. What only templates say is left out.

import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { lostFlows } from '../../lib/verify/checks/lost-flows';
import { compare, type Named } from '../../lib/verify/diff/compare';
import type { Difference } from '../../lib/verify/diff/difference-schema';
import type { Compared } from '../../lib/verify/diff/side';
import { sortFindings } from '../../lib/verify/findings';
import { scenariosOf } from '../../lib/verify/scenarios';
import { judging } from './judging';

/** The name stands for the templates: sides of the same name have the same ones. */
export function comparedOf(name: string, backbone: Backbone, network?: Network): Compared {
  const judged = judging(backbone, network);
  const findings = sortFindings(lostFlows(judged));
  return {
    assembly: { stacks: [{ id: name, name, template: {} }] },
    understood: { ...judged, findings: [] },
    verification: {
      flows: backbone.flows,
      scenarios: scenariosOf(backbone, []),
      results: judged.results,
      findings,
      labels: {},
    },
  };
}

export const NAMES: { readonly base: Named; readonly head: Named } = {
  base: { name: 'main', kind: 'ref', commit: '0123456789abcdef0123456789abcdef01234567', file: 'topology.yaml' },
  head: { name: 'topology.yaml', kind: 'topology' },
};

export function differenceOf(before: Backbone, after: Backbone): Difference {
  return compare(comparedOf('before', before), comparedOf('after', after), NAMES);
}
