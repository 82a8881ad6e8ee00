// What a template calls things, in words that are the same for every site, link and region: `SITE` is the site of the
// stack and `LINK` a link of what is permitted, and whatever belongs to another one says so.

import type { Topology } from '../../../lib/topology/topology';
import { pathOf, type Template } from '../../support/assembly';

/** Where something is permitted. */
export interface Place {
  readonly topology: Topology;
  /** Undefined: the stack belongs to no site. */
  readonly site: string | undefined;
  readonly region: string;
  /** Names of links that what is permitted may be about. */
  readonly links: readonly string[];
  readonly template: Template;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'ACCOUNT',
  'AWS::Partition': 'aws',
  'AWS::Region': 'REGION',
  'AWS::URLSuffix': 'amazonaws.com',
};

function labels({ topology, site, region, links }: Place): ReadonlyMap<string, string> {
  const { sites, prefix } = topology;
  const vpcs = sites.flatMap((one) => (one.kind === 'aws' ? one.vpcs : []));
  const regions = sites.flatMap((one) => (one.kind === 'aws' ? [one.region] : []));
  return new Map([
    ...vpcs.map(({ name }): [string, string] => [name, 'VPC']),
    ...sites.map(({ name }): [string, string] => [name, name === site ? 'SITE' : 'OTHER-SITE']),
    ...topology.links.map(({ name }): [string, string] => [name, links.includes(name) ? 'LINK' : 'OTHER-LINK']),
    ...regions.map((name): [string, string] => [name, name === region ? 'REGION' : 'OTHER-REGION']),
    [region, 'REGION'],
    [prefix, 'PREFIX'],
  ]);
}

/** A name that begins with the topology's prefix, as stacks and functions have it: `acme-link-iad-pdx`. */
function prefixed(text: string, names: ReadonlyMap<string, string>): string {
  const link = /^link-(.+)$/.exec(text)?.[1];
  const label = link === undefined ? undefined : names.get(link);
  if (label !== undefined) return `link-${label}`;
  const longest = [...names.keys()].filter((name) => text === name || text.startsWith(`${name}-`));
  const [site = ''] = longest.sort((a, b) => b.length - a.length);
  return site === '' ? text : `${names.get(site)}${text.slice(site.length)}`;
}

/** The same text with labels in the place of names. */
export function labelled(text: string, place: Place): string {
  const names = labels(place);
  const { prefix } = place.topology;
  return text.replaceAll(/[A-Za-z0-9][A-Za-z0-9-]*/g, (word) => {
    const label = names.get(word);
    if (label !== undefined) return label;
    return word.startsWith(`${prefix}-`) ? `PREFIX-${prefixed(word.slice(prefix.length + 1), names)}` : word;
  });
}

/** Numbers in a path count what the topology says. */
function placeOf(template: Template, id: string): string {
  const resource = template.Resources[id];
  return resource ? pathOf(resource).replaceAll(/\/\d+(?=\/|$)/g, '/N') : id;
}

type Reading = (part: { readonly id: string; readonly attribute?: string }) => string;

function rendered(value: unknown, pseudo: (name: string) => string, resource: Reading): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = (part: unknown) => rendered(part, pseudo, resource);
  if (Array.isArray(value)) return value.map(inner).join(', ');
  const {
    Ref,
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
    'Fn::GetStackOutput': output,
  } = value as Record<string, never>;
  if (typeof Ref === 'string') return (Ref as string).startsWith('AWS::') ? pseudo(Ref) : resource({ id: Ref });
  if (join) {
    const [delimiter, parts] = join as [string, readonly unknown[]];
    return parts.map(inner).join(delimiter);
  }
  if (attribute) {
    const [id = '', name = ''] = attribute as readonly string[];
    return resource({ id, attribute: name });
  }
  if (output)
    return `<${(output as Record<string, string>).StackName} ${(output as Record<string, string>).OutputName}>`;
  return JSON.stringify(value);
}

/** A value of a template for people: resources by their path, values of other stacks by stack and output. */
export function valueText(value: unknown, place: Place): string {
  const resource: Reading = ({ id, attribute }) => {
    const at = placeOf(place.template, id);
    return attribute === undefined ? `<${at}>` : `<${at} ${attribute}>`;
  };
  return labelled(
    rendered(value, (name) => PSEUDO[name] ?? name, resource),
    place,
  );
}

/** The same as a security rule calls it in its findings. */
export function findingText(value: unknown): string {
  const resource: Reading = ({ id, attribute }) => (attribute === undefined ? `<${id}>` : `<${id}.${attribute}>`);
  return rendered(value, (name) => `<${name}>`, resource);
}
