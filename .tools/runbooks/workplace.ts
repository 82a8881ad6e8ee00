// Where a person works at a terminal beside a twin: a folder with a topology file, and programs by the names that pages use.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DETOUR } from './practice';

const ROOT = join(__dirname, '../..');
const EXAMPLE = join(ROOT, 'examples/hybrid.yaml');

/** So that what is healed is given back while somebody looks on. */
const HOLD_DOWN: readonly [RegExp, string] = [/holdDown: 5m/, 'holdDown: 20s'];

/** The programs by the names that pages call them by. */
export function programsIn(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'detour'), `#!/bin/sh\nexec '${process.execPath}' '${DETOUR}' "$@"\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  return bin;
}

/** Where a person works: the topology file is there, and the examples. */
export function workplaceIn(folder: string): string {
  const place = join(folder, 'work');
  mkdirSync(place);
  writeFileSync(join(place, 'topology.yaml'), readFileSync(EXAMPLE, 'utf8').replace(...HOLD_DOWN));
  symlinkSync(join(ROOT, 'examples'), join(place, 'examples'));
  return place;
}

/** What a shell has to know to reach the twin, and not AWS. */
export function environmentOf(bin: string, endpoint: string): NodeJS.ProcessEnv {
  return {
    PATH: [bin, process.env.PATH ?? ''].join(delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'twin',
    AWS_SECRET_ACCESS_KEY: 'twin',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
