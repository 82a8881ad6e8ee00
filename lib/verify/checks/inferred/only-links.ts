// Pure: links without which inferred flows are lost. Nobody said what has to survive, so this is no error: but whoever takes
// such a link away for maintenance takes these flows with it.

import type { Backbone, BackboneLink, Flow } from '../../../routing/backbone';
import { nothingFailed, scenarioName } from '../../../routing/scenario';
import { type Finding, finding } from '../../findings';
import type { FlowResult } from '../../results';
import type { Check } from '../check';

const MOST_NAMED = 4;

function keyOf({ from, to }: Flow): string {
  return JSON.stringify([from, to]);
}

function isLost(outcome: FlowResult['outcome']): boolean {
  return outcome !== 'delivered' && outcome !== 'unknown';
}

function named(flows: readonly Flow[]): string {
  const names = flows.slice(0, MOST_NAMED).map(({ from, to }) => `${from} to ${to}`);
  const more = flows.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Whether other links join the sites that a link joins, whatever routes there are. Then they join those of every flow that takes
 * it, too.
 */
function isBypassed({ links }: Backbone, { name, between: [start, goal] }: BackboneLink): boolean {
  const others = links.filter((link) => link.name !== name);
  const reached = new Set([start]);
  for (const site of reached)
    for (const { between } of others) if (between.includes(site)) for (const end of between) reached.add(end);
  return reached.has(goal);
}

function onlyLink(backbone: Backbone, link: BackboneLink, lost: readonly FlowResult[]): readonly Finding[] {
  const flows = [...new Map(lost.map(({ flow }) => [keyOf(flow), flow])).values()];
  const [first] = lost;
  if (!first) return [];
  const { scenario, flow, outcome, path, hops } = first;
  const { name } = link;
  const isElsewhere = isBypassed(backbone, link);
  const why = isElsewhere
    ? 'other links join these sites, but no route leads there'
    : 'no other link joins these sites';
  return [
    finding('verify-only-link', {
      message: `without ${name} ${flows.length === 1 ? 'one flow is' : `${flows.length} flows are`} lost, ${named(flows)}: ${why}`,
      fix: isElsewhere
        ? `have something move the routes when ${name} fails: BGP, or whatever watches it; a static route stays where it is`
        : `add a link beside ${name}, and routes that change to it`,
      scenario,
      flow,
      trace: { outcome, path, hops },
    }),
  ];
}

function loopsOf(results: readonly FlowResult[]): readonly Finding[] {
  return results
    .filter(({ outcome, scenario }) => outcome === 'loop' && !nothingFailed(scenario))
    .map(({ scenario, flow, outcome, path, hops }) =>
      finding('verify-loop', {
        message: `${flow.from} to ${flow.to}, ${scenarioName(scenario)}: loop after ${path.join(' › ')}`,
        fix: `let ${hops.at(-1)?.table ?? 'the table above'} lead to a site that is nearer to the destination`,
        scenario,
        flow,
        trace: { outcome, path, hops },
      }),
    );
}

/**
 * Flows count that are lost in whichever form the link fails: a link with BGP that is only grey loses what it carries,
 * whatever stands beside it.
 */
export const onlyLinks: Check = ({ declared, backbone, results }) => {
  if (declared) return [];
  const baseline = results.filter(({ mode }) => mode === 'baseline');
  const arriving = new Set(
    baseline
      .filter(({ scenario, outcome }) => nothingFailed(scenario) && outcome === 'delivered')
      .map(({ flow }) => keyOf(flow)),
  );
  const failing = baseline.filter(({ scenario, flow }) => scenario.links.length === 1 && arriving.has(keyOf(flow)));
  const found = backbone.links.flatMap((link) => {
    const own = failing.filter(({ scenario }) => scenario.links.some(({ name }) => name === link.name));
    const surviving = new Set(own.filter(({ outcome }) => !isLost(outcome)).map(({ flow }) => keyOf(flow)));
    return onlyLink(
      backbone,
      link,
      own.filter(({ flow }) => !surviving.has(keyOf(flow))),
    );
  });
  return [...found, ...loopsOf(baseline)];
};
