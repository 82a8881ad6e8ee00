// `npm run test:browser`: pages of reports as Chromium shows them. One line for each check, and at the end
// `browser: N passed, M failed`. Without Chromium nothing is looked at, which is said and is no failure.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { Check } from './check';
import { READING } from './checks/reading';
import { USING } from './checks/using';
import { chromiumIn, inTab, launch, USUAL } from './chromium';
import { writePages } from './pages';
import { verdictOn } from './verdict';

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

async function looked(browser: Browser, files: ReturnType<typeof writePages>, check: Check): Promise<boolean> {
  const found = await inTab(browser, files[check.page], { ...USUAL, ...check.look }, check.run);
  const { passed, lines } = verdictOn({ ...check, found });
  say(...lines);
  return passed;
}

async function main(): Promise<void> {
  const chromium = chromiumIn(process.env);
  if (chromium === undefined) {
    say('SKIPPED: Chromium is not on this machine, so NO PAGE WAS LOOKED AT; on Debian: apt-get install chromium');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'detour-browser-'));
  const browser = await launch(chromium);
  try {
    const files = writePages(folder);
    let [passed, failed] = [0, 0];
    for (const check of [...READING, ...USING]) {
      if (await looked(browser, files, check)) passed += 1;
      else failed += 1;
    }
    say(`browser: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
