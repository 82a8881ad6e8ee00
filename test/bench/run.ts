// `npm run bench`: what verifying takes, how long controllers decide, how long commands and functions take to start, and how
// large functions are, on this machine.
// `-- --json` prints it for programs, `-- --write` writes docs/benchmarks.md as well. It is no test, and fails for nothing.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeBundles } from '../../.tools/bundles/describe';
import { MOST_BYTES } from '../../.tools/bundles/review';
import { commandTimes } from './command-lines';
import { DECISION_BAR_MS, decisionTimes } from './decisions';
import { thisMachine } from './machine';
import { startUp } from './start-up';
import { benchmarksPage, type Results, resultTables } from './texts';
import { VERIFICATION_BAR, verificationCosts } from './verification';

const PAGE = join(__dirname, '../../docs/benchmarks.md');

function results(): Results {
  const machine = thisMachine();
  const bars = { decisionMs: DECISION_BAR_MS, bundleBytes: MOST_BYTES, verification: VERIFICATION_BAR };
  const sizes = describeBundles().map(({ handler, minifiedBytes, gzipBytes }) => ({
    handler,
    minifiedBytes,
    gzipBytes,
  }));
  const [verifications, commands] = [verificationCosts(), commandTimes()];
  return { machine, bars, verifications, decisions: decisionTimes(), commands, startUp: startUp(), sizes };
}

const found = results();
const asJson = process.argv.includes('--json');
process.stdout.write(`${asJson ? JSON.stringify(found, undefined, 2) : resultTables(found)}\n`);
if (process.argv.includes('--write')) writeFileSync(PAGE, benchmarksPage(found));
