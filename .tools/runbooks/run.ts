// `npm run test:runbooks`: the commands of the pages in docs/runbooks/, run by bash with the AWS CLI on a twin, each task on
// one of its own. One line for each page, and at the end `runbooks: N passed, N failed`. Without python3, which the AWS CLI
// needs, nothing is run, which is said and is no failure. `-- PAGE …` runs these pages only.

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ALARMS } from '../../lib/net/alarms';
import { environmentIn } from '../python';
import { type PageRun, runPages } from './run-page';

const FOLDER = 'docs/runbooks';
const AWS = {
  name: 'aws',
  folder: join(__dirname, '../../.runbooks'),
  requirements: join(__dirname, 'requirements.txt'),
};

/** Pages mostly wait for what the twin does. */
const AT_ONCE = 6;

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

interface Tally {
  passed: number;
  failed: number;
}

function count(tally: Tally, { page, run, wrong }: PageRun): void {
  if (wrong.length === 0) tally.passed += 1;
  else tally.failed += 1;
  if (wrong.length === 0) say(`ok: ${page} (${run})`);
  else say(`FAILED: ${page}`, ...wrong.map((one) => `  ${one}`));
}

/** Each on a twin of its own. */
async function runGroup(pages: readonly string[], aws: string, tally: Tally): Promise<void> {
  try {
    for await (const run of runPages(pages, aws)) count(tally, run);
  } catch (error) {
    const wrong = [error instanceof Error ? error.message : String(error)];
    count(tally, { page: pages.join(', '), run: 0, wrong });
  }
}

async function runAll(groups: readonly (readonly string[])[], aws: string): Promise<Tally> {
  const waiting = [...groups];
  const tally = { passed: 0, failed: 0 };
  const work = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) await runGroup(group, aws, tally);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tally;
}

/** Tasks change what they find, so that each needs a twin of its own; who looks into an alarm changes nothing. */
function groupsOf(pages: readonly string[]): readonly (readonly string[])[] {
  const alarms = pages.filter((page) => Object.hasOwn(ALARMS, basename(page, '.md')));
  return [...pages.filter((page) => !alarms.includes(page)).map((page) => [page]), alarms];
}

async function main(asked: readonly string[]): Promise<void> {
  const environment = environmentIn(AWS, process.env);
  if (environment.kind === 'no-python') {
    say('SKIPPED: no python3 here makes environments for the AWS CLI, so NO PAGE WAS RUN; install Python 3.10 to 3.14');
    return;
  }
  if (environment.kind === 'failed') throw new Error(`the AWS CLI could not be installed\n${environment.output}`);
  const all = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${FOLDER}/${file}`);
  const { passed, failed } = await runAll(groupsOf(asked.length > 0 ? asked : all), environment.command);
  say(`runbooks: ${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
