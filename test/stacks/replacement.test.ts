// What an edit of the topology file makes anew, held against docs/replacement.md. DETOUR_UPDATE_GOLDEN=1 writes its table anew.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TagProps, Tags } from 'aws-cdk-lib';
import { stringify } from 'yaml';
import { buildStacks } from '../../lib/stacks/backbone-stacks';
import { detourApp } from '../../lib/stacks/detour-app';
import { parseTopology } from '../../lib/topology/parse';
import type { Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, readAssembly } from '../support/assembly';
import { temporaryFolder } from '../support/folders';
import { type Placed, replacementOf, stacksWithOther } from '../support/replacement';
import { changedResources } from '../support/template-diff';
import { aTopology, merged } from '../support/topology';
import { EDITS, type Edit, HYBRID, NO_EDIT } from './topology-edits';

const DOCS = path.join(__dirname, '../../docs');
const PAGE = path.join(DOCS, 'replacement.md');

/** What carries traffic or holds what does, in the order of the table's cells. */
const CARRYING: Readonly<Record<string, string>> = {
  'AWS::EC2::TransitGateway': 'transit gateway',
  'AWS::EC2::TransitGatewayRouteTable': 'route table',
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::TransitGatewayAttachment': 'VPC attachment',
  'AWS::EC2::TransitGatewayPeeringAttachment': 'peering attachment',
  'AWS::EC2::CustomerGateway': 'customer gateway',
  'Custom::DetourCustomerGateway': 'customer gateway',
  'AWS::EC2::VPNConnection': 'VPN connection',
  'AWS::DirectConnect::DirectConnectGateway': 'Direct Connect gateway',
  'AWS::DirectConnect::DirectConnectGatewayAssociation': 'gateway association',
  'AWS::DirectConnect::TransitVirtualInterface': 'virtual interface',
  'AWS::EC2::TransitGatewayRouteTableAssociation': 'table association',
  'AWS::EC2::Subnet': 'probe subnet',
};

/** What else AWS has once only. */
const ONCE: Readonly<Record<string, string>> = {
  ...CARRYING,
  'Custom::DetourHostedInterface': 'virtual interface',
  'AWS::EC2::Route': 'VPC route',
  'AWS::EC2::TransitGatewayRoute': 'gateway route',
};

type Tree = ReturnType<typeof aTopology>;

function understood(document: Tree): Topology {
  const parsed = parseTopology(written(document), 'topology.yaml');
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.error.map((issue) => `${issue.path.join('.')}: ${issue.problem}`).join('\n'));
}

function written(document: Tree): string {
  return stringify(document, { aliasDuplicateObjects: false });
}

const assemblies = new Map<string, Assembly>();

function deployed(document: Tree): Assembly {
  const text = written(document);
  const known = assemblies.get(text);
  if (known) return known;
  const assembly = assemblyOf(understood(document));
  assemblies.set(text, assembly);
  return assembly;
}

/** Whether it belongs to the site or link that is edited, by the stack, or by the link's part of a site's stacks. */
function isOwn(key: string, { stack, path: at }: Placed): boolean {
  if (key.startsWith('sites.<aws>') && key !== 'sites.<aws>.account') return /^acme-iad(-routes)?$/.test(stack);
  const link = /^links\.<(.*?)>/.exec(key)?.[1];
  const name = { 'transit-gateway-peering': 'iad-cmh', 'direct-connect': 'dx', 'site-to-site-vpn': 'vpn' }[link ?? ''];
  if (name !== undefined) return stack === `acme-link-${name}` || at.split('/').includes(name);
  return !key.startsWith('sites.<on-prem>');
}

/** Subnets of workloads come and go with their VPC. */
function isJudged({ type, path: at }: Placed): boolean {
  return type === 'AWS::EC2::Subnet' ? at.startsWith('Probes/') : CARRYING[type] !== undefined;
}

