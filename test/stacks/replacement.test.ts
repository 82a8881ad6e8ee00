// What an edit of the topology file makes anew, held against docs/replacement.md.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { parseTopology } from '../../lib/topology/parse';
import { type Assembly, assemblyOf } from '../support/assembly';
import { type Replaced, replacedResources } from '../support/replacement';
import { aTopology, merged } from '../support/topology';
import { EDITS, type Edit, HYBRID, NO_EDIT } from './topology-edits';

const DOCS = path.join(__dirname, '../../docs');

/** What carries traffic or holds what does, in the order of the table's cells. */
const NOUNS: Readonly<Record<string, string>> = {
  'AWS::EC2::TransitGateway': 'transit gateway',
  'AWS::EC2::TransitGatewayRouteTable': 'route table',
  'AWS::EC2::TransitGatewayAttachment': 'VPC attachment',
  'AWS::EC2::TransitGatewayPeeringAttachment': 'peering attachment',
  'AWS::EC2::CustomerGateway': 'customer gateway',
  'AWS::EC2::VPNConnection': 'VPN connection',
  'AWS::DirectConnect::DirectConnectGateway': 'Direct Connect gateway',
  'AWS::DirectConnect::DirectConnectGatewayAssociation': 'gateway association',
  'AWS::DirectConnect::TransitVirtualInterface': 'virtual interface',
  'AWS::EC2::TransitGatewayRouteTableAssociation': 'table association',
};

const assemblies = new Map<string, Assembly>();

function deployed(document: object): Assembly {
  const text = stringify(document);
  const known = assemblies.get(text);
  if (known) return known;
  const parsed = parseTopology(text, 'topology.yaml');
  if (!parsed.ok) throw new Error(parsed.error.map((issue) => `${issue.path.join('.')}: ${issue.problem}`).join('\n'));
  const assembly = assemblyOf(parsed.value);
  assemblies.set(text, assembly);
  return assembly;
}

/** Whether it belongs to the site or link that is edited, by the stack, or by the link's part of a site's routes. */
function isOwn(keys: readonly string[], { stack, path: at }: Replaced): boolean {
  const [key = ''] = keys;
  if (key.startsWith('sites.<aws>') && key !== 'sites.<aws>.account') return /^acme-iad(-routes)?$/.test(stack);
  const link = /^links\.<(.*?)>/.exec(key)?.[1];
  const name = { 'transit-gateway-peering': 'iad-cmh', 'direct-connect': 'dx', 'site-to-site-vpn': 'vpn' }[link ?? ''];
  if (name !== undefined) return stack === `acme-link-${name}` || at.startsWith(`Links/${name}/`);
  return !key.startsWith('sites.<on-prem>');
}

function nouns(replaced: readonly Replaced[]): string {
  const types = new Set(replaced.map(({ type }) => type));
  return Object.entries(NOUNS)
    .flatMap(([type, noun]) => (types.has(type) ? [noun] : []))
    .join(', ');
}

/** The edit's row of the table; none when it replaces nothing that the table is about. */
function rowOf({ keys, from = {}, to }: Edit): readonly string[] {
  const before = merged(aTopology(HYBRID), from);
  const replaced = replacedResources(deployed(before), deployed(merged(before, to)));
  const judged = replaced.filter(({ type }) => NOUNS[type] !== undefined);
  if (judged.length === 0) return [];
  const own = judged.filter((one) => isOwn(keys, one));
  const others = judged.filter((one) => !isOwn(keys, one));
  return [`| ${keys.map((key) => `\`${key}\``).join(', ')} | ${nouns(own)} | ${nouns(others)} |`];
}

function documented(): readonly string[] {
  const lines = readFileSync(path.join(DOCS, 'replacement.md'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('| `'));
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
}

/** Paths of all keys of the topology file that hold values, with kinds for the names of sites and links. */
function keysIn(schema: Schema, at = ''): readonly string[] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  const below = [
    ...Object.entries(properties).flatMap(([name, inner]) => keysIn(inner, at === '' ? name : `${at}.${name}`)),
    ...[...anyOf, ...oneOf].flatMap((inner) => {
      const kind = inner.properties?.kind?.const;
      return kind === undefined ? [] : keysIn(inner, `${at}.<${String(kind)}>`);
    }),
    ...(additionalProperties ? keysIn(additionalProperties, at).filter((key) => key !== at) : []),
    ...(items?.properties ? keysIn(items, at) : []),
  ];
  return below.length > 0 ? below : [at];
}

test('there is an edit of every key of the topology file', () => {
  const schema: Schema = JSON.parse(readFileSync(path.join(DOCS, 'topology.schema.json'), 'utf8'));
  const edited = EDITS.flatMap(({ keys }) => keys).filter((key) => !key.includes(': '));
  expect([...edited, ...NO_EDIT].sort()).toEqual([...keysIn(schema)].sort());
});

test('the documented edits are those that replace what carries traffic, and what they replace', () => {
  expect(documented()).toEqual(EDITS.flatMap(rowOf));
});
