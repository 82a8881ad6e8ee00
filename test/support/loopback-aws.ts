// A service of AWS on loopback: it records what the SDK sends and answers with what a test gives it, in order, or as a
// test computes it. The last answer is given again.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackAnswer {
  readonly status?: number;
  readonly body: string;
}

/** Nothing is ever said: the request is left open, or its connection is cut. */
type Silence = 'silence' | 'cut';

export interface LoopbackRequest {
  readonly target?: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

type Responder = (request: LoopbackRequest) => LoopbackAnswer | Silence;

export class LoopbackAws {
  readonly requests: LoopbackRequest[] = [];
  private responder: Responder = () => 'cut';

  private constructor(private readonly server: Server) {
    server.on('request', (incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const target = incoming.headers['x-amz-target'];
        const request = {
          ...(typeof target === 'string' ? { target } : {}),
          method: incoming.method ?? '',
          path: incoming.url ?? '',
          body: Buffer.concat(chunks).toString(),
        };
        this.requests.push(request);
        const answer = this.responder(request);
        if (answer === 'cut') incoming.socket.destroy();
        else if (answer !== 'silence') response.writeHead(answer.status ?? 200).end(answer.body);
      });
    });
  }

  static async start(): Promise<LoopbackAws> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LoopbackAws(server);
  }

  /** For a client of the SDK. */
  get config() {
    const { port } = this.server.address() as AddressInfo;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 };
  }

  answer(...answers: (LoopbackAnswer | Silence)[]): void {
    let answered = 0;
    this.answerBy(() => {
      const answer = answers[Math.min(answered, answers.length - 1)];
      answered += 1;
      return answer ?? { body: '' };
    });
  }

  /** Asks the test at each request, when what it sees has happened. */
  answerBy(responder: Responder): void {
    this.responder = responder;
    this.requests.length = 0;
  }

  /** The parameters of requests in the query protocol, without its version. */
  get queries(): readonly Readonly<Record<string, string>>[] {
    return this.requests.map(({ body }) => {
      const { Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
      return parameters;
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
