// Pure: whether a document is a template, and whether it has the form that CloudFormation wants.

import type { Issue } from '../../net/issue';
import { entriesOf, field, isObject, textField } from '../json';
import type { Source } from './source';

/** Sections that are maps of maps, and what one entry is called. */
const SECTIONS = { Resources: 'resource', Parameters: 'parameter', Mappings: 'map', Outputs: 'output' } as const;

/** A template has resources; anything else of JSON or YAML is something else. */
export function isTemplate(value: unknown): boolean {
  return field(value, 'Resources') !== undefined;
}

/** Text that cannot be read and looks as if it were one. */
export function looksLikeTemplate(text: string): boolean {
  return /^\s*["']?(Resources|AWSTemplateFormatVersion)["']?\s*:/m.test(text) || /["']Resources["']\s*:/.test(text);
}

type Fault = readonly [path: readonly string[], problem: string, allowed: string];

function isFunction(key: string): boolean {
  return key.startsWith('Fn::');
}

function sectionFaults(template: unknown, section: keyof typeof SECTIONS): readonly Fault[] {
  const value = field(template, section);
  if (value === undefined) return [];
  if (!isObject(value)) return [[[section], `${section} is no map`, `a map of names, each a ${SECTIONS[section]}`]];
  const entries = entriesOf(value).filter(([key]) => !isFunction(key));
  return entries.flatMap(([name, body]): readonly Fault[] => {
    if (!isObject(body)) return [[[section, name], `${name} is no ${SECTIONS[section]}`, 'a map']];
    if (section !== 'Resources' || textField(body, 'Type') !== undefined || 'Fn::Transform' in body) return [];
    return [[[section, name], `resource ${name} has no type`, 'a Type, as AWS::EC2::VPC']];
  });
}

/** Everything about the form that is wrong, with its place. */
export function shapeIssues(source: Source): readonly Issue[] {
  const sections = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];
  const faults = sections.flatMap((section) => sectionFaults(source.value, section));
  return faults.map(([path, problem, allowed]) => ({
    code: 'template-shape',
    path,
    problem,
    got: shown(path.reduce<unknown>(field, source.value)),
    allowed,
    fix: 'write it as the CloudFormation user guide has it',
    position: source.positionOf(path),
  }));
}

const LONGEST = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
