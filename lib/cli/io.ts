// What a command may say, and how: standard output for results, standard error for progress and complaints.

import { createInterface } from 'node:readline';
import { createColors } from 'picocolors';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Colours for standard output; the identity when it is not a terminal or NO_COLOR is set. */
  readonly colors: ReturnType<typeof createColors>;
  /** Shows what is being done now, in place of what was shown before; nothing where nobody watches. */
  status(text: string): void;
  /** True where people read standard output as it is printed; absent: a file or a program does. */
  readonly isTerminal?: boolean;
  /** Asks whoever sits there, and gives the answer in one line; empty when there is none. Absent: nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
}

/** Back to the first column, and nothing after it (ECMA-48, EL). */
const CLEAR_LINE = '\r\u001b[K';

/**
 * Exit codes of every command.
 *
 *   ok            what was asked for is done, or there was nothing to do
 *   problem       the input or the network has a problem, or something could not be read or written; it is said what
 *   usage         the call was wrong, and nothing was done
 *   refused       an order is not given, because of what it would do or because not enough is known; nothing was written
 *   declined      whoever was asked did not say yes; nothing was written
 *   interrupted   Ctrl-C while it waited for what was ordered; the order stands
 */
export const EXIT = { ok: 0, problem: 1, usage: 2, refused: 3, declined: 4, interrupted: 130 } as const;

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

/** On standard error, so that results can go elsewhere. The end of the input is no answer. */
function askThere(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''));
    lines.once('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

export function terminalIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stopQuietlyWhenUnread(stream);
  const isAnswered = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    ...(isAnswered ? { ask: askThere } : {}),
    isTerminal: process.stdout.isTTY === true,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    colors: createColors(isColoured(process.stdout.isTTY === true, process.env)),
    status: (text) => {
      if (process.stderr.isTTY === true && process.env.CI === undefined) process.stderr.write(`${CLEAR_LINE}${text}`);
    },
  };
}
