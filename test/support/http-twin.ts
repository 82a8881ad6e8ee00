// The HTTP twin of a test: closed when the test is over, and asked through the real clients of the SDK.

import { EC2Client } from '@aws-sdk/client-ec2';
import { openHttpTwin } from '../../lib/twin/http/open-http-twin';
import { GIVEN } from './contracts/gateway-world';

type HttpTwin = Awaited<ReturnType<typeof openHttpTwin>>;
type HttpTwinOptions = Parameters<typeof openHttpTwin>[0];

interface Closable {
  destroy(): void;
}

interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export interface OpenTwin extends HttpTwin {
  /** Every line of the server's log. */
  readonly logged: readonly string[];
  /** What the constructor of a client takes. */
  config(region: string): ClientConfig;
  ec2(region: string): EC2Client;
  /** A client that is destroyed with the twin. */
  client<T extends Closable>(client: T): T;
}

const open: { readonly twin: HttpTwin; readonly clients: Closable[] }[] = [];

afterEach(async () => {
  for (const { twin, clients } of open.splice(0)) {
    for (const client of clients) client.destroy();
    await twin.close();
  }
});

/** Over the network of the ports' contracts, unless the test gives another. */
export async function openTwin(options: Partial<HttpTwinOptions> = {}): Promise<OpenTwin> {
  const logged: string[] = [];
  const twin = await openHttpTwin({ network: GIVEN, log: (line) => void logged.push(line), ...options });
  const clients: Closable[] = [];
  open.push({ twin, clients });
  const client = <T extends Closable>(made: T): T => {
    clients.push(made);
    return made;
  };
  const config = (region: string): ClientConfig => ({
    endpoint: twin.endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return { ...twin, logged, client, config, ec2: (region) => client(new EC2Client(config(region))) };
}

/** The code of the error with which a call is refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
