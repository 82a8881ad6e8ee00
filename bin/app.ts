import { complain } from '../lib/cli/complain';
import { EXIT, terminalIo } from '../lib/cli/io';
import { appFromContext } from '../lib/stacks/app';

const app = appFromContext();
if (app.ok) app.value.synth();
else {
  complain(app.error, terminalIo());
  process.exitCode = EXIT.problem;
}
