// A `detour` of which the environment says what `diff` finds: nothing, something worse, or that it cannot compare.

const { readFileSync } = require('node:fs');

const [command, ...words] = process.argv.slice(2);
const { FAKE_SYNTH = '0', FAKE_DIFF = '0', FAKE_MARKDOWN } = process.env;
process.stderr.write(`called: ${[command, ...words].join(' ')}\n`);
if (command === 'synth') process.exitCode = Number(FAKE_SYNTH);
else {
  if (FAKE_MARKDOWN) process.stdout.write(readFileSync(FAKE_MARKDOWN, 'utf8'));
  process.exitCode = Number(FAKE_DIFF);
}
