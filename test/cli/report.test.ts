import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ReportOptions, report } from '../../lib/cli/report';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

/** The smallest assembly: one stack with a transit gateway and a VPC. */
function assembly(): string {
  const dir = temporaryFolder();
  const artifacts = {
    alone: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/us-east-1',
      properties: { templateFile: 'alone.json' },
    },
  };
  writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ artifacts }));
  const Resources = {
    Gateway: { Type: 'AWS::EC2::TransitGateway', Properties: {} },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  };
  writeFileSync(path.join(dir, 'alone.json'), JSON.stringify({ Resources }));
  return dir;
}

const dir = assembly();

function run(output: string, options: Partial<ReportOptions> = {}, from = dir) {
  const io = recordingIo();
  const code = report(from, { output, ...options }, io);
  return { code, out: io.printed(), err: io.complained() };
}

it('writes a page, says where, and writes over a report of its own', () => {
  const file = path.join(temporaryFolder(), 'page.html');
  expect(run(file)).toMatchObject({ code: 0, out: '', err: expect.stringMatching(/^wrote .*page\.html \(\d+ kB\)$/) });
  const first = readFileSync(file, 'utf8');
  expect(first).toMatch(/^<!doctype html>\n.*<\/html>\n$/s);
  expect(run(file, { title: 'CHG-1' }).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('<title>CHG-1</title>');
});

it('prints the same page where it is asked to', () => {
  const file = path.join(temporaryFolder(), 'page.html');
  run(file);
  const { code, out, err } = run('-');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(`${out}\n`).toBe(readFileSync(file, 'utf8'));
});

it('fails rather than write over a file that is no report', () => {
  const file = path.join(temporaryFolder(), 'notes.html');
  writeFileSync(file, 'mine');
  expect(run(file)).toMatchObject({ code: 1, err: expect.stringContaining('is no report, so it is left as it is') });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it('fails with the reason where a file cannot be written', () => {
  const file = path.join(temporaryFolder(), 'no-such-folder', 'page.html');
  expect(run(file)).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be written: ENOENT/) });
  expect(run(temporaryFolder()).err).toMatch(/cannot be written: EISDIR/);
});

it('fails when there is no assembly, and writes nothing', () => {
  const file = path.join(temporaryFolder(), 'page.html');
  const { code, err } = run(file, {}, temporaryFolder());
  expect(code).toBe(1);
  expect(err).not.toBe('');
  expect(existsSync(file)).toBe(false);
});
