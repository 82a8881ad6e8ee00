// Ctrl-C as the end of waiting, which then ends nothing else by itself.

/** What is still asked when nobody waits for it any more may keep the process for so long. */
const GRACE_MS = 1_000;

interface Interruption {
  readonly signal: AbortSignal;
  /** Lets Ctrl-C be what it was. */
  done(): void;
}

/** `code` is the exit code when the process does not come to an end by itself. */
export function interruption(code: number): Interruption {
  const controller = new AbortController();
  const interrupt = () => {
    controller.abort();
    setTimeout(() => process.exit(code), GRACE_MS).unref();
  };
  process.once('SIGINT', interrupt);
  return { signal: controller.signal, done: () => void process.off('SIGINT', interrupt) };
}
