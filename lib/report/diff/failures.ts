// Pure: outcome changes as a reader wants them: one line for each failure, with all flows to which the same happens, and
// with all forms of the failure at once.

import type { Flow } from '../../routing/backbone';
import { nothingFailed, type Scenario } from '../../routing/scenario';
import type { OutcomeChange } from '../../verify/diff/difference-schema';
import { count, flowsText, type Line, listed, name, type Span } from './spans';

/** One failure in which the same happens to some flows. */
export interface Happening {
  /** Of each form in which it happens. */
  readonly scenarios: readonly Scenario[];
  readonly flows: readonly Flow[];
  readonly demanded: OutcomeChange['demanded'];
  /** Why somebody accepts it. */
  readonly accepted?: string;
  /** What becomes of the flows at the side where they do not arrive. */
  readonly lostBy: readonly string[];
  /** Larger failures in which the same happens, of the flow that has most. */
  readonly following: number;
}

/** True when a side asks that it is survived, and nobody accepts that it is not. */
export function isDemanded({ demanded, accepted }: Pick<OutcomeChange, 'demanded' | 'accepted'>): boolean {
  return accepted === undefined && (demanded.before || demanded.after);
}

const withoutForms = ({ links, risks, sites = [] }: Scenario) =>
  JSON.stringify([links.map((link) => link.name), risks.map((risk) => risk.name), sites]);

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** The changes by failure and demand, in the order in which they came. */
export function happenings(changes: readonly OutcomeChange[]): readonly Happening[] {
  const groups = new Map<string, OutcomeChange[]>();
  for (const change of changes) {
    const key = `${withoutForms(change.scenario)} ${JSON.stringify([change.demanded, change.accepted ?? ''])}`;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].flatMap((group): Happening[] => {
    const [first] = group;
    if (!first) return [];
    const flows = new Map(group.map(({ flow }) => [`${flow.from} ${flow.to}`, flow]));
    const followings = [...flows.values()].map(({ from, to }) =>
      group.reduce((sum, { flow, following }) => sum + (flow.from === from && flow.to === to ? following : 0), 0),
    );
    return [
      {
        scenarios: [...new Map(group.map(({ scenario }) => [JSON.stringify(scenario), scenario])).values()],
        flows: [...flows.values()].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1)),
        demanded: first.demanded,
        ...(first.accepted === undefined ? {} : { accepted: first.accepted }),
        lostBy: unique(group.flatMap(({ before, after }) => [before, after].filter((one) => one !== 'delivered'))),
        following: Math.max(...followings),
      },
    ];
  });
}

function formOf(scenarios: readonly Scenario[]): 'down' | 'grey' | 'any' {
  const forms = new Set(scenarios.flatMap(({ links, risks }) => [...links, ...risks].map(({ form }) => form)));
  const [only, ...more] = forms;
  return only === undefined || more.length > 0 ? 'any' : only;
}

function failing(scenarios: readonly Scenario[], things: number): string {
  switch (formOf(scenarios)) {
    case 'down':
      return things === 1 ? 'goes down' : 'go down';
    case 'grey':
    case 'any':
      return things === 1 ? 'fails' : 'fail';
  }
}

/** `when a and b fail`; `with nothing failed`. */
function failureText({ scenarios }: Pick<Happening, 'scenarios'>): Line {
  const [scenario] = scenarios;
  if (!scenario || nothingFailed(scenario)) return ['with nothing failed'];
  const things: readonly Line[] = [
    ...scenario.links.map(({ name: link }): Line => [name(link)]),
    ...scenario.risks.map(({ name: risk }): Line => ['shared risk ', name(risk)]),
  ];
  const sites = (scenario.sites ?? []).map((site): Line => ['site ', name(site)]);
  const failed: Line = things.length === 0 ? [] : [...listed(things), ` ${failing(scenarios, things.length)}`];
  const lost: Line = sites.length === 0 ? [] : [...listed(sites), sites.length === 1 ? ' is lost' : ' are lost'];
  return ['when ', ...failed, ...(failed.length > 0 && lost.length > 0 ? [' and '] : []), ...lost];
}

/** What is asked of the flows, when one side asks otherwise than the other. */
function demandText({ demanded: { before, after }, accepted }: Happening): readonly Span[] {
  if (accepted !== undefined) return [`, which is accepted: ${accepted}`];
  if (before && after) return [', which they must survive'];
  if (before) return [', which they had to survive'];
  return [after ? ', which they must survive now' : ', which they need not survive'];
}

function followingText({ following }: Happening): readonly Span[] {
  return following === 0 ? [] : [`; so too in ${count(following, 'larger failure')}`];
}

/** `a ↔ b, c → d when x fails, which they must survive; so too in 3 larger failures`. */
export function shortLine(happening: Happening): Line {
  return [
    ...flowsText(happening.flows),
    ' ',
    ...failureText(happening),
    ...demandText(happening),
    ...followingText(happening),
  ];
}

/** The same, with what becomes of the flows where they do not arrive; without controllers nothing is asked of them. */
export function fullLine(happening: Happening, isAsked: boolean): Line {
  return [
    ...flowsText(happening.flows),
    ' ',
    ...failureText(happening),
    ...(isAsked ? demandText(happening) : []),
    `: ${happening.lostBy.join(', ')}`,
    ...followingText(happening),
  ];
}
