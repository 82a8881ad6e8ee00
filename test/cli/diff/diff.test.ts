import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createColors } from 'picocolors';
import { type DiffOptions, diff } from '../../../lib/cli/diff/diff';
import { trySynthesize } from '../../../lib/stacks/synthesize';
import type { Topology } from '../../../lib/topology/topology';
import { DIFFERENCE } from '../../../lib/verify/diff/difference-schema';
import { temporaryFolder } from '../../support/folders';
import { recordingIo } from '../../support/io';
import { peering, triangle } from '../../support/topologies';

function synthesized(topology: Topology): string {
  const folder = path.join(temporaryFolder(), 'cdk.out');
  const written = trySynthesize(topology, folder, false);
  if (!written.ok) throw new Error('the stacks cannot be built');
  return folder;
}

const risky = peering('iad', 'pdx', 1, { sharedRisks: ['duct'] });
const whole = synthesized(triangle({ links: [risky, peering('iad', 'cmh', 2), peering('cmh', 'pdx', 3)] }));
const cut = synthesized(triangle({ links: [risky, peering('iad', 'cmh', 2)] }));

async function run(base: string, head: string | undefined, options: Partial<DiffOptions> = {}, isTerminal = false) {
  const io = { ...recordingIo(), isTerminal };
  const code = await diff(base, head, { failOn: 'worse', ...options }, io);
  return { code, out: io.printed(), err: io.complained() };
}

test('a change that loses what must survive is worse, with exit code 1, and the other way round it is better', async () => {
  const worse = await run(whole, cut);
  expect(worse.code).toBe(1);
  expect(worse.out.split('\n')[0]).toBe('**Worse**: 6 flows are lost in failures that they must survive');
  const better = await run(cut, whole);
  expect(better.code).toBe(0);
  expect(better.out.split('\n')[0]).toBe('**Better**: 6 flows arrive in failures that lost them before');
});

test('the same templates are no change at all', async () => {
  const { code, out } = await run(whole, whole);
  expect(code).toBe(0);
  expect(out).toContain('**No change at all**: the templates are the same, byte for byte');
});

test('what fails the command is what is asked for', async () => {
  const codes = async (base: string, head: string) =>
    Promise.all((['worse', 'error', 'never'] as const).map(async (failOn) => (await run(base, head, { failOn })).code));
  expect(await codes(whole, cut)).toEqual([1, 1, 0]);
  expect(await codes(cut, cut)).toEqual([0, 1, 0]);
  expect(await codes(cut, whole)).toEqual([0, 0, 0]);
});

test('on a terminal it is text, for programs JSON, and everything only once', async () => {
  const text = await run(whole, cut, {}, true);
  expect(text.out).toContain('Removed: link cmh-pdx');
  expect(text.out).not.toContain('**');
  const json = await run(whole, cut, { json: true }, true);
  const value = DIFFERENCE.parse(JSON.parse(json.out));
  expect(value).toMatchObject({
    verdict: 'worse',
    base: { name: whole, kind: 'assembly', links: 3 },
    head: { links: 2 },
  });
  expect((await run(whole, cut, { json: true })).out).toBe(json.out);
  expect((await run(whole, cut, { format: 'markdown' }, true)).out).toContain('<details>');
});

test('looked at deep, a shared risk fails together with each other link at both sides', async () => {
  const following = async (deep: boolean) => {
    const { lost } = DIFFERENCE.parse(JSON.parse((await run(whole, cut, { json: true, deep })).out));
    const ofRisk = lost.filter(({ scenario }) => scenario.risks.some(({ name }) => name === 'duct'));
    return [...ofRisk, ...lost].reduce((sum, change) => sum + change.following, 0);
  };
  expect(await following(true)).toBeGreaterThan(await following(false));
});

test('a file gets all of it, and only the verdict is said', async () => {
  const file = path.join(temporaryFolder(), 'diff.html');
  const { code, out, err } = await run(whole, cut, { html: true, output: file });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(`Worse: 6 flows are lost in failures that they must survive; more in ${file}`);
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
});

test('a file has no colours, wherever it is written from', async () => {
  const file = path.join(temporaryFolder(), 'diff.txt');
  const io = { ...recordingIo(), colors: createColors(true) };
  await diff(whole, cut, { failOn: 'never', format: 'text', output: file }, io);
  expect(readFileSync(file, 'utf8')).not.toContain('\u001b');
});

test('fails with exit code 1 and everything that is wrong with either side', async () => {
  const { code, out, err } = await run('nowhere/base', 'nowhere/head');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.match(/diff-names-nothing/g)).toHaveLength(2);
  expect(err).toMatch(/^BASE .*\n/m);
  expect(err).toMatch(/^HEAD .*\n/m);
});

test('a broken file at BASE is an empty backbone when that is asked for, and else what is wrong with it is said', async () => {
  const broken = path.join(temporaryFolder(), 'topology.yaml');
  writeFileSync(broken, 'version: 1\n');
  const refused = await run(broken, whole);
  expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: '' });
  const { code, out, err } = await run(broken, whole, { baseEmpty: true });
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe('**New**: 6 flows, and no error');
  expect(err).toContain('BASE cannot be read, so that everything is new');
  expect(err).toContain('topology.yaml:1:1');
});

test('fails where BASE is a mistake of the call, even with --base-empty', async () => {
  const { code, err } = await run('nowhere/base', whole, { baseEmpty: true });
  expect(code).toBe(1);
  expect(err).toContain('diff-names-nothing');
});

test('a new backbone that does not survive what it must is worse', async () => {
  const broken = path.join(temporaryFolder(), 'topology.yaml');
  writeFileSync(broken, 'version: 1\n');
  const { code, out } = await run(broken, cut, { baseEmpty: true });
  expect(code).toBe(1);
  expect(out.split('\n')[0]).toMatch(/^\*\*Worse\*\*: \d+ new errors$/);
  expect(out).toContain('**Single point of failure**: link `iad-cmh`');
});
