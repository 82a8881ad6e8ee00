import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumIn } from '../../.tools/browser/chromium';
import { verdictOn } from '../../.tools/browser/verdict';
import { temporaryFolder } from '../support/folders';

describe('the verdict on a page', () => {
  it('passes one of which nothing was found, and one that is bad on purpose and was found so', () => {
    expect(verdictOn({ name: 'a page', found: [] })).toEqual({ passed: true, lines: ['ok: a page'] });
    expect(verdictOn({ name: 'a page', refusedFor: /faint/, found: ['faint text'] })).toEqual({
      passed: true,
      lines: ['ok: a page is refused'],
    });
  });

  it('fails one with what was found', () => {
    expect(verdictOn({ name: 'a page', found: ['one\ntwo'] })).toEqual({
      passed: false,
      lines: ['FAILED: a page', '  one\n  two'],
    });
  });

  it('fails when nothing, or something else, is found of a page that is bad on purpose', () => {
    expect(verdictOn({ name: 'a page', refusedFor: /faint/, found: [] }).passed).toBe(false);
    expect(verdictOn({ name: 'a page', refusedFor: /faint/, found: ['wide'] }).lines).toContain('  wide');
  });
});

describe('npm run test:browser', () => {
  /** The step on a machine with nothing but this in its path. */
  const run = (folder: string) =>
    spawnSync(process.execPath, ['-r', 'ts-node/register', '.tools/browser/run.ts'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: folder },
    });

  it('says aloud that it was skipped where there is no Chromium, and passes', () => {
    const folder = temporaryFolder();
    expect(chromiumIn({ PATH: folder })).toBeUndefined();
    const { status, stdout } = run(folder);
    expect(stdout).toMatch(/^SKIPPED: .* NO PAGE WAS LOOKED AT/);
    expect(stdout).not.toContain('passed');
    expect(status).toBe(0);
  });

  it('fails where the browser does not start', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'chromium'), '#!/bin/sh\nexit 7\n');
    chmodSync(join(folder, 'chromium'), 0o755);
    const { status, stdout, stderr } = run(folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/launch/);
  });
});
