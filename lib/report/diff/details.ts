// Pure: everything that a difference holds, as sections of lines. Empty sections are left out.

import { nothingFailed, scenarioName } from '../../routing/scenario';
import type {
  Bottleneck,
  Difference,
  FoundBefore,
  OutcomeChange,
  PathChange,
  SinglePoint,
} from '../../verify/diff/difference-schema';
import { comingLines, goingLines } from './accepted-lines';
import { bgpLines } from './bgp-lines';
import { declarationLines } from './declaration-lines';
import { deployment, routeLine } from './deployment-lines';
import { fullLine, happenings, isDemanded } from './failures';
import { counts } from './headline';
import { count, flowNames, flowsText, type Line, listed, name, type Section, type Span, strong } from './spans';

function lines(changes: readonly OutcomeChange[], isAsked = true): readonly Line[] {
  return happenings(changes).map((happening) => fullLine(happening, isAsked));
}

/** Those that have to be survived before the others. */
function outcomeLines(changes: readonly OutcomeChange[]): readonly Line[] {
  const relevant = changes.filter(counts);
  return [...lines(relevant.filter(isDemanded)), ...lines(relevant.filter((change) => !isDemanded(change)))];
}

/** Without controllers, where they make a difference of it. */
function alone(changes: readonly OutcomeChange[]): readonly Line[] {
  const keyOf = ({ flow, scenario }: OutcomeChange) => JSON.stringify([flow, scenario]);
  const keys = new Set(changes.filter(counts).map(keyOf));
  return lines(
    changes.filter((change) => !counts(change) && !keys.has(keyOf(change))),
    false,
  );
}

const POINTS: Readonly<Record<SinglePoint['kind'], string>> = { link: 'link', risk: 'shared risk', site: 'site' };

export function pointLine({ kind, name: point, flows }: SinglePoint): Line {
  return [`${POINTS[kind]} `, name(point), ' for ', ...flowsText(flows)];
}

function wayText({ outcome, path }: PathChange['after']): readonly Span[] {
  if (outcome === 'delivered') return [path.length === 0 ? 'within the site' : name(path.join(' › '))];
  return [`${outcome}${path.length === 0 ? '' : ' after '}`, ...(path.length === 0 ? [] : [name(path.join(' › '))])];
}

function sameWay(a: PathChange, b: PathChange): boolean {
  const key = ({ flow, before, after }: PathChange) => JSON.stringify([flow, before, after]);
  return key(a) === key(b);
}

/** Both modes at once where they do the same. */
export function pathLines(paths: readonly PathChange[]): readonly Line[] {
  return paths.flatMap((path): Line[] => {
    const twin = paths.find((other) => other.mode !== path.mode && sameWay(path, other));
    if (twin && path.mode === 'baseline') return [];
    const only = twin ? '' : path.mode === 'baseline' ? ' (without controllers)' : ' (with controllers)';
    const { from, to } = path.flow;
    return [[name(`${from} → ${to}`), ': ', ...wayText(path.before), ' → ', ...wayText(path.after), only]];
  });
}

function capacityText({ mtu, capacityGbps }: Bottleneck): string {
  const of = [
    ...(mtu === undefined ? [] : [`${mtu} bytes`]),
    ...(capacityGbps === undefined ? [] : [`${capacityGbps} Gbps`]),
  ];
  return of.length === 0 ? 'not said' : of.join(', ');
}

/** One line for all flows and failures in which the same figures change. */
export function takeoverLines(takeovers: Difference['takeovers']): readonly Line[] {
  const groups = new Map<string, Difference['takeovers'][number][]>();
  for (const takeover of takeovers) {
    const key = `${capacityText(takeover.before)} → ${capacityText(takeover.after)}`;
    groups.set(key, [...(groups.get(key) ?? []), takeover]);
  }
  return [...groups].map(([figures, group]): Line => {
    const flows = new Map(group.map(({ flow }) => [`${flow.from} ${flow.to}`, flow]));
    const failures = new Set(
      group.filter(({ scenario }) => !nothingFailed(scenario)).map(({ scenario }) => scenarioName(scenario)),
    );
    const healthy = group.some(({ scenario }) => nothingFailed(scenario)) ? 'with nothing failed' : '';
    const failed = failures.size === 0 ? '' : `in ${count(failures.size, 'failure')}`;
    const when = [healthy, failed].filter((text) => text !== '').join(' and ');
    return [...flowsText([...flows.values()]), ` ${when}: ${figures}`];
  });
}

function findingLine({ code, severity, message }: FoundBefore, said: string): Line {
  return [strong(said), ` ${severity} `, name(code), `: ${message}`];
}

/** What is accepted has lines of its own. */
function findingLines({ findings: { added, removed } }: Difference): readonly Line[] {
  const isTold = ({ severity }: FoundBefore) => severity !== 'info';
  const [coming, going] = [added.filter(isTold), removed.filter(isTold)];
  const isQuiet = ({ severity, accepted }: FoundBefore) => severity === 'info' && accepted === undefined;
  const quiet = [...added, ...removed].filter(isQuiet).length;
  return [
    ...coming.map((finding) => findingLine(finding, 'new')),
    ...going.map((finding) => findingLine(finding, 'gone')),
    ...(quiet > 0 ? [[`and ${count(quiet, 'remark')} on losses that nobody has to mend, new or gone`]] : []),
  ];
}

function disjointLines({ disjointPaths }: Difference): readonly Line[] {
  const groups = new Map<string, Difference['disjointPaths'][number][]>();
  for (const change of disjointPaths) {
    const key = `${change.before} → ${change.after}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].map(
    ([change, group]): Line => [...listed(flowNames(group.map(({ flow }) => flow))), `: ${change}`],
  );
}

export function sectionsOf(difference: Difference): readonly Section[] {
  const { lost, gained, altered, singlePoints, paths, routes } = difference;
  const sections: readonly Section[] = [
    deployment(difference),
    { title: 'Lost', lines: outcomeLines(lost) },
    { title: 'Gained', lines: outcomeLines(gained) },
    { title: 'Lost in another way', lines: outcomeLines(altered) },
    { title: 'New single points of failure', lines: singlePoints.added.map(pointLine) },
    { title: 'Single points of failure that are gone', lines: singlePoints.removed.map(pointLine) },
    { title: 'Paths with nothing failed', lines: pathLines(paths) },
    { title: 'Paths that share no link', lines: disjointLines(difference) },
    { title: 'Sites, links and policy', lines: declarationLines(difference) },
    { title: 'Static routes', lines: routes.filter(({ carries }) => carries !== 'traffic').map(routeLine) },
    { title: 'What premises hear, and what is learned from them', lines: bgpLines(difference) },
    { title: 'What takeover paths carry', lines: takeoverLines(difference.takeovers) },
    { title: 'Accepted findings', lines: [...comingLines(difference), ...goingLines(difference)] },
    { title: 'Findings', lines: findingLines(difference) },
    { title: 'Lost without controllers', lines: alone(lost) },
    { title: 'Gained without controllers', lines: alone(gained) },
  ];
  return sections.filter(({ lines: own }) => own.length > 0);
}
