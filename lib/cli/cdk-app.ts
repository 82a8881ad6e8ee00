// Detour's own CDK app, as `cdk synth` and `cdk deploy` run it: it judges itself unless the context says otherwise.

import { appFromContext } from '../stacks/app';
import { DetourVerification } from '../verify/cdk-plugin';
import { complain } from './complain';
import { EXIT, type Io } from './io';

/** Synthesizes the app that the context describes; gives the exit code. The CDK says and decides what findings come to. */
export function synthesizeApp(io: Io): number {
  const app = appFromContext(new DetourVerification());
  if (!app.ok) {
    complain(app.error, io);
    return EXIT.problem;
  }
  app.value.synth();
  return EXIT.ok;
}
