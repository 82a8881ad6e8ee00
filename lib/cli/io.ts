// What a command may say, and how: standard output for results, standard error for progress and complaints.

import { createColors } from 'picocolors';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Colours for standard output; the identity when it is not a terminal or NO_COLOR is set. */
  readonly colors: ReturnType<typeof createColors>;
  /** Shows what is being done now, in place of what was shown before; nothing where nobody watches. */
  status(text: string): void;
}

/** Back to the first column, and nothing after it (ECMA-48, EL). */
const CLEAR_LINE = '\r\u001b[K';

/** Exit codes of every command. */
export const EXIT = { ok: 0, problem: 1, usage: 2 } as const;

/** Who reads our output may have seen enough: that ends the command and is no error. */
function stopQuietlyWhenUnread(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
}

/** As no-color.org and Node have it: a variable without content says nothing, and FORCE_COLOR=0 asks for none. */
export function isColoured(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && !NO_COLOR && TERM !== 'dumb';
}

export function terminalIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stopQuietlyWhenUnread(stream);
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    colors: createColors(isColoured(process.stdout.isTTY === true, process.env)),
    status: (text) => {
      if (process.stderr.isTTY === true && process.env.CI === undefined) process.stderr.write(`${CLEAR_LINE}${text}`);
    },
  };
}
