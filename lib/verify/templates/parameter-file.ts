// Pure: files of parameters: `[{ "ParameterKey": …, "ParameterValue": … }]` as `aws cloudformation create-stack` reads them,
// a plain map of names, such a map under `Parameters` as pipelines have it, or a list of `name=value`.

import type { Issue } from '../../net/issue';
import { entriesOf, field, isObject, listOf, textField } from '../json';
import { scalarText } from '../resolve/value';
import { type ParameterChoice, parameterChoice } from './options';
import type { Source } from './source';

type Path = readonly (string | number)[];
type Entry = readonly [name: string, value: unknown, path: Path];

function fromList(list: readonly unknown[]): readonly Entry[] {
  return list.map((item, i): Entry => {
    const [, name, value] = typeof item === 'string' ? (/^([^=]+)=(.*)$/s.exec(item) ?? []) : [];
    if (name !== undefined) return [name, value, [i]];
    return [textField(item, 'ParameterKey') ?? '', field(item, 'ParameterValue'), [i]];
  });
}

/** A value that is a list is written with commas, as the AWS CLI has it. */
function textOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return scalarText(value);
  const texts = value.map(scalarText);
  return texts.includes(undefined) ? undefined : texts.join(',');
}

function entriesIn(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return fromList(listOf(value));
  const inner = field(value, 'Parameters');
  const [map, path]: [unknown, Path] = isObject(inner) ? [inner, ['Parameters']] : [value, []];
  return entriesOf(map).map(([name, item]): Entry => [name, item, [...path, name]]);
}

function bad(source: Source, path: Path): Issue {
  return {
    code: 'template-option',
    path,
    problem: 'a value of a parameter cannot be read',
    got: path.length === 0 ? 'neither a list nor a map' : `entry ${path.join('.')}`,
    allowed: 'a list of ParameterKey and ParameterValue, or a map of names and texts',
    fix: 'write the file as `aws cloudformation create-stack --parameters file://…` reads it',
    position: source.positionOf(path),
  };
}

export function choicesFrom(source: Source): { choices: readonly ParameterChoice[]; issues: readonly Issue[] } {
  const { value } = source;
  if (!Array.isArray(value) && !isObject(value)) return { choices: [], issues: [bad(source, [])] };
  const choices: ParameterChoice[] = [];
  const issues: Issue[] = [];
  for (const [name, item, path] of entriesIn(value)) {
    const text = textOf(item);
    const choice = text === undefined ? undefined : parameterChoice(name, text, source.positionOf(path));
    if (choice) choices.push(choice);
    else issues.push(bad(source, path));
  }
  return { choices, issues };
}
