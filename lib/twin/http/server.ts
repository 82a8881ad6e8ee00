// An HTTP server on loopback, for nobody but processes of this machine.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { HttpAnswer, HttpRequest } from './http-message';

/** Larger than anything that the services take. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024;

function refusal(status: number, type: string, message: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ __type: type, message }),
  };
}

const TOO_LARGE = refusal(413, 'RequestEntityTooLargeException', 'The request is too large');
const UNREADABLE = refusal(400, 'SerializationException', 'The body is not encoded as its headers say');

/** What was sent, or the answer to it. Of what is too large the rest is read and thrown away, so that there is an answer. */
async function bodyOf(incoming: IncomingMessage): Promise<string | HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (length > LARGEST_BODY_BYTES) return TOO_LARGE;
  return unpacked(Buffer.concat(chunks), incoming.headers['content-encoding']);
}

/** Clients pack what is long. */
function unpacked(body: Buffer, encoding: string | undefined): string | HttpAnswer {
  if (encoding !== 'gzip') return body.toString();
  try {
    return gunzipSync(body, { maxOutputLength: LARGEST_BODY_BYTES }).toString();
  } catch {
    return UNREADABLE;
  }
}

function requestOf({ method = '', url = '/', headers }: IncomingMessage, body: string): HttpRequest {
  const [path = '/', query = ''] = url.split('?', 2);
  const single = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first]];
  });
  return { method, path, query: new URLSearchParams(query), headers: Object.fromEntries(single), body };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

interface LoopbackServer {
  readonly endpoint: string;
  /** Resolves when no connection is left; those that are open are cut. */
  close(): Promise<void>;
}

/**
 * @param answer never rejects
 * @param port 0 for any that is free
 */
export async function startServer(
  answer: (request: HttpRequest) => Promise<HttpAnswer>,
  port: number,
): Promise<LoopbackServer> {
  const server = createServer((incoming, response) => {
    const respond = async () => {
      const body = await bodyOf(incoming);
      send(response, typeof body === 'string' ? await answer(requestOf(incoming, body)) : body);
    };
    // What fails here is the connection: nobody is left to be told.
    respond().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: given } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${given}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