function nouns(placed: readonly Placed[], names: Readonly<Record<string, string>>): string {
  const types = new Set(placed.map(({ type }) => type));
  return [...new Set(Object.entries(names).flatMap(([type, noun]) => (types.has(type) ? [noun] : [])))].join(', ');
}

/** The cells of an edit's row; none when it replaces nothing that the table is about. */
function cellsOf(key: string, before: Tree, after: Tree): string | undefined {
  const { replaced, refused } = replacementOf(deployed(before), deployed(after));
  const judged = replaced.filter(isJudged);
  if (judged.length === 0 && refused.length === 0) return undefined;
  const own = judged.filter((one) => isOwn(key, one));
  const others = judged.filter((one) => !isOwn(key, one));
  return `${nouns(own, CARRYING)} | ${nouns(others, CARRYING)} | ${nouns(refused, ONCE)} |`;
}

/** One row for each way of the edit in which it replaces anything, or one for both where they replace the same. */
function rowsOf({ keys, from = {}, to, adds }: Edit): readonly string[] {
  const [key = ''] = keys;
  const before = merged(aTopology(HYBRID), from);
  const after = merged(before, to);
  const there = cellsOf(key, before, after);
  const back = adds ? cellsOf(key, after, before) : there;
  const row = (way: string, cells: string | undefined) =>
    cells === undefined ? [] : [`| ${keys.map((one) => `\`${one}\``).join(', ')}${way} | ${cells}`];
  return there === back ? row('', there) : [...row(', added', there), ...row(', taken away', back)];
}

/** The page ends in its table. */
function page(): { readonly text: readonly string[]; readonly rows: readonly string[] } {
  const lines = readFileSync(PAGE, 'utf8').trimEnd().split('\n');
  const first = lines.findIndex((line) => line.startsWith('| edit |')) + 2;
  return { text: lines.slice(0, first), rows: lines.slice(first) };
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
}

interface Key {
  readonly path: string;
  readonly optional: boolean;
}

/** All keys of the topology file that hold values, with kinds for the names of sites and links. */
function keysIn(schema: Schema, at: Key = { path: '', optional: false }): readonly Key[] {
  const { properties = {}, required = [], additionalProperties, items, anyOf = [], oneOf = [] } = schema;
  const below = [
    ...Object.entries(properties).flatMap(([name, inner]) =>
      keysIn(inner, { path: at.path === '' ? name : `${at.path}.${name}`, optional: !required.includes(name) }),
    ),
    ...[...anyOf, ...oneOf].flatMap((inner) => {
      const kind = inner.properties?.kind?.const;
      return kind === undefined ? [] : keysIn(inner, { ...at, path: `${at.path}.<${String(kind)}>` });
    }),
    ...(additionalProperties ? keysIn(additionalProperties, at).filter(({ path: inner }) => inner !== at.path) : []),
    ...(items?.properties ? keysIn(items, at) : []),
  ];
  return below.length > 0 ? below : [at];
}

const KEYS = keysIn(JSON.parse(readFileSync(path.join(DOCS, 'topology.schema.json'), 'utf8')));
const isKey = (key: string) => !key.includes(': ');

test('there is an edit of every key of the topology file', () => {
  const edited = EDITS.flatMap(({ keys }) => keys).filter(isKey);
  expect([...new Set([...edited, ...NO_EDIT])].sort()).toEqual(KEYS.map((key) => key.path).sort());
  expect(edited.filter((key) => NO_EDIT.includes(key))).toEqual([]);
});

test('there is an edit that adds each key that may be left out, and one that takes it away', () => {
  const added = EDITS.flatMap(({ keys, adds }) => (adds ? keys : [])).filter(isKey);
  const optional = KEYS.flatMap((key) => (key.optional && !NO_EDIT.includes(key.path) ? [key.path] : []));
  expect(optional.filter((key) => !added.includes(key))).toEqual([]);
});

test('the documented edits are those that replace what carries traffic, what they replace, and what is refused beside the old', () => {
  const rows = [...new Set(EDITS.flatMap(rowsOf))];
  if (process.env.DETOUR_UPDATE_GOLDEN) writeFileSync(PAGE, [...page().text, ...rows, ''].join('\n'));
  expect(page().rows).toEqual(rows);
});

/** Stacks of links that stay where they are and in which something that carries traffic is made anew. */
function linksMadeAnew(before: Assembly, after: Assembly): readonly string[] {
  const stays = (stack: string) =>
    stack.includes('-link-') &&
    before.get(stack)?.region === after.get(stack)?.region &&
    before.get(stack)?.account === after.get(stack)?.account;
  const { replaced } = replacementOf(before, after);
  const carrying = replaced.filter(({ type }) => type in CARRYING || type === 'Custom::DetourHostedInterface');
  return [...new Set(carrying.map(({ stack }) => stack).filter(stays))].sort();
}

test('the guard of a link is told of every edit that makes it anew, and of none that does not', () => {
  const MOVES_IN_PLACE = 'links.<direct-connect>.connection';
  const seen = new Set<string>();
  for (const { keys, from = {}, to, adds } of EDITS) {
    const before = merged(aTopology(HYBRID), from);
    const [there, back] = [deployed(before), deployed(merged(before, to))];
    for (const [was, is] of adds
      ? ([
          [there, back],
          [back, there],
        ] as const)
      : ([[there, back]] as const)) {
      const told = [...stacksWithOther(was, is, 'Custom::DetourDrainGuard', 'Identity')].sort();
      const moved = keys.includes(MOVES_IN_PLACE) ? ['acme-link-dx'] : [];
      expect({ keys, told }).toEqual({ keys, told: [...new Set([...linksMadeAnew(was, is), ...moved])].sort() });
      for (const stack of told) seen.add(stack);
    }
  }
  expect([...seen].sort()).toEqual(expect.arrayContaining(['acme-link-dx', 'acme-link-iad-cmh', 'acme-link-vpn']));
});

describe('a VPC that is first by name', () => {
  const base = aTopology(HYBRID);
  const inPlace = merged(base, { sites: { iad: { probeCidr: '10.10.48.0/20' } } });
  const one = { sites: { iad: { vpcs: { apps: { cidr: '10.10.128.0/18' } } } } };

  test('moves the probe subnets of its site', () => {
    const { replaced } = replacementOf(deployed(base), deployed(merged(base, one)));
    expect(replaced.map(({ path: at }) => at)).toContain('Probes/Links/dx/Subnet/Subnet');
  });

  test('moves nothing once the place of the probe subnets is written down, which is deployed and changes nothing', () => {
    const changes = changedResources(deployed(base), deployed(inPlace));
    expect(changes.filter((line) => !line.includes(' Custom::DetourSettled '))).toEqual([]);
    expect(replacementOf(deployed(inPlace), deployed(merged(inPlace, one)))).toEqual({ replaced: [], refused: [] });
  });
});

describe('a tag that is added to the app', () => {
  const base = aTopology(HYBRID);

  /** By the database, which is behind AWS or ahead of it. */
  function tagged(options: TagProps) {
    const outdir = temporaryFolder();
    const built = buildStacks(detourApp(outdir), understood(base));
    if (!built.ok) throw new Error('the stacks refuse the topology');
    Tags.of(built.value).add('team', 'network', options);
    built.value.synth();
    const { replaced, refused } = replacementOf(deployed(base), readAssembly(outdir));
    return { replaced: nouns(replaced.filter(isJudged), CARRYING), refused: nouns(refused, ONCE) };
  }

  test('may replace the tables of gateways, which fails with their associations, and nothing else that carries traffic', () => {
    expect(tagged({})).toEqual({ replaced: 'route table, table association', refused: 'table association' });
  });

  test('replaces nothing when it leaves the tables out', () => {
    const withoutTables = { excludeResourceTypes: ['AWS::EC2::TransitGatewayRouteTable'] };
    expect(tagged(withoutTables)).toEqual({ replaced: '', refused: '' });
  });
});
