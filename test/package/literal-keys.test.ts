// The build changes how the schemas of SDK clients are written: they have to stay the same schemas.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { dependencies, devDependencies } from '../../package.json';

const ROOT = join(__dirname, '../..');

type Module = Readonly<Record<string, unknown>>;

/** Stands in for whatever a module of schemas imports. */
const imported: object = new Proxy(function anything() {}, {
  get: () => imported,
  apply: () => imported,
  construct: () => imported,
});

function evaluated(source: string): Module {
  const { code } = transformSync(source, { module: { type: 'commonjs' }, jsc: { target: 'es2022' } });
  const exports: Module = {};
  new Function('exports', 'require', code)(exports, () => imported);
  return exports;
}

/** Where two values differ, through the functions by which schemas refer to each other; what is shared stays so. */
function firstDifference(a: unknown, b: unknown): string | undefined {
  const known = new Map<unknown, unknown>();
  const waiting: { a: unknown; b: unknown; at: string }[] = [{ a, b, at: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { a, b, at } = next;
    if (a === b || (known.has(a) && known.get(a) === b)) continue;
    if (known.has(a)) return at;
    if (typeof a === 'function' && typeof b === 'function') waiting.push({ a: a(), b: b(), at: `${at}()` });
    else if (isObject(a) && isObject(b) && Object.keys(a).join() === Object.keys(b).join()) {
      for (const [key, value] of Object.entries(a)) waiting.push({ a: value, b: b[key], at: `${at}.${key}` });
    } else return at;
    known.set(a, b);
  }
  return undefined;
}

function isObject(value: unknown): value is Module {
  return typeof value === 'object' && value !== null;
}

/** What the build makes of sources, in a process of its own: its code is a module of another kind. */
function withLiteralKeys(sources: readonly string[]): readonly string[] {
  const code = `import { readFileSync } from 'node:fs';
    import { withLiteralKeys } from './.tools/bundles/literal-keys.mjs';
    process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(withLiteralKeys)));`;
  const options = { cwd: ROOT, input: JSON.stringify(sources), encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], options));
}

describe('schemas with literal keys', () => {
  const clients = Object.keys({ ...dependencies, ...devDependencies }).filter((name) =>
    name.startsWith('@aws-sdk/client-'),
  );
  const sources = clients.map((name) =>
    readFileSync(join(ROOT, 'node_modules', name, 'dist-es/schemas/schemas_0.js'), 'utf8'),
  );

  it('are the schemas of the SDK, for each of its clients', () => {
    const rewritten = withLiteralKeys(sources);
    expect(clients.length).toBeGreaterThan(8);
    expect(rewritten.filter((text) => /\[_\w+\]:/.test(text))).toEqual([]);
    const differences = sources.map((source, i) => {
      const [before, after] = [evaluated(source), evaluated(rewritten[i] ?? '')];
      expect(Object.keys(before).length).toBeGreaterThan(20);
      return firstDifference(before, after);
    });
    expect(differences).toEqual(clients.map(() => undefined));
  });

  it('fails to be the same when a key, a value or a reference differs', () => {
    const source = `const _a = "one";\nvar List = [1, { [_a]: _a }];\nexport var Top = [3, () => List];\n`;
    expect(withLiteralKeys([source])).toEqual([source.replace('[_a]:', '"one":')]);
    for (const [wrong, at] of [
      [source.replace('[_a]:', '"two":'), '.Top.1().1'],
      [source.replace(': _a', ': "two"'), '.Top.1().1.one'],
      [source.replace('=> List', '=> [1]'), '.Top.1()'],
    ] as const)
      expect(firstDifference(evaluated(source), evaluated(wrong))).toBe(at);
  });

  it('keep keys that are no constants of the file', () => {
    const source = `const _a = compute();\nimport { _b } from './b';\nvar List = [{ [_a]: 1, [_b]: 2 }];\n`;
    expect(withLiteralKeys([source])).toEqual([source]);
  });
});
