// Pure: the most important lines of a difference, in the order in which a reviewer has to know them: what is lost, what is
// weak, what has to be done first, what goes; then what is won, what comes, and what is only otherwise.

import { failureCount, nothingFailed } from '../../routing/scenario';
import type { Difference, OutcomeChange } from '../../verify/diff/difference-schema';
import { comingLines, goingLines } from './accepted-lines';
import { bgpLines } from './bgp-lines';
import { declarationLines, demandLines } from './declaration-lines';
import { whyDrained } from './deployment-lines';
import { pathLines, pointLine, takeoverLines } from './details';
import { type Happening, happenings, isDemanded, shortLine } from './failures';
import { counts } from './headline';
import { count, flowsText, type Line, name, shortened, strong } from './spans';

const MOST = 10;

function isSingle({ scenarios: [scenario] }: Happening): boolean {
  return scenario !== undefined && failureCount(scenario) === 1;
}

/** A loss that one failure makes is a single point of failure: one line says both. */
function lossLine(happening: Happening): Line {
  return [strong(isSingle(happening) ? 'New single point of failure' : 'Lost'), ': ', ...shortLine(happening)];
}

function relevant(changes: readonly OutcomeChange[], demanded: boolean): readonly Happening[] {
  return happenings(changes.filter((change) => counts(change) && isDemanded(change) === demanded));
}

/** Errors that are not about flows of which a loss is told already. */
function errorLines({ findings, lost }: Difference): readonly Line[] {
  const told = new Set(lost.filter(counts).map(({ flow }) => `${flow.from} ${flow.to}`));
  const isTold = ({ flow, code }: Difference['findings']['added'][number]) =>
    (flow !== undefined && told.has(`${flow.from} ${flow.to}`)) ||
    (told.size > 0 && code === 'verify-single-point-of-failure');
  const errors = findings.added.filter((finding) => finding.severity === 'error' && !isTold(finding));
  const codes = [...new Set(errors.map(({ code }) => code))];
  return codes.map((code): Line => {
    const [first, ...more] = errors.filter((finding) => finding.code === code);
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return [strong('New error'), ' ', name(code), `: ${first?.message ?? ''}${others}`];
  });
}

/** Of flows that are new; what becomes of those that stay is told as a loss. */
function newPoints({ singlePoints, flows }: Difference): readonly Line[] {
  const added = new Set(flows.added.map(({ from, to }) => `${from} ${to}`));
  return singlePoints.added.flatMap((point): Line[] => {
    const own = point.flows.filter(({ from, to }) => added.has(`${from} ${to}`));
    return own.length === 0 ? [] : [[strong('Single point of failure'), ': ', ...pointLine({ ...point, flows: own })]];
  });
}

const SHOWN_DRAINS = 3;

function drainLines({ drains, routes }: Difference): readonly Line[] {
  if (drains.length > SHOWN_DRAINS) {
    const links = drains.map(({ link }): Line => [name(link)]);
    return [[strong('Drain first'), `: ${drains.length} links, one at a time: `, ...shortened(links, SHOWN_DRAINS)]];
  }
  return drains.map(({ link, because }): Line => {
    const own = routes.filter(({ before, carries }) => before?.name === link && carries === 'traffic');
    const of = own.length === 0 ? '' : ` (${count(own.length, 'route')})`;
    return [strong('Drain first'), ': ', name(link), `, because ${whyDrained(because)}${of}`];
  });
}

function replacedLines({ replaced }: Difference): readonly Line[] {
  const anew = replaced.filter(({ why }) => why !== 'gone');
  if (anew.length === 0) return [];
  const sources = shortened(
    anew.map(({ source }): Line => [name(source)]),
    3,
  );
  return [
    [
      strong('Made anew'),
      `: ${count(anew.length, 'resource')} that carries traffic: `.replace(
        'resources that carries',
        'resources that carry',
      ),
      ...sources,
    ],
  ];
}

/** More than two links or flows of a kind are counted. */
function gathered(title: string, lines: readonly Line[], noun: string): readonly Line[] {
  const [first] = lines;
  if (!first) return [];
  if (lines.length <= 2) return lines.map((line): Line => [strong(title), ': ', ...line]);
  return [[strong(title), `: ${count(lines.length, noun)}, such as `, ...first]];
}

