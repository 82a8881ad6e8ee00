// Pure: which stack is given which values for its parameters, and what is wrong with them.

import { didYouMean } from '../../net/document/did-you-mean';
import type { Issue, Position } from '../../net/issue';
import type { Given, StackTemplate } from '../assembly';
import { entriesOf, field } from '../json';
import { isHidden } from '../resolve/parameters';
import { scalarText } from '../resolve/value';
import { type Refusal, refusalOf } from './allowed';
import type { ParameterChoice } from './options';
import { stacksNamed, unknownStack } from './stack-names';

interface Assigned {
  readonly stacks: readonly StackTemplate[];
  readonly issues: readonly Issue[];
  /** What names a stack, a parameter or something of a stack that is not among these. */
  readonly strangers: readonly Issue[];
}

function declaredIn({ template }: StackTemplate): readonly (readonly [string, unknown])[] {
  return entriesOf(field(template, 'Parameters'));
}

function placed({ written, position }: ParameterChoice, issue: Omit<Issue, 'path' | 'position'>): Issue {
  return { ...issue, path: [`--parameter ${written}`], ...(position ? { position } : {}) };
}

function unknownName(choice: ParameterChoice, stacks: readonly StackTemplate[]): Issue {
  const known = [...new Set(stacks.flatMap((stack) => declaredIn(stack).map(([name]) => name)))].sort();
  const meant = didYouMean(choice.name, known);
  const where = choice.of === undefined ? 'no template has' : `${choice.of} has no`;
  return placed(choice, {
    code: 'template-parameter-unknown',
    problem: `${where} parameter ${choice.name}`,
    got: choice.name,
    allowed: known.length === 0 ? 'none: there are no parameters' : known.join(', '),
    fix: meant === undefined ? 'use one of the allowed names' : `did you mean ${meant}`,
  });
}

function refused(choice: ParameterChoice, { got, allowed }: Refusal): Issue {
  return placed(choice, {
    code: 'template-parameter-value',
    problem: `parameter ${choice.name} does not take this value`,
    got: got === '' ? 'nothing' : got,
    allowed,
    fix: 'give a value that the template allows',
  });
}

/** `ref:stack.Resource`, `ref:stack.Resource.Attribute` or `output:stack.Output`: something that another stack has. */
function borrowed(value: string, stacks: readonly StackTemplate[]): Given | undefined {
  const [, kind, path = ''] = /^(ref|output):(.+)$/s.exec(value) ?? [];
  const stack = stacks
    .filter(({ id }) => path.startsWith(`${id}.`))
    .reduce<StackTemplate | undefined>((best, one) => (best && best.id.length > one.id.length ? best : one), undefined);
  if (kind === undefined || !stack) return undefined;
  const [name = '', ...attribute] = path.slice(stack.id.length + 1).split('.');
  const words = { stack: stack.id };
  if (kind === 'output') {
    const output = field(field(stack.template, 'Outputs'), name);
    return output === undefined || attribute.length > 0 ? undefined : { ...words, value: field(output, 'Value') };
  }
  if (field(field(stack.template, 'Resources'), name) === undefined) return undefined;
  return { ...words, value: attribute.length === 0 ? { Ref: name } : { 'Fn::GetAtt': [name, attribute.join('.')] } };
}

function isBorrowed({ value }: ParameterChoice): boolean {
  return /^(ref|output):/.test(value);
}

function given(choice: ParameterChoice, declared: unknown, stacks: readonly StackTemplate[]): Given | Issue {
  const { value } = choice;
  if (isBorrowed(choice)) {
    const other = borrowed(value, stacks);
    const allowed = 'ref:stack.Resource or output:stack.Output, of a stack and a name that are there';
    return other ?? refused(choice, { got: isHidden(declared) ? 'a value that is not shown' : value, allowed });
  }
  const refusal = refusalOf(value, declared);
  return refusal ? refused(choice, refusal) : { value };
}

/** Where a part of a stack's template stands. */
type PlaceIn = (stack: StackTemplate, path: readonly string[]) => Position;

/** A default that the template itself does not allow, which CloudFormation refuses. */
function wrongDefaults(stack: StackTemplate, placeIn: PlaceIn): readonly Issue[] {
  return declaredIn(stack).flatMap(([name, declared]): readonly Issue[] => {
    const text = scalarText(field(declared, 'Default'));
    if (text === undefined || stack.parameters?.[name] !== undefined) return [];
    const refusal = refusalOf(text, declared);
    const path = ['Parameters', name, 'Default'];
    return refusal
      ? [{ ...refused({ name, value: text, written: name }, refusal), path, position: placeIn(stack, path) }]
      : [];
  });
}

interface Meant {
  readonly having: readonly StackTemplate[];
  readonly issue?: Issue;
}

/** The stacks that have the parameter, or why there is none. */
function meantBy(choice: ParameterChoice, stacks: readonly StackTemplate[]): Meant {
  const meant = choice.of === undefined ? stacks : stacksNamed(choice.of, stacks);
  if (choice.of !== undefined && meant.length === 0)
    return { having: [], issue: placed(choice, unknownStack(choice.of, stacks)) };
  const having = meant.filter(({ template }) => field(field(template, 'Parameters'), choice.name) !== undefined);
  return having.length > 0 ? { having } : { having, issue: unknownName(choice, meant) };
}

/** Later choices win, and what is said of one stack wins over what is said of all. */
export function withParameters(
  stacks: readonly StackTemplate[],
  choices: readonly ParameterChoice[],
  placeIn: PlaceIn,
): Assigned {
  const general = choices.filter(({ of }) => of === undefined);
  const issues: Issue[] = [];
  const strangers: Issue[] = [];
  const values = new Map(stacks.map(({ id }) => [id, new Map<string, Given>()]));
  for (const choice of [...general, ...choices.filter(({ of }) => of !== undefined)]) {
    const { having, issue } = meantBy(choice, stacks);
    if (issue) strangers.push(issue);
    for (const { id, template } of having) {
      const value = given(choice, field(field(template, 'Parameters'), choice.name), stacks);
      if ('code' in value) (isBorrowed(choice) ? strangers : issues).push(value);
      else values.get(id)?.set(choice.name, value);
    }
  }
  const assigned = stacks.map((stack) => {
    const own = values.get(stack.id);
    return own && own.size > 0 ? { ...stack, parameters: Object.fromEntries(own) } : stack;
  });
  const defaults = assigned.flatMap((stack) => wrongDefaults(stack, placeIn));
  return { stacks: assigned, issues: [...issues, ...defaults], strangers };
}
