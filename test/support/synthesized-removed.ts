// After a run of Jest: the folder that synthesized-once.ts made is gone.

import { rmSync } from 'node:fs';

function remove(): void {
  const { DETOUR_SYNTHESIZED: folder } = process.env;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

// Jest calls the module.
module.exports = remove;
