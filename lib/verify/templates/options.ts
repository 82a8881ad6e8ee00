// Pure: what is said of templates on the command line: where they are deployed, what their stacks are called, and what their
// parameters are.

import type { Issue, Position } from '../../net/issue';
import { isRegion } from './regions';

/** As it is typed. */
export interface ReadOptions {
  /** `name=value`, or `stack.name=value` and `file:name=value` for one stack. */
  readonly parameters?: readonly string[];
  /** Files of parameters, as the AWS CLI has them. What `parameters` says counts before them. */
  readonly parameterFiles?: readonly string[];
  /** `region` for all that say none, or `file=region`; several of one file are several stacks. */
  readonly regions?: readonly string[];
  /** `file=name`. */
  readonly stackNames?: readonly string[];
}

/** A value for a parameter of one stack, or of all that have it. */
export interface ParameterChoice {
  /** The id or the name of a stack, or the name of its file; absent: all. */
  readonly of?: string;
  readonly name: string;
  readonly value: string;
  /** As it is written, for complaints. */
  readonly written: string;
  readonly position?: Position;
}

export function parameterChoice(written: string, value: string, position?: Position): ParameterChoice | undefined {
  const [, of, name] = /^(?:(.+)[.:])?([A-Za-z0-9]{1,255})$/s.exec(written) ?? [];
  if (name === undefined) return undefined;
  return { name, value, written, ...(of ? { of } : {}), ...(position ? { position } : {}) };
}

/** A thing that is said of one file, or of all. */
export interface FileChoice {
  readonly file?: string;
  readonly value: string;
  readonly written: string;
}

interface Choices {
  readonly parameters: readonly ParameterChoice[];
  readonly regions: readonly FileChoice[];
  readonly stackNames: readonly FileChoice[];
}

function bad(option: string, got: string, allowed: string): Issue {
  return {
    code: 'template-option',
    path: [option],
    problem: `${option} cannot be understood`,
    got: got === '' ? 'nothing' : got,
    allowed,
    fix: `write it as ${allowed}`,
  };
}

const NAMED = 'name=value, stack.name=value or file:name=value';

/** Of what may be secret, only the name is repeated. */
function typedParameter(text: string): ParameterChoice | Issue {
  const at = text.indexOf('=');
  const choice = at < 0 ? undefined : parameterChoice(text.slice(0, at), text.slice(at + 1));
  return choice ?? bad('--parameter', at < 0 ? text : `${text.slice(0, at)}=…`, NAMED);
}

function typedRegion(text: string): FileChoice | Issue {
  const at = text.lastIndexOf('=');
  const [file, value] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (!isRegion(value) || at === 0) return bad('--region', text, 'region or file=region, as us-east-1');
  return { value, written: text, ...(at < 0 ? {} : { file }) };
}

const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

function typedName(text: string): FileChoice | Issue {
  const at = text.lastIndexOf('=');
  const value = text.slice(at + 1);
  if (at <= 0 || !STACK_NAME.test(value)) return bad('--stack-name', text, 'file=name, of letters, digits and hyphens');
  return { file: text.slice(0, at), value, written: text };
}

function isIssue(value: object): value is Issue {
  return 'code' in value;
}

/** What is typed, or everything that cannot be understood. */
export function choicesIn(options: ReadOptions): Choices & { readonly issues: readonly Issue[] } {
  const parameters = (options.parameters ?? []).map(typedParameter);
  const regions = (options.regions ?? []).map(typedRegion);
  const stackNames = (options.stackNames ?? []).map(typedName);
  return {
    parameters: parameters.flatMap((one) => (isIssue(one) ? [] : [one])),
    regions: regions.flatMap((one) => (isIssue(one) ? [] : [one])),
    stackNames: stackNames.flatMap((one) => (isIssue(one) ? [] : [one])),
    issues: [...parameters, ...regions, ...stackNames].flatMap((one) => (isIssue(one) ? [one] : [])),
  };
}
