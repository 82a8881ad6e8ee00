// One bundle for each Lambda function, with everything it needs; the source maps name our files but do not repeat them.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { environmentCredentials } from './environment-credentials.mjs';
import { literalKeys } from './literal-keys.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles every `.ts` file of a folder, by default that of Detour's functions, as `dist/handlers/NAME/index.js` and its
 * source map. Nothing is written: esbuild's result has the files as `outputFiles`, and what is in them as `metafile`.
 */
export async function bundleHandlers(folder = join(ROOT, 'lib/controller/handlers')) {
  const files = existsSync(folder) ? await readdir(folder) : [];
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
  return build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(names.sort().map((name) => [`handlers/${name}/index`, join(folder, `${name}.ts`)])),
    outdir: 'dist',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    mainFields: ['module', 'main'],
    plugins: [environmentCredentials, literalKeys],
    logLevel: 'warning',
  });
}
