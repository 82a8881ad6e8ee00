// One of Detour's functions as it was built, in a process of its own: started when it is first invoked, kept for the next
// event, and killed when a test says so. It answers one event at a time.

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';

export interface FunctionSettings {
  readonly name: string;
  /** Path of its bundle. */
  readonly code: string;
  /** As the template sets them, and where AWS is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds of virtual time until Lambda would end it. */
  readonly timeLimitMs: number;
}

/** What an invocation came to: `killed` when its process was. */
export type Invoked =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'killed' };

interface Message {
  readonly ready?: true;
  readonly id?: string;
  readonly result?: unknown;
  readonly error?: string;
}

export class LambdaFunction {
  /** All that was written to its log, and to its error output. */
  readonly log: string[] = [];
  readonly complaints: string[] = [];
  private child: ChildProcess | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly settings: FunctionSettings) {}

  get name(): string {
    return this.settings.name;
  }

  /** After what was asked before. Never rejects. */
  invoke(event: unknown, entry = 'handler'): Promise<Invoked> {
    const next = this.queue.then(() => this.run(event, entry));
    this.queue = next;
    return next;
  }

  /** At once, whatever it is doing. */
  kill(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  /** For good: what was asked and not begun is not begun any more. */
  stop(): void {
    this.isStopped = true;
    this.kill();
  }

  /** Code that does not load is an error of the invocation, as it is to Lambda. */
  private async run(event: unknown, entry: string): Promise<Invoked> {
    if (this.isStopped) return { kind: 'killed' };
    try {
      this.child ??= await this.start();
    } catch (error) {
      return { kind: 'error', error: String(error) };
    }
    if (this.isStopped) this.kill();
    const { child } = this;
    return child ? this.ask(child, event, entry) : { kind: 'killed' };
  }

  private ask(child: ChildProcess, event: unknown, entry: string): Promise<Invoked> {
    const id = randomUUID();
    return new Promise((resolve) => {
      const done = (invoked: Invoked) => {
        child.off('message', answered);
        child.off('exit', died);
        resolve(invoked);
      };
      const died = () => done({ kind: 'killed' });
      const answered = (message: Message) => {
        if (message.id !== id) return;
        done(
          message.error === undefined
            ? { kind: 'result', result: message.result }
            : { kind: 'error', error: message.error },
        );
      };
      if (child.exitCode !== null || child.signalCode !== null) return resolve({ kind: 'killed' });
      child.on('message', answered);
      child.on('exit', died);
      const { name: functionName, timeLimitMs: remainingMs } = this.settings;
      child.send({ id, entry, event, remainingMs, functionName });
    });
  }

  private start(): Promise<ChildProcess> {
    const { code, environment, name } = this.settings;
    const child = fork(path.join(__dirname, 'lambda-runtime.cjs'), [], {
      env: { ...environment, DETOUR_TEST_BUNDLE: code, AWS_LAMBDA_FUNCTION_NAME: name, PATH: process.env.PATH },
      execArgv: [],
      silent: true,
    });
    child.stdout?.on('data', (text: Buffer) => this.log.push(text.toString()));
    child.stderr?.on('data', (text: Buffer) => this.complaints.push(text.toString()));
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${this.complaints.join('')}`)));
    });
  }
}
