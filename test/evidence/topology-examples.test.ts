// Each example in a cell of docs/topology.md, put at its place in a file of examples/: the file stays valid as a whole, so
// that whoever copies a cell is not refused.

import { stringify } from 'yaml';
import { exampleFiles } from '../../.tools/example-files';
import { type Row, referenceOf } from '../../.tools/topology-page/reference';
import { parseTopology } from '../../lib/topology/parse';
import { WRITTEN } from '../../lib/topology/written';

type Tree = Record<string, unknown>;

const files = exampleFiles();
const rows = referenceOf(WRITTEN, files).flatMap((section) => section.rows);
const exampleAt = new Map(rows.map(({ path, example }) => [path, example]));

/** What a key cannot stand without, or beside (undefined). */
const COMPANIONS: Readonly<Record<string, Tree>> = {
  'links.NAME<direct-connect>.virtualInterface': { connection: undefined, vlan: undefined },
  'links.NAME<direct-connect>.directConnectGateway': {
    connection: undefined,
    vlan: undefined,
    virtualInterface: 'dxvif-0a1b2c3d',
    amazonAsn: 4266000004,
  },
  'links.NAME<site-to-site-vpn>.customerGateway.certificateArn': { ip: undefined },
};

/** `links.NAME<direct-connect>.probe.port` in its steps; one for entries says of which kind. */
function steps(path: string): readonly string[] {
  return path.replaceAll('[]', '.NAME').split('.');
}

function entriesOf(map: unknown, kind: string | undefined): readonly (string | number)[] {
  const keys = Array.isArray(map) ? map.map((_, i) => i) : Object.keys(map as Tree);
  return keys.filter((key) => kind === undefined || ((map as Tree)[key] as Tree)?.kind === kind);
}

/** Every place that the steps lead to in a file; a map that is not there yet is put in as its own example. */
function placesIn(tree: Tree, [step = '', ...rest]: readonly string[], above = ''): readonly (() => Tree)[] {
  if (rest.length === 0) return [() => tree];
  const path = above === '' ? step : `${above}.${step}`;
  const [, name, kind] = /^(\w+)(?:<(.*)>)?$/.exec(step) ?? [];
  const keys = name === 'NAME' ? entriesOf(tree, kind) : [step];
  return keys.flatMap((key) => {
    tree[key] ??= structuredClone(exampleAt.get(path));
    const value = tree[key];
    return typeof value === 'object' && value !== null ? placesIn(value as Tree, rest, path) : [];
  });
}

/** What is wrong with each file when the example stands at one of its places; empty: nothing. */
function complaints({ path, example }: Row): readonly (readonly string[])[] {
  const way = steps(path);
  const key = way.at(-1) ?? '';
  return files.flatMap(({ value }) => {
    const count = placesIn(structuredClone(value) as Tree, way).length;
    return Array.from({ length: count }, (_, i) => {
      const tree = structuredClone(value) as Tree;
      Object.assign(placesIn(tree, way)[i]?.() ?? {}, { [key]: example }, COMPANIONS[path]);
      const parsed = parseTopology(stringify(tree), 'cell.yaml');
      return parsed.ok ? [] : parsed.error.map(({ problem }) => problem);
    });
  });
}

describe('the example of', () => {
  it.each(rows.map((row): [string, Row] => [row.path, row]))('%s is valid in a whole topology', (_, row) => {
    const all = complaints(row);
    const least = [...all].sort((a, b) => a.length - b.length)[0];
    expect(least).toEqual([]);
  });
});
