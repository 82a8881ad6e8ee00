// Says on stdout, as JSON, what is in each bundle: `[{ handler, minifiedBytes, sourceMapBytes, gzipBytes, inputs }]`, where
// `inputs` has the bytes that each source file has in the bundle, by its path from the repository's root. It bundles anew,
// so that it tells of the sources as they are. The argument is the folder of the handlers, by default Detour's own.

import { basename, dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleHandlers, ROOT } from './bundle-handlers.mjs';

function described(path, { inputs }, contents) {
  return {
    handler: basename(dirname(path)),
    minifiedBytes: contents(path).length,
    sourceMapBytes: contents(`${path}.map`).length,
    gzipBytes: gzipSync(contents(path), { level: 9 }).length,
    inputs: Object.fromEntries(Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput])),
  };
}

const [folder] = process.argv.slice(2);
const { outputFiles, metafile } = await bundleHandlers(folder && resolve(folder));
const byPath = new Map(outputFiles.map((file) => [file.path, file.contents]));
const contents = (path) => byPath.get(resolve(ROOT, path)) ?? Buffer.alloc(0);
const bundles = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.js'));
process.stdout.write(`${JSON.stringify(bundles.map(([path, output]) => described(path, output, contents)))}\n`);
