import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EXIT } from '../../../lib/cli/io';
import { inPlace } from '../../../lib/cli/live/screen';
import { watch } from '../../../lib/cli/live/watch';
import { recordingIo } from '../../support/io';
import { LIVE_TOPOLOGY } from '../../support/live-twin';

/** Nothing listens there. */
const NOWHERE = { topology: LIVE_TOPOLOGY, endpoint: ['http://127.0.0.1:1'], interval: '1' };
const KEYS = { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' };

beforeAll(() => void Object.assign(process.env, KEYS));
afterAll(() => {
  for (const key of Object.keys(KEYS)) delete process.env[key];
});

describe('a view in place', () => {
  it('clears each line, and what is left of a longer view before', () => {
    expect(inPlace('a\nb', 24)).toBe('\u001b[?7l\u001b[Ha\u001b[K\nb\u001b[K\u001b[J\u001b[?7h');
  });

  it('never has so many lines that the terminal scrolls', () => {
    const text = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    for (const rows of [1, 2, 3, 24, 40, 41]) {
      const lines = inPlace(text, rows).split('\n');
      expect(lines.length).toBeLessThan(Math.max(2, rows));
    }
    expect(inPlace(text, 24)).toContain('… 18 lines more');
  });
});

describe('detour watch', () => {
  it('shows the status again and again, and ends with 0 when it is interrupted', async () => {
    const shown: string[] = [];
    const interruption = new AbortController();
    const show = (text: string) => {
      shown.push(text);
      if (shown.length === 2) interruption.abort();
    };
    const io = recordingIo();
    expect(await watch(NOWHERE, io, { show }, interruption.signal)).toBe(EXIT.ok);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain('cmh: its configuration could not be read');
    expect(io.printed()).toBe('');
  });

  it('says elsewhere what is news, once', async () => {
    const interruption = new AbortController();
    const io = recordingIo();
    const watching = watch(NOWHERE, io, {}, interruption.signal);
    setTimeout(() => interruption.abort(), 5_000);
    await watching;
    const complaints = io.complained().split('\n');
    expect(new Set(complaints).size).toBe(complaints.length);
    expect(io.printed().match(/site iad: unheard/g)).toHaveLength(1);
  });

  it('prints one object for each look with --json', async () => {
    const lines: string[] = [];
    const interruption = new AbortController();
    const out = (line: string) => {
      lines.push(line);
      if (lines.length === 2) interruption.abort();
    };
    await watch({ ...NOWHERE, json: true }, { ...recordingIo(), out }, {}, interruption.signal);
    expect(lines.map((line) => JSON.parse(line).backbone)).toEqual(['acme', 'acme']);
  });

  it('ends with 0 at Ctrl-C, also while sites are being asked that do not answer', async () => {
    const args = ['watch', '--topology', LIVE_TOPOLOGY, '--endpoint', NOWHERE.endpoint[0] ?? ''];
    const child = spawn(process.execPath, ['-r', 'ts-node/register', 'bin/detour.ts', ...args], {
      env: { ...process.env, ...KEYS },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([EXIT.ok, null]);
  });
});
