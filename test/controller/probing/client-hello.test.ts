import { createConnection, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { clientHello, isTlsAnswer } from '../../../lib/controller/probing/client-hello';

const RANDOM = new Uint8Array(32).fill(7);
const BARE = clientHello(RANDOM).length;

test.each([0, BARE, BARE + 1, BARE + 4, BARE + 5, 576, 1_500, 8_500, 9_001])(
  'a hello of %i bytes is so long',
  (size) => {
    const hello = clientHello(RANDOM, size);
    const atLeast = Math.max(size, BARE);
    expect(hello.length).toBeGreaterThanOrEqual(atLeast);
    expect(hello.length).toBeLessThan(atLeast + 4);
  },
);

test.each([
  [[22, 3, 3], true],
  [[21, 3, 1], true],
  [[22], true],
  [[22, 9], false],
  [[0x53, 0x53, 0x48], false],
  [[], false],
])('%j begins as TLS does: %s', (bytes, expected) => {
  expect(isTlsAnswer(Uint8Array.from(bytes))).toBe(expected);
});

/** What a TLS server without a certificate says to it: OpenSSL has read it, then, and found nothing to object to. */
async function complaintOf(size: number): Promise<unknown> {
  const server = createServer();
  try {
    return await new Promise((resolve, reject) => {
      server.on('connection', (socket: Socket) => {
        new TLSSocket(socket, { isServer: true }).on('error', resolve);
      });
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') return reject(new Error('no port'));
        const client = createConnection({ host: '127.0.0.1', port: address.port });
        client.on('connect', () => client.write(clientHello(RANDOM, size)));
        client.on('error', reject);
      });
    });
  } finally {
    server.close();
  }
}

test.each([0, 1_500, 8_500])('a TLS server understands a hello of %i bytes', async (size) => {
  expect(await complaintOf(size)).toMatchObject({ code: 'ERR_SSL_NO_SHARED_CIPHER' });
});
