// `npm run test:frr`: what is printed for FRR, read by FRR's own parser. One line for each configuration, and at the end
// `frr: N passed, N failed`. Without FRR nothing is read, which is said and is no failure: whoever has no FRR can still work
// here. Everything else that goes wrong is one, a wrong line that the parser takes too.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurations } from './configurations';
import { verdictOn } from './verdict';
import { complaintOf, vtyshIn } from './vtysh';

const SEED = Number(process.env.DETOUR_SEED ?? 20251001);

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function main(): void {
  const vtysh = vtyshIn(process.env);
  if (vtysh === undefined) {
    say(
      'SKIPPED: FRR is not on this machine, so NO CONFIGURATION WAS READ by its parser; on Debian: apt-get install frr',
    );
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'detour-frr-'));
  try {
    const file = join(folder, 'frr.conf');
    const readings = configurations(SEED).map((one) => ({ ...one, complaint: complaintOf(vtysh, file, one.text) }));
    const { lines, passed, failed } = verdictOn(readings);
    say(...lines, `frr: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
