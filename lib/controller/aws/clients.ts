// How the functions talk to AWS: the SDK waits between its tries, longer each time and by chance, and gives up in time
// for the caller to do without the answer.

interface Patience {
  readonly maxAttempts: number;
  /** Milliseconds until a connection stands, and until a request is answered. */
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
}

/** For calls that others wait for: some 17 s at the most. */
const PATIENT: Patience = { maxAttempts: 3, connectionTimeout: 2_000, requestTimeout: 5_000 };

function configuration({ maxAttempts, connectionTimeout, requestTimeout }: Patience) {
  return {
    retryMode: 'standard',
    maxAttempts,
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  };
}

type Configuration = ReturnType<typeof configuration>;

/** The class of the client is an argument, so that a function's bundle holds no client that it does not use. */
export function newClient<T>(Client: new (config: Configuration) => T, patience: Partial<Patience> = {}): T {
  return new Client(configuration({ ...PATIENT, ...patience }));
}
