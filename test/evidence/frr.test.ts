import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurations } from '../../.tools/frr/configurations';
import { type Reading, verdictOn } from '../../.tools/frr/verdict';
import { vtyshIn } from '../../.tools/frr/vtysh';
import { temporaryFolder } from '../support/folders';

const taken: Reading = { name: 'a.txt', wanted: 'taken', complaint: '' };
const refused: Reading = { name: 'a.txt with b', wanted: 'refused', complaint: 'Unknown command' };

describe('the verdict on configurations', () => {
  it('passes what the parser takes, and what it has to refuse and does', () => {
    expect(verdictOn([taken, refused])).toEqual({
      passed: 2,
      failed: 0,
      lines: ['ok: a.txt', 'ok: a.txt with b is refused'],
    });
  });

  it('fails what the parser refuses, with its complaint', () => {
    const complaint = 'exit code 2\nline 7: % Unknown command';
    expect(verdictOn([{ ...taken, complaint }, refused])).toEqual({
      passed: 1,
      failed: 1,
      lines: ['FAILED: a.txt', '  exit code 2', '  line 7: % Unknown command', 'ok: a.txt with b is refused'],
    });
  });

  it('fails when the parser takes a wrong line', () => {
    expect(verdictOn([taken, { ...refused, complaint: '' }])).toMatchObject({ passed: 1, failed: 1 });
  });

  it('fails when nothing wrong was read, or nothing at all', () => {
    expect(verdictOn([taken])).toMatchObject({ passed: 1, failed: 1 });
    expect(verdictOn([])).toMatchObject({ passed: 0, failed: 2 });
  });
});

describe('what the parser of FRR reads', () => {
  it('is every reviewed configuration, generated ones, and some with a wrong line', () => {
    const all = configurations(1);
    const names = (wanted: Reading['wanted']) => all.filter((one) => one.wanted === wanted).map(({ name }) => name);
    expect(names('taken')).toContain('test/router-config/golden/hybrid.frr.txt');
    expect(names('taken').length).toBeGreaterThan(20);
    expect(names('refused').length).toBeGreaterThan(3);
    expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThan(20);
  });
});

describe('npm run test:frr', () => {
  /** The step on a machine with nothing but this in its path. */
  const run = (folder: string) =>
    spawnSync(process.execPath, ['-r', 'ts-node/register', '.tools/frr/run.ts'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: folder },
    });

  it('says aloud that it was skipped where there is no FRR, and passes', () => {
    const folder = temporaryFolder();
    expect(vtyshIn({ PATH: folder })).toBeUndefined();
    const { status, stdout } = run(folder);
    expect(stdout).toMatch(/^SKIPPED: .* NO CONFIGURATION WAS READ/);
    expect(stdout).not.toContain('passed');
    expect(status).toBe(0);
  });

  it('fails where the parser takes everything', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'vtysh'), '#!/bin/sh\n');
    chmodSync(join(folder, 'vtysh'), 0o755);
    const { status, stdout } = run(folder);
    expect(stdout).toMatch(/^frr: \d+ passed, 5 failed$/m);
    expect(status).toBe(1);
  });
});
