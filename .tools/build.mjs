// Builds dist/: the command line, the library, one bundle per Lambda function, and the library's declarations
// (left out with --no-types). A file whose content has not changed is not touched, so that a build may run while
// something reads dist/.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleHandlers } from './bundles/bundle-handlers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const COMMAND = 'bin/detour.js';

/** Code that runs where its packages are installed. */
function installed() {
  const entryPoints = { 'bin/detour': './bin/detour.ts', 'lib/index': './lib/index.ts' };
  return build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: 'dist',
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
}

/** Declarations only; types are checked by `npm run types`. */
async function declarations() {
  await rm(join(DIST, 'types'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '-p', join(ROOT, '.tools/tsconfig.types.json')], { stdio: 'inherit' });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`tsc ended with ${code}`);
}

/** Replaces a file in one step, so that a reader sees the old content or the new. */
async function writeWhenChanged({ path, contents, hash }) {
  if (existsSync(path) && (await readFile(path)).equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const next = join(DIST, `.${process.pid}.${hash.replaceAll('/', '_')}`);
  await writeFile(next, contents);
  if (path === join(DIST, COMMAND)) await chmod(next, 0o755);
  await rename(next, path);
}

async function removeStale(folder, current) {
  if (!existsSync(folder)) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.filter((file) => !current.has(file)).map((file) => rm(file, { force: true })));
}

async function main() {
  const types = process.argv.includes('--no-types') ? Promise.resolve() : declarations();
  const results = await Promise.all([installed(), bundleHandlers()]);
  const outputs = results.flatMap((result) => result.outputFiles);
  await Promise.all(outputs.map(writeWhenChanged));
  const current = new Set(outputs.map((file) => resolve(file.path)));
  for (const folder of ['bin', 'lib', 'handlers']) await removeStale(join(DIST, folder), current);
  await types;
  process.stderr.write(`built ${outputs.length} files in ${relative(process.cwd(), DIST) || '.'}\n`);
}

main().catch((error) => {
  process.stderr.write(`build failed: ${error.message}\n`);
  process.exitCode = 1;
});
