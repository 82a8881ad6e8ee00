// Asks a target by TCP connections, from a source port that the caller chooses.
//
//   connect        a handshake; then a reset, so that neither end keeps anything of the connection
//   tryFullSize    a TLS hello, then one padded to the size of the largest packet: its first segment is as large as the
//                  handshake agreed on, and Linux sends it with "don't fragment"
//
// Whatever a hello is answered with begins as TLS does when the target speaks it. An answer to the padded one shows that
// its first segment arrived. Silence shows that it did not, since the same target has just answered the short one.

import { randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import { clientHello, isTlsAnswer } from '../probing/client-hello';
import type { ProbeTarget } from '../probing/prober-loop';
import type { Answer } from '../probing/results';

interface TargetAddress {
  readonly host: string;
  readonly port: number;
}

/** The machine lacks something; anything else that goes wrong was said by the path or the far end. */
const UNSENT = ['EADDRINUSE', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EACCES', 'EPERM'];

/** Long enough for a few retransmissions, so that one lost packet is not a lost size. */
const HELLO_TIMEOUT_MS = 2_000;

type Reply = 'tls' | 'silence' | 'other';

/** Ends a connection without leaving anything behind: a reset when it stands, nothing when it never did. */
function drop(socket: Socket): void {
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

/** One connection, dropped as soon as `settle` was called or `timeoutMs` have passed; then `late` is its outcome. */
function connection<T>(
  to: TargetAddress,
  localPort: number,
  timeoutMs: number,
  late: (socket: Socket) => T,
  watch: (socket: Socket, settle: (outcome: T) => void) => void,
): Promise<T> {
  return new Promise((resolve) => {
    const socket = createConnection({ ...to, localPort, noDelay: true, family: 4 });
    const settle = (outcome: T) => {
      clearTimeout(timer);
      resolve(outcome);
      drop(socket);
    };
    const timer = setTimeout(() => settle(late(socket)), timeoutMs);
    watch(socket, settle);
  });
}

/** What a connection that fails says. An ICMP error comes from somewhere on the path: the far end was not reached. */
export function answerOf(error: NodeJS.ErrnoException): Answer {
  const code = error.code ?? error.message;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return { kind: 'refused' };
  return UNSENT.includes(code) ? { kind: 'unsent', why: code } : { kind: 'nothing' };
}

function connect(to: TargetAddress, sourcePort: number, timeoutMs: number): Promise<Answer> {
  const late = (): Answer => ({ kind: 'nothing' });
  return connection(to, sourcePort, timeoutMs, late, (socket, settle) => {
    socket.once('connect', () => settle({ kind: 'accepted' }));
    socket.on('error', (error) => settle(answerOf(error)));
  });
}

/** What a hello is answered with. A connection that does not come about, or is closed without a word, says nothing. */
function askHello(to: TargetAddress, sourcePort: number, size: number): Promise<Reply> {
  const late = (socket: Socket): Reply => (socket.connecting ? 'other' : 'silence');
  return connection(to, sourcePort, HELLO_TIMEOUT_MS, late, (socket, settle) => {
    socket.once('connect', () => socket.write(clientHello(randomBytes(32), size)));
    socket.once('data', (bytes) => settle(isTlsAnswer(bytes) ? 'tls' : 'other'));
    socket.once('end', () => settle('other'));
    socket.on('error', () => settle('other'));
  });
}

/** `fullSizeBytes` is the size of the largest packet that the link should carry. */
export function tcpProbe(to: TargetAddress, fullSizeBytes: number): ProbeTarget {
  return {
    connect: (sourcePort, timeoutMs) => connect(to, sourcePort, timeoutMs),
    tryFullSize: async ([first, second]) => {
      if ((await askHello(to, first, 0)) !== 'tls') return 'unknown';
      const reply = await askHello(to, second, fullSizeBytes);
      if (reply === 'other') return 'unknown';
      return reply === 'tls' ? 'passes' : 'lost';
    },
  };
}
