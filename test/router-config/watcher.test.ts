// The watcher as it runs: the printed program, real connections over loopback addresses, and a shell that stands for
// vtysh: it keeps the policy of each link in a file, and writes down what it is told.

import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouterConfig, RouterLink } from '../../lib/router-config/router-config';
import { watcherText } from '../../lib/router-config/texts';
import { temporaryFolder } from '../support/folders';

const LIMIT_MS = 20_000;
/** Prints what it keeps; takes a policy for a link; fails while there is a file called `broken`. */
const VTYSH = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> told
test ! -e broken || { echo "bgpd is not running"; exit 1; }
case "$*" in *"show running-config bgpd"*) cat kept; exit 0 ;; esac
for word in "$@"; do
  case "$word" in "neighbor "*" route-map "*" in")
    link="\${word#neighbor }"; link="\${link%% *}"
    grep -v "^ neighbor $link " kept > kept.new; echo " $word" >> kept.new; mv kept.new kept ;;
  esac
done
`;

function link(name: string, number: number, responderPort: number, takeovers: readonly string[]): RouterLink {
  return {
    name,
    kind: 'direct-connect',
    index: number,
    site: 'iad',
    amazonAsn: 64512,
    sessions: [],
    keepaliveSeconds: 10,
    holdSeconds: 30,
    mtu: 8500,
    preferences: [],
    prepends: 0,
    target: { address: `127.0.41.${number}`, port: 7224 },
    probe: { subnet: '127.0.42.0/28', responder: `127.0.42.${number}`, port: responderPort, takeovers },
  };
}

/** Two links, their responders, the shell and the watcher. */
class World {
  readonly folder = temporaryFolder();
  private readonly servers = new Map<string, Server>();
  private readonly ports = new Map<string, number>();
  /** Connections by link. */
  readonly asked = new Map<string, number>();
  private watcher: ChildProcess | undefined;
  private said = '';

  async start(): Promise<void> {
    for (const name of ['a', 'b']) await this.heal(name);
    mkdirSync(this.folder, { recursive: true });
    const shell = join(this.folder, 'vtysh');
    writeFileSync(shell, VTYSH);
    chmodSync(shell, 0o755);
    writeFileSync(this.file('kept'), '');
    writeFileSync(this.file('told'), '');
    const program = this.file('watch.py');
    const text = watcherText('frr', this.config())
      ?.replace('"reread": 30', '"reread": 0.5')
      .replace('"retry": 1', '"retry": 0.05');
    writeFileSync(program, text ?? '');
    this.watcher = spawn('python3', [program], { env: { ...process.env, PATH: `${this.folder}:${process.env.PATH}` } });
    this.watcher.stderr?.on('data', (data) => {
      this.said += data;
    });
  }

  async stop(): Promise<void> {
    const { watcher } = this;
    if (watcher && watcher.exitCode === null) {
      const ended = new Promise((done) => watcher.once('exit', done));
      watcher.kill();
      await ended;
    }
    for (const name of ['a', 'b']) await this.cut(name);
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  private config(): RouterConfig {
    const [a = 0, b = 0] = ['a', 'b'].map((name) => this.ports.get(name));
    return {
      site: 'ord',
      asn: 65010,
      announces: [],
      community: '65010:7224',
      areas: [],
      maximumPrefixes: 100,
      links: [link('a', 1, a, ['b']), link('b', 2, b, ['a'])],
      probing: { intervalMs: 50, timeoutMs: 400, fall: 3, rise: 10, loss: 1 },
    };
  }

  /** The link carries connections to what answers at its far end. */
  async heal(name: string): Promise<void> {
    this.asked.set(name, 0);
    const server = createServer((socket) => {
      this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
      socket.on('error', () => {});
      socket.end();
    });
    const host = `127.0.42.${name === 'a' ? 1 : 2}`;
    await new Promise<void>((done) => server.listen(this.ports.get(name) ?? 0, host, done));
    const address = server.address();
    if (typeof address === 'object' && address) this.ports.set(name, address.port);
    this.servers.set(name, server);
  }

  async cut(name: string): Promise<void> {
    const server = this.servers.get(name);
    this.servers.delete(name);
    if (server) await new Promise((done) => server.close(done));
  }

  /** What the watcher said on standard error. */
  says(): string {
    return this.said;
  }

  /** The policy of a link as the router has it. */
  policy(name: string): string | undefined {
    return new RegExp(`neighbor ${name} route-map (\\S+) in`).exec(readFileSync(this.file('kept'), 'utf8'))?.[1];
  }

  /** Everything that was written on the router, in order. */
  written(): readonly string[] {
    const told = readFileSync(this.file('told'), 'utf8').split('\n');
    return told.flatMap((line) => /route-map (\S+) in/.exec(line)?.[1] ?? []);
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    for (const end = Date.now() + LIMIT_MS; !holds(); await sleep(20))
      if (Date.now() > end)
        throw new Error(`not in time: ${what}; written: ${this.written().join(', ')}; ${this.said}`);
  }

  async rounds(count: number): Promise<void> {
    const before = this.asked.get('a') ?? 0;
    await this.until(`${count} rounds`, () => (this.asked.get('a') ?? 0) >= before + count);
  }
}

describe('the watcher', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());

  it('writes nothing while every link answers', async () => {
    await world.rounds(20);
    expect(world.written()).toEqual([]);
  });

  it('avoids a link that drops data, and prefers it again after enough answers', async () => {
    await world.rounds(5);
    await world.cut('b');
    await world.until('b is avoided', () => world.policy('b') === 'DETOUR-avoid-b');
    expect(world.written()).toEqual(['DETOUR-avoid-b']);
    await world.heal('b');
    await world.until('b is preferred', () => world.policy('b') === 'DETOUR-in-b');
    expect(world.asked.get('b')).toBeGreaterThanOrEqual(10);
    expect(world.written()).toEqual(['DETOUR-avoid-b', 'DETOUR-in-b']);
    expect(readFileSync(world.file('told'), 'utf8')).toContain('clear bgp ipv4 unicast peer-group b soft in');
  });

  it('never gives up the last link', async () => {
    await world.rounds(5);
    await world.cut('b');
    await world.until('b is avoided', () => world.policy('b') === 'DETOUR-avoid-b');
    await world.cut('a');
    await world.until('both are preferred', () => world.policy('b') === 'DETOUR-in-b');
    await sleep(500);
    expect(world.written()).toEqual(['DETOUR-avoid-b', 'DETOUR-in-b']);
  });

  it('puts back what somebody else changed', async () => {
    await world.rounds(5);
    await world.cut('b');
    await world.until('b is avoided', () => world.policy('b') === 'DETOUR-avoid-b');
    writeFileSync(world.file('kept'), ' neighbor b route-map DETOUR-in-b in\n');
    await world.until('b is avoided again', () => world.policy('b') === 'DETOUR-avoid-b');
  });

  it('tries again when the router does not take it', async () => {
    await world.rounds(5);
    writeFileSync(world.file('broken'), '');
    await world.cut('b');
    await world.rounds(10);
    expect(existsSync(world.file('kept')) && world.policy('b')).toBeUndefined();
    rmSync(world.file('broken'));
    await world.until('b is avoided', () => world.policy('b') === 'DETOUR-avoid-b');
  });

  it('takes over what an earlier run left, and restores it', async () => {
    appendFileSync(world.file('kept'), ' neighbor b route-map DETOUR-avoid-b in\n');
    await world.until('b is preferred', () => world.policy('b') === 'DETOUR-in-b');
  });

  it('answers at the target of each link', async () => {
    await world.rounds(1);
    for (const host of ['127.0.41.1', '127.0.41.2']) await expect(answered(host)).resolves.toBe('answered');
  });
});

function answered(host: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ host, port: 7224, timeout: LIMIT_MS }, () => socket.end(() => done('answered')));
    socket.on('error', fail);
  });
}

describe('the watcher at a target that it cannot have yet', () => {
  it('says so once, and answers as soon as it can', async () => {
    const other = createServer((socket) => socket.end());
    await new Promise<void>((done) => other.listen(7224, '127.0.41.1', done));
    const world = new World();
    await world.start();
    try {
      await world.until('it is said', () => world.says().includes('not answering'));
      await sleep(300);
      expect(
        world.says().match(/link a: not answering at 127\.0\.41\.1 port 7224, tried again until it can: /g),
      ).toHaveLength(1);
      await new Promise((done) => other.close(done));
      await world.until('it answers', () => world.says().includes('link a: answering at 127.0.41.1 port 7224'));
      await expect(answered('127.0.41.1')).resolves.toBe('answered');
    } finally {
      other.close();
      await world.stop();
    }
  });
});
