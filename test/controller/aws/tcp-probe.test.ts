// Real sockets on loopback.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { answerOf, tcpProbe } from '../../../lib/controller/aws/tcp-probe';
import { clientHello } from '../../../lib/controller/probing/client-hello';
import type { ProbeTarget } from '../../../lib/controller/probing/prober-loop';

const HOST = '127.0.0.1';
const FULL_SIZE = 8_500;

/** Below those that Linux gives to listeners, and of this process alone. */
let lastPort = 11_000 + (process.pid % 4_000) * 2;
const nextPort = () => ++lastPort;

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}

async function against<T>(
  serve: (socket: Socket) => void,
  ask: (target: ProbeTarget, server: Server) => Promise<T>,
): Promise<T> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  try {
    return await ask(tcpProbe({ host: HOST, port: portOf(server) }, FULL_SIZE), server);
  } finally {
    server.close();
  }
}

const quiet = (socket: Socket) => void socket.resume();

test('a listener accepts, and sees the connection come from the chosen port and end with a reset', async () => {
  const seen: (number | string | undefined)[] = [];
  const port = nextPort();
  const answer = await against(
    (socket) => {
      seen.push(socket.remotePort);
      socket.resume().on('error', (error: NodeJS.ErrnoException) => seen.push(error.code));
    },
    async (target, server) => {
      const said = await target.connect(port, 500);
      while (seen.length < 2 && server.listening) await new Promise(setImmediate);
      return said;
    },
  );
  expect(answer).toEqual({ kind: 'accepted' });
  expect(seen).toEqual([port, 'ECONNRESET']);
});

test('a port is free again at once, so that nothing piles up', async () => {
  const port = nextPort();
  const answers = await against(quiet, async (target) => {
    const all: string[] = [];
    for (let n = 0; n < 200; n++) all.push((await target.connect(port, 500)).kind);
    return all;
  });
  expect(new Set(answers)).toEqual(new Set(['accepted']));
});

test('a port on which nobody listens refuses', async () => {
  const port = await against(quiet, async (_, server) => portOf(server));
  expect(await tcpProbe({ host: HOST, port }, FULL_SIZE).connect(nextPort(), 500)).toEqual({ kind: 'refused' });
});

test('a source port that is taken is not a miss', async () => {
  const answer = await against(quiet, (target, server) => target.connect(portOf(server), 500));
  expect(answer).toMatchObject({ kind: 'unsent', why: expect.stringMatching(/^EADDR/) });
});

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'refused'],
  ['ENETUNREACH', 'nothing'],
  ['EHOSTUNREACH', 'nothing'],
  ['ETIMEDOUT', 'nothing'],
  ['EADDRINUSE', 'unsent'],
  ['EADDRNOTAVAIL', 'unsent'],
  ['EMFILE', 'unsent'],
])('%s means %s', (code, kind) => {
  expect(answerOf(Object.assign(new Error('connect'), { code }))).toMatchObject({ kind });
});

/** Its queue of connections is full, and it never accepts one: further ones are dropped without a word. */
const BLACK_HOLE = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen({ port: 0, host: '${HOST}', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

test('what drops packets is a miss, after the timeout', async () => {
  const worker = new Worker(BLACK_HOLE, { eval: true });
  try {
    const [port] = await once(worker, 'message');
    const target = tcpProbe({ host: HOST, port }, FULL_SIZE);
    // Connections that stay open fill the queue; the hello is what nobody reads.
    void Promise.all([1, 2, 3].map(() => target.tryFullSize([nextPort(), nextPort()])));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startMs = performance.now();
    expect(await target.connect(nextPort(), 300)).toEqual({ kind: 'nothing' });
    expect(performance.now() - startMs).toBeGreaterThan(290);
  } finally {
    await worker.terminate();
  }
});

describe('the full-size segment', () => {
  const trySize = (serve: (socket: Socket) => void) =>
    against(serve, (target) => target.tryFullSize([nextPort(), nextPort()]));
  const bare = clientHello(new Uint8Array(32)).length;
  const ALERT = Uint8Array.from([21, 3, 3, 0, 2, 2, 40]);

  test('passes when a TLS server answers both hellos, whatever it thinks of them', async () => {
    const serve = (socket: Socket) => void new TLSSocket(socket, { isServer: true }).on('error', () => undefined);
    expect(await trySize(serve)).toBe('passes');
  });

  test('is lost when the short hello is answered and the long one is not', async () => {
    const serve = (socket: Socket) => socket.on('data', ({ length }) => length <= bare && socket.write(ALERT));
    expect(await trySize(serve)).toBe('lost');
  });

  test.each([
    ['greets before it is asked', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n')],
    ['hangs up', (socket: Socket) => socket.end()],
    [
      'hangs up on the long hello',
      (socket: Socket) => socket.on('data', ({ length }) => (length <= bare ? socket.write(ALERT) : socket.destroy())),
    ],
    ['answers in another language', (socket: Socket) => socket.on('data', () => socket.write('500 what?\r\n'))],
  ])('says nothing when the target %s', async (_, serve) => {
    expect(await trySize(serve)).toBe('unknown');
  });

  test('says nothing when nobody is there', async () => {
    const port = await against(quiet, async (_, server) => portOf(server));
    expect(await tcpProbe({ host: HOST, port }, FULL_SIZE).tryFullSize([nextPort(), nextPort()])).toBe('unknown');
  });
});
