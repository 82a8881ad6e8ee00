import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WRITTEN } from '../../lib/topology/written';
import { SCENARIO } from '../../lib/twin/scenario-schema';

const ROOT = join(__dirname, '../..');

function schemaOf(kind: string) {
  return JSON.parse(readFileSync(join(ROOT, `docs/${kind}.schema.json`), 'utf8'));
}

type Node = { [key: string]: unknown };

/** Every schema of a value, with its place. */
function schemasIn(node: Node, place = ''): { place: string; node: Node }[] {
  const maps = [node.properties].flatMap((map) => Object.entries((map ?? {}) as Record<string, Node>));
  const singles = [node.additionalProperties, node.items].filter(
    (one): one is Node => typeof one === 'object' && one !== null,
  );
  const lists = [node.oneOf, node.prefixItems].flatMap((list) => (list ?? []) as Node[]);
  return [
    { place, node },
    ...maps.flatMap(([key, inner]) => schemasIn(inner, `${place}.${key}`)),
    ...[...singles, ...lists].flatMap((inner, i) => schemasIn(inner, `${place}[${i}]`)),
  ];
}

describe('generated files', () => {
  it('are what the code says now', () => {
    const run = () =>
      execFileSync(join(ROOT, 'node_modules/.bin/ts-node'), ['.tools/generate.ts', '--check'], { cwd: ROOT });
    expect(run).not.toThrow();
  });
});

describe.each([
  { kind: 'topology', written: WRITTEN },
  { kind: 'scenario', written: SCENARIO },
])('the JSON Schema of a $kind', ({ kind, written }) => {
  const schema = schemaOf(kind);

  it('is the schema of the written form', () => {
    expect(schema).toMatchObject(z.toJSONSchema(written, { io: 'input' }));
  });

  it('describes every key', () => {
    const silent = schemasIn(schema).filter(({ place, node }) => /\.[A-Za-z]+$/.test(place) && !node.description);
    expect(silent.map(({ place }) => place)).toEqual([]);
  });

  it('refuses unknown keys in every map whose keys are fixed', () => {
    const open = schemasIn(schema).filter(
      ({ node }) => node.properties !== undefined && node.additionalProperties !== false,
    );
    expect(open.map(({ place }) => place)).toEqual([]);
  });
});

describe('the JSON Schema of a topology', () => {
  it('has a pattern for durations', () => {
    const lead = schemasIn(schemaOf('topology')).find(({ place }) => place === '.policy.maintenance.lead');
    expect(lead?.node).toMatchObject({
      type: 'string',
      pattern: expect.stringContaining('ms|s|m|h|d'),
      default: '10m',
    });
  });
});
