// `detour twin` as a person runs it: a process in one terminal, commands in another, and Ctrl-C.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const LIMIT_MS = 120_000;

/** Colours, and where commands are sent, are as in a terminal of somebody who has set nothing. */
const { AWS_ENDPOINT_URL: _, FORCE_COLOR: __, ...environment } = process.env;

class Terminal {
  private readonly process: ChildProcess;
  private text = '';

  constructor(words: readonly string[]) {
    const command = [path.join(ROOT, 'node_modules/ts-node/dist/bin.js'), 'bin/detour.ts', ...words];
    this.process = spawn(process.execPath, command, { cwd: ROOT, env: environment });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (data) => {
        this.text += data;
      });
  }

  /** Waits until it is said, and gives what was found. */
  async said(wanted: RegExp): Promise<RegExpExecArray> {
    const untilMs = performance.now() + LIMIT_MS;
    for (;;) {
      const found = wanted.exec(this.text);
      if (found) return found;
      if (performance.now() > untilMs || this.process.exitCode !== null)
        throw new Error(`${wanted} is not said:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.process.kill('SIGINT');
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  /** The exit code; null when a signal has ended it. */
  async ended(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }
}

const open: Terminal[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill();
});

function terminal(...words: readonly string[]): Terminal {
  const opened = new Terminal(words);
  open.push(opened);
  return opened;
}

test(
  'a twin runs, a link fails there and is steered around, is healed and used again, and Ctrl-C ends it',
  async () => {
    const twin = terminal('twin', 'examples/backbone.yaml', '--port', '0', '--speed', '60');
    const [, endpoint = ''] = await twin.said(/at (http:\/\/127\.0\.0\.1:\d+), 60 times as fast/);
    expect(await terminal('fault', 'iad-pdx', 'grey', '--endpoint', endpoint).ended()).toBe(0);
    await twin.said(/spokes: pdx over iad-cmh instead of iad-pdx/);
    expect(await terminal('fault', 'iad-pdx', 'heal', '--endpoint', endpoint).ended()).toBe(0);
    await twin.said(/spokes: pdx over iad-pdx instead of iad-cmh/);
    twin.interrupt();
    expect(await twin.ended()).toBe(0);
    await twin.said(/the twin has ended/);
  },
  3 * LIMIT_MS,
);
