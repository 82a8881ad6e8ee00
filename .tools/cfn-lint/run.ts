// `npm run test:cfn-lint`: every template of every example, read by cfn-lint. One line for each template, and at the end
// `cfn-lint: N passed, N failed`. Without python3 nothing is read, which is said and is no failure: whoever has no Python
// can still work here. Everything else that goes wrong is one, an example that the stacks refuse too.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentIn } from '../python';
import { lintExamples } from './lint';
import { type Accepted, verdictOn } from './verdict';

const CFN_LINT = {
  name: 'cfn-lint',
  folder: join(__dirname, '../../.cfn-lint'),
  requirements: join(__dirname, 'requirements.txt'),
};
const ACCEPTED = join(__dirname, 'accepted.yaml');

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function main(): void {
  const environment = environmentIn(CFN_LINT, process.env);
  if (environment.kind === 'no-python') {
    say(
      'SKIPPED: no python3 here makes environments for cfn-lint, so NO TEMPLATE WAS READ; install Python 3.10 to 3.14 with venv',
    );
    return;
  }
  if (environment.kind === 'failed') throw new Error(`cfn-lint could not be installed\n${environment.output}`);
  const accepted = parse(readFileSync(ACCEPTED, 'utf8')) as readonly Accepted[];
  const { lines, passed, failed } = verdictOn(lintExamples(environment.command), accepted);
  say(...lines, `cfn-lint: ${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
