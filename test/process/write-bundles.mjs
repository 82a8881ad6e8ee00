// Writes each Lambda function below a folder, as the build makes it of the code as it is now: what lies in `dist/` may have
// been built of other code.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bundleHandlers, ROOT } from '../../.tools/bundles/bundle-handlers.mjs';

const [, , folder] = process.argv;
const { outputFiles } = await bundleHandlers();
for (const { path, contents } of outputFiles) {
  const file = join(folder, relative(join(ROOT, 'dist'), path));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
