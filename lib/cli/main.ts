// The command line: runs what is said.

import { EXIT, type Io, terminalIo } from './io';
import { programOf } from './program';

/** Runs one command and sets the exit code: 0 done, 1 the input or the network has a problem, 2 the call was wrong. */
export async function main(argv: readonly string[], io: Io = terminalIo()): Promise<void> {
  try {
    await programOf(io).parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error, io);
  }
}

function exitCodeOf(error: unknown, io: Io): number {
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  io.err(error instanceof Error ? `error: ${error.message}` : String(error));
  return EXIT.problem;
}
