// How long a function takes to load, in a process of its own each time: what a cold start costs beyond what Lambda needs
// for any function. Rounds go over all bundles and an empty module, so that a busy moment of the machine falls on all.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Timing, timingOf } from './measure';

const ROOT = join(__dirname, '../..');
const HANDLERS = join(ROOT, 'dist/handlers');
const ROUNDS = 15;

export interface LoadTimes {
  readonly handler: string;
  /** `require` of the bundle, inside the process. */
  readonly load: Timing;
  /** The whole process, from outside. */
  readonly whole: Timing;
}

export interface StartUp {
  /** Of a module in which nothing is. */
  readonly empty: LoadTimes;
  readonly bundles: readonly LoadTimes[];
}

interface Sample {
  readonly load: number;
  readonly whole: number;
}

/** Nothing but what Lambda has in any environment; a bundle that needs more to be loaded fails here. */
const ENVIRONMENT = { AWS_REGION: 'us-east-1', NODE_OPTIONS: '--enable-source-maps' };

function once(file: string): Sample {
  const code = `const { performance } = require('node:perf_hooks');
    const at = performance.now();
    require(${JSON.stringify(file)});
    process.stdout.write(String(performance.now() - at), () => process.exit());`;
  const at = performance.now();
  const load = Number(execFileSync(process.execPath, ['-e', code], { env: ENVIRONMENT, encoding: 'utf8' }));
  return { load, whole: performance.now() - at };
}

/** The first round only brings files into memory. */
function rounds(files: Readonly<Record<string, string>>): readonly LoadTimes[] {
  const samples = new Map<string, Sample[]>(Object.keys(files).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, file] of Object.entries(files)) {
      const sample = once(file);
      if (round > 0) samples.get(name)?.push(sample);
    }
  return [...samples].map(([handler, of]) => ({
    handler,
    load: timingOf(of.map(({ load }) => load)),
    whole: timingOf(of.map(({ whole }) => whole)),
  }));
}

/** Builds the bundles first, so that those of the present code are loaded. */
export function startUp(): StartUp {
  execFileSync(process.execPath, [join(ROOT, '.tools/build.mjs'), '--no-types'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'detour-bench-'));
  try {
    const nothing = join(folder, 'index.js');
    writeFileSync(nothing, '');
    const names = readdirSync(HANDLERS);
    const files = Object.fromEntries(names.map((name) => [name, join(HANDLERS, name, 'index.js')]));
    const [empty, ...bundles] = rounds({ 'an empty module': nothing, ...files });
    if (!empty || bundles.length === 0) throw new Error('there are no bundles');
    return { empty, bundles };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