function namesGone({ sites, links, flows }: Difference): readonly Line[] {
  const named = (title: string, what: string, items: readonly string[]): readonly Line[] =>
    items.length === 0
      ? []
      : [
          [
            strong(title),
            `: ${items.length === 1 ? what : `${what}s`} `,
            ...shortened(
              items.map((item): Line => [name(item)]),
              6,
            ),
          ],
        ];
  const flowsOf = (title: string, all: Difference['flows']['added']): readonly Line[] =>
    all.length === 0 ? [] : [[strong(title), `: ${count(all.length, 'flow')}: `, ...flowsText(all)]];
  const names = (all: readonly { readonly name: string }[]) => all.map((one) => one.name);
  return [
    ...named('Removed', 'site', names(sites.removed)),
    ...named('Removed', 'link', names(links.removed)),
    ...flowsOf('Given up', flows.removed),
    ...named('Added', 'site', names(sites.added)),
    ...named('Added', 'link', names(links.added)),
    ...flowsOf('New', flows.added),
  ];
}

function wonLines({ gained, singlePoints, flows }: Difference): readonly Line[] {
  const stay = new Set(flows.removed.map(({ from, to }) => `${from} ${to}`));
  const kept = singlePoints.removed.flatMap((point) => {
    const own = point.flows.filter(({ from, to }) => !stay.has(`${from} ${to}`));
    return own.length === 0 ? [] : [pointLine({ ...point, flows: own })];
  });
  return [
    ...gathered('No longer a single point of failure', kept, 'point'),
    ...[...relevant(gained, true), ...relevant(gained, false)]
      .filter((happening) => !isSingle(happening))
      .map((happening): Line => [strong('Gained'), ': ', ...shortLine(happening)]),
  ];
}

/** What BGP says over a link that comes or goes is new, or is gone, as a matter of course. */
function keptLinks({ advertised, learned, links }: Difference): Pick<Difference, 'advertised' | 'learned'> {
  const kept = new Set(links.kept.map((link) => link.name));
  const isKept = ({ link }: { readonly link: string }) => kept.has(link);
  return { advertised: advertised.filter(isKept), learned: learned.filter(isKept) };
}

/** More than three acknowledgements are counted, so that there is room for what they do not excuse. */
function acceptedLines(difference: Difference): readonly Line[] {
  const lines = comingLines(difference);
  const [first] = lines;
  if (!first || lines.length <= 3) return lines;
  return [first, [strong('Newly accepted'), `: ${count(lines.length - 1, 'more acknowledgement')}, below`]];
}

/** Paths that carry less than before while nothing has failed. */
function narrower({ takeovers }: Difference): readonly Line[] {
  const less = (before: number | undefined, after: number | undefined) => (after ?? 0) < (before ?? 0);
  const healthy = takeovers.filter(
    ({ scenario, before, after }) =>
      nothingFailed(scenario) && (less(before.mtu, after.mtu) || less(before.capacityGbps, after.capacityGbps)),
  );
  return gathered('Carries less', takeoverLines(healthy), 'change');
}

function otherwise(difference: Difference): readonly Line[] {
  const { paths, disjointPaths, findings } = difference;
  const fewer = disjointPaths.filter(({ before, after }) => after < before).map(({ flow }) => flow);
  const more = disjointPaths.filter(({ before, after }) => after > before).map(({ flow }) => flow);
  const warnings = findings.added.filter(({ severity }) => severity === 'warning');
  const declared = declarationLines({ ...difference, demands: [], sites: NO_NAMES, links: NO_NAMES });
  return [
    ...(fewer.length > 0 ? [[strong('Fewer disjoint paths'), ': ', ...flowsText(fewer)]] : []),
    ...narrower(difference),
    ...gathered('Moved', pathLines(paths), 'path'),
    ...(more.length > 0 ? [[strong('More disjoint paths'), ': ', ...flowsText(more)]] : []),
    ...gathered('Changed', declared, 'value'),
    ...gathered('BGP', bgpLines(keptLinks(difference)), 'change'),
    ...goingLines(difference),
    ...warnings.map(({ code, message }): Line => [strong('New warning'), ' ', name(code), `: ${message}`]),
  ];
}

const NO_NAMES = { added: [], removed: [], kept: [] } as const;

/** At most ten; with more, the last line counts the rest. */
export function leadOf(difference: Difference): readonly Line[] {
  const { lost } = difference;
  const lines: readonly Line[] = [
    ...relevant(lost, true).map(lossLine),
    ...errorLines(difference),
    ...acceptedLines(difference),
    ...newPoints(difference),
    ...drainLines(difference),
    ...replacedLines(difference),
    ...demandLines(difference.demands).map((line): Line => [strong('Demand'), ': ', ...line]),
    ...namesGone(difference),
    ...relevant(lost, false).map(lossLine),
    ...wonLines(difference),
    ...otherwise(difference),
  ];
  if (lines.length <= MOST) return lines;
  const rest = lines.length - MOST + 1;
  return [...lines.slice(0, MOST - 1), [`and ${rest} more, below`]];
}
