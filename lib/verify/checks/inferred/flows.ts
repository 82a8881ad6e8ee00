// Pure: flows that are inferred, with nothing failed. Nobody said which sites have to reach each other, so a pair that is
// apart both ways is information: segments are kept apart like that. What can hardly be meant is more:
//
//   there     back      finding
//   all       all       none
//   none      none      verify-kept-apart (info); verify-cut-off (warning) of a site of which this is true of all pairs
//   none      some, all verify-one-way (error), unless the source is replaced on the way: then answers go another way
//   some      some, all verify-partly-lost (warning)
//   unknown   any       verify-path-unknown (warning), with what is known of the way back
//
// A loop is an error, whoever meant what.

import { type Finding, finding } from '../../findings';
import type { Check } from '../check';
import { pairsOf, type Reach, reachesOf } from './reach';

type Pair = ReturnType<typeof pairsOf>[number];

function lastSaid({ trace: { hops, outcome, path } }: Reach): string {
  const over = path.length === 0 ? '' : ` after ${path.join(' › ')}`;
  const said = hops.at(-1)?.said ?? 'nothing is known of it';
  return outcome === 'unknown' ? said : `${outcome}${over}: ${said}`;
}

function about({ from, to, trace }: Reach) {
  const last = trace.hops.findLast(({ table }) => table !== undefined);
  const source = last?.matched?.source ?? last?.table;
  return { flow: { from, to }, trace, ...(source === undefined ? {} : { source }) };
}

function whereIn({ trace }: Reach): string {
  return trace.hops.at(-1)?.table ?? 'the table above';
}

function oneWay(lost: Reach, arriving: Reach): Finding {
  return finding('verify-one-way', {
    message: `packets from ${arriving.from} arrive at ${arriving.to}, and none from ${lost.from} at ${lost.to}: ${lastSaid(lost)}`,
    fix: `give ${whereIn(lost)} a route to ${lost.to}, or take the way from ${arriving.from} to ${arriving.to} away, if they are to be kept apart`,
    ...about(lost),
  });
}

function keptApart(there: Reach): Finding {
  return finding('verify-kept-apart', {
    message: `${there.from} and ${there.to} have no path to each other: ${lastSaid(there)}`,
    fix: 'none, if they are to be kept apart; else routes in the tables of both',
    ...about(there),
  });
}

function partly(reach: Reach): Finding {
  return finding('verify-partly-lost', {
    message: `only some packets from ${reach.from} arrive at ${reach.to}; of others: ${lastSaid(reach)}`,
    fix: `give ${whereIn(reach)} the routes that the other tables of ${reach.from} have, or let it have none to a gateway`,
    ...about(reach),
  });
}

/** Not known one way, and certainly lost the other way: the one or the other is to be mended. */
function unanswered(reach: Reach, lost: Reach): Finding {
  return finding('verify-path-unknown', {
    message: `none from ${lost.from} arrives at ${lost.to}: ${lastSaid(lost)}; whether packets from ${reach.from} arrive at ${reach.to} is not known: ${lastSaid(reach)}`,
    fix: `give ${whereIn(lost)} a route to ${lost.to}, unless ${lost.from} and ${lost.to} are to be kept apart`,
    ...about(lost),
  });
}

function judged({ there, back }: Pair): readonly Finding[] {
  const [lost, other] = there.arrives === 'none' ? [there, back] : [back, there];
  if (lost.arrives === 'none')
    switch (other.arrives) {
      case 'none':
        return [keptApart(there)];
      case 'unknown':
        return [unanswered(other, lost)];
      default:
        return other.translated ? [] : [oneWay(lost, other)];
    }
  return [there, back].filter(({ arrives }) => arrives === 'some').map(partly);
}

/** What is not known for one reason is told once. What is told with a loss is not told again. */
function notKnown(pairs: readonly Pair[]): readonly Finding[] {
  const undecided = pairs
    .map(({ there, back }) => [there, back])
    .filter((both) => !both.some(({ arrives }) => arrives === 'none'));
  const unsure = undecided.flat().filter(({ arrives }) => arrives === 'unknown');
  const reasons = [...new Set(unsure.map((reach) => JSON.stringify([reach.to, lastSaid(reach)])))];
  return reasons.flatMap((reason) => {
    const all = unsure.filter((reach) => JSON.stringify([reach.to, lastSaid(reach)]) === reason);
    const [first] = all;
    if (!first) return [];
    return [
      finding('verify-path-unknown', {
        message: `whether packets from ${all.map(({ from }) => from).join(', ')} arrive at ${first.to} is not known: ${lastSaid(first)}`,
        fix: 'give in the templates, or with --parameter, what is known only at deployment; no template says what premises announce',
        ...about(first),
      }),
    ];
  });
}

/** Sites that are apart from every other one. */
function cutOff(pairs: readonly Pair[]): readonly Finding[] {
  const apart = ({ there, back }: Pair) => there.arrives === 'none' && back.arrives === 'none';
  const sites = [...new Set(pairs.flatMap(({ there }) => [there.from, there.to]))];
  return sites.flatMap((site) => {
    const own = pairs.filter(({ there }) => there.from === site || there.to === site);
    const [first] = own;
    if (!first || !own.every(apart)) return [];
    const leaving = first.there.from === site ? first.there : first.back;
    return [
      finding('verify-cut-off', {
        message: `${site} reaches no other site, and none reaches it; to ${leaving.to}: ${lastSaid(leaving)}`,
        fix: `route to the gateway in the tables of ${site}, and see that its attachment is associated with a table and propagates into those of others`,
        ...about(leaving),
      }),
    ];
  });
}

function loop(reach: Reach): readonly Finding[] {
  if (reach.trace.outcome !== 'loop') return [];
  return [
    finding('verify-loop', {
      message: `${reach.from} to ${reach.to}, nothing failed: ${lastSaid(reach)}`,
      fix: `let ${whereIn(reach)} lead to a site that is nearer to the destination`,
      ...about(reach),
    }),
  ];
}

export const inferredFlows: Check = ({ declared, network, backbone }) => {
  if (declared) return [];
  const reaches = reachesOf({ network, backbone });
  const pairs = pairsOf(reaches);
  return [...reaches.flatMap(loop), ...pairs.flatMap(judged), ...notKnown(pairs), ...cutOff(pairs)];
};
