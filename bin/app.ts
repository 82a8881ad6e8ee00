import { synthesizeApp } from '../lib/cli/cdk-app';
import { EXIT, terminalIo } from '../lib/cli/io';

const code = synthesizeApp(terminalIo());
if (code !== EXIT.ok) process.exitCode = code;
