// Before a run of Jest: a folder for what its test files synthesize, so that they find what another one made (assembly.ts).

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

function prepare(): void {
  process.env.DETOUR_SYNTHESIZED = mkdtempSync(path.join(tmpdir(), 'detour-synthesized-'));
}

// Jest calls the module.
module.exports = prepare;
