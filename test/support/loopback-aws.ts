// A service of AWS on loopback: it records what the SDK sends and answers with what a test gives it, in order. The last
// answer is given again.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackAnswer {
  readonly status?: number;
  readonly body: string;
}

export interface LoopbackRequest {
  readonly target?: string;
  readonly body: string;
}

export class LoopbackAws {
  readonly requests: LoopbackRequest[] = [];
  private answers: readonly LoopbackAnswer[] = [];
  private answered = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const target = request.headers['x-amz-target'];
        const body = Buffer.concat(chunks).toString();
        this.requests.push({ ...(typeof target === 'string' ? { target } : {}), body });
        const answer = this.answers[Math.min(this.answered, this.answers.length - 1)];
        this.answered += 1;
        response.writeHead(answer?.status ?? 200).end(answer?.body);
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

  answer(...answers: readonly LoopbackAnswer[]): void {
    this.answers = answers;
    this.answered = 0;
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
