// Pure: a path that takes over and can carry less than what it replaces. How much is really sent, no template says, so
// `capacityGbps` stands for it: a link is taken to be as large as it has to be.
//
//   what moves onto the narrowest link of the paths that take over        it is too narrow below
//   flows of one former path                                              the capacity of the narrowest link of that path
//   flows of several former paths, in one failure                         the sum over their narrowest links, each once
//
// What that link carries anyway is not added: nobody builds each link for the traffic of all. It is said beside. A link
// without `capacityGbps` limits nothing. Judged are single links, since each is maintained some day, and what else a flow must
// survive.

import type { Backbone, BackboneLink } from '../../routing/backbone';
import { nothingFailed, scenarioName } from '../../routing/scenario';
import { counted } from '../counted';
import { type Finding, finding } from '../findings';
import type { FlowResult } from '../results';
import { scenarioSize } from '../scenario-order';
import { requiredIn } from '../scenarios';
import { leastOf, type Takeover, takeoversIn } from '../takeovers';
import type { Check, Judged } from './check';

const SINGLE_LINK = 1;

/** What moves onto one link in one failure and mode. */
interface Move {
  readonly onto: BackboneLink;
  readonly first: FlowResult;
  flows: number;
  /** The narrowest links of the former paths, by name. */
  readonly from: Map<string, BackboneLink>;
}

function limit({ capacityGbps = Number.POSITIVE_INFINITY }: BackboneLink): number {
  return capacityGbps;
}

function narrowest(backbone: Backbone, path: readonly string[]): BackboneLink | undefined {
  const least = leastOf(backbone, path, limit);
  return least?.capacityGbps === undefined ? undefined : least;
}

function judgedTakeovers({ backbone, results }: Judged): readonly Takeover[] {
  const isRequired = requiredIn(backbone);
  return takeoversIn(results).filter(
    ({ result: { scenario, flow } }) => scenarioSize(scenario) === SINGLE_LINK || isRequired(flow, scenario),
  );
}

function movesIn(judged: Judged): readonly Move[] {
  const moves = new Map<string, Move>();
  for (const { result, before } of judgedTakeovers(judged)) {
    const [onto, from] = [narrowest(judged.backbone, result.path), narrowest(judged.backbone, before)];
    if (!onto || !from || before.includes(onto.name)) continue;
    const key = JSON.stringify([onto.name, scenarioName(result.scenario), result.mode]);
    const move = moves.get(key) ?? { onto, first: result, flows: 0, from: new Map<string, BackboneLink>() };
    moves.set(key, move);
    move.flows += 1;
    move.from.set(from.name, from);
  }
  return [...moves.values()];
}

function demand({ from }: Move): number {
  return [...from.values()].reduce((sum, link) => sum + limit(link), 0);
}

/** Flows that the link carries in this mode with nothing failed. */
function carriedAnyway(results: readonly FlowResult[], { onto, first }: Move): number {
  return results.filter(
    ({ scenario, mode, path }) => mode === first.mode && nothingFailed(scenario) && path.includes(onto.name),
  ).length;
}

function tell(judged: Judged, move: Move, failures: number): Finding {
  const { onto, from, flows, first } = move;
  const { scenario, flow, mode, outcome, path, hops } = first;
  const names = [...from.keys()].join(' and ');
  const what = `${flow.from} to ${flow.to}${counted(' and ', flows - 1, 'more flow')}`;
  const anyway = counted(', beside ', carriedAnyway(judged.results, move), 'flow', ' that it carries anyway');
  const more = counted(', and so in ', failures - 1, 'more failure');
  return finding('verify-takeover-capacity', {
    message: `${scenarioName(scenario)}, ${mode}: ${onto.name} takes over from ${names} for ${what}, and has ${onto.capacityGbps} Gbit/s for what had ${demand(move)}${anyway}${more}`,
    fix: `give ${onto.name} the capacity of what it takes over, let another path take over at lower cost, or see to it that no more than ${onto.capacityGbps} Gbit/s are sent while ${names} ${from.size === 1 ? 'is' : 'are'} lost`,
    scenario,
    flow,
    trace: { outcome, path, hops },
  });
}

/** One for each link that is too narrow, with the failure that asks most of it, the smallest of several. */
export const takeoverCapacity: Check = (judged) => {
  const narrow = movesIn(judged).filter((move) => demand(move) > limit(move.onto));
  const links = [...new Set(narrow.map(({ onto }) => onto))];
  return links.map((link) => {
    const all = narrow.filter(({ onto }) => onto === link);
    const worst = all.reduce((most, move) => (demand(move) > demand(most) ? move : most));
    const failures = new Set(all.map(({ first }) => scenarioName(first.scenario)));
    return tell(judged, worst, failures.size);
  });
};
