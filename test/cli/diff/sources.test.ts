// What is compared, by what it is called, in repositories that are made for it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sourceHere, sourceNamed } from '../../../lib/cli/diff/sources';
import { topologyName } from '../../../lib/cli/diff/topology-name';
import { temporaryFolder } from '../../support/folders';

const TOPOLOGY = `version: 1
name: acme
sites:
  iad: { kind: aws, region: us-east-1, asn: 64512, cidr: 10.10.0.0/16, vpcs: { core: { cidr: 10.10.0.0/18, azs: 2 } } }
  pdx: { kind: aws, region: us-west-2, asn: 64514, cidr: 10.30.0.0/16, vpcs: { core: { cidr: 10.30.0.0/18, azs: 2 } } }
links:
  iad-pdx: { kind: transit-gateway-peering, between: [iad, pdx], index: 1, cost: 10 }
`;

const cwd = path.join(temporaryFolder(), 'checkout');

function git(...words: readonly string[]): string {
  const who = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example',
  };
  const env = { ...process.env, ...who, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', words, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Writes files, or takes them away, and commits what is then there. */
function commit(files: Readonly<Record<string, string | undefined>>): string {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(cwd, file);
    mkdirSync(path.dirname(target), { recursive: true });
    if (text === undefined) rmSync(target);
    else writeFileSync(target, text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a change');
  return git('rev-parse', 'HEAD');
}

let first = '';
let second = '';

beforeAll(() => {
  mkdirSync(cwd);
  git('init', '--quiet', '--initial-branch', 'main');
  commit({ 'README.md': 'nothing yet' });
  git('tag', 'empty');
  first = commit({ 'topology.yaml': TOPOLOGY });
  git('tag', 'v1');
  commit({ 'topology.yaml': TOPOLOGY.replace('cost: 10', 'cost: 0') });
  git('tag', 'broken');
  second = commit({
    'topology.yaml': undefined,
    'net/backbone.yaml': TOPOLOGY.replace('name: acme', 'name: moved'),
    'cdk.json': JSON.stringify({ context: { topology: 'net/backbone.yaml' } }),
  });
});

function named(role: 'BASE' | 'HEAD', name: string, topology?: string) {
  return sourceNamed(role, name, { cwd, ...(topology === undefined ? {} : { topology }) });
}

function found(name: string, topology?: string) {
  const source = named('BASE', name, topology);
  if (!source.ok || source.value.kind !== 'topology') throw new Error('there is no topology');
  return { ...source.value.named, backbone: source.value.topology.name };
}

function complaint(role: 'BASE' | 'HEAD', name: string, topology?: string) {
  const source = named(role, name, topology);
  return source.ok
    ? undefined
    : source.error.map(({ code, problem, fix, position }) => ({ code, problem, fix, position }));
}

test('of a branch, a tag or a commit it is the topology file that stands there', () => {
  const expected = { kind: 'ref', file: 'topology.yaml', commit: first, backbone: 'acme' };
  expect(found('v1')).toEqual({ name: 'v1', ...expected });
  expect(found(first.slice(0, 10))).toEqual({ name: first.slice(0, 10), ...expected });
});

test('the file of a commit is the one that its own cdk.json names, so that it may move', () => {
  expect(found('main')).toEqual({
    name: 'main',
    kind: 'ref',
    file: 'net/backbone.yaml',
    commit: second,
    backbone: 'moved',
  });
  expect(found('main~2', 'topology.yaml').backbone).toBe('acme');
});

test('a file that is named is read from where the user is', () => {
  const inside = sourceNamed('BASE', 'main', { cwd: path.join(cwd, 'net'), topology: 'backbone.yaml' });
  expect(inside.ok).toBe(true);
});

test('without a name it is the file as it lies there now', () => {
  writeFileSync(path.join(cwd, 'net/backbone.yaml'), TOPOLOGY.replace('name: acme', 'name: edited'));
  const here = sourceHere({ cwd });
  expect(here).toMatchObject({ ok: true, value: { named: { name: 'net/backbone.yaml', kind: 'topology' } } });
  expect(here.ok && here.value.kind === 'topology' && here.value.topology.name).toBe('edited');
  git('checkout', '--quiet', 'net/backbone.yaml');
});

test('a file that is there comes before a commit of the same name, and a template is no topology', () => {
  writeFileSync(path.join(cwd, 'v1'), TOPOLOGY.replace('name: acme', 'name: file'));
  expect(found('v1')).toMatchObject({ kind: 'topology', backbone: 'file' });
  rmSync(path.join(cwd, 'v1'));
  writeFileSync(path.join(cwd, 'template.json'), JSON.stringify({ Resources: {} }));
  expect(named('BASE', 'template.json')).toMatchObject({ ok: true, value: { kind: 'assembly' } });
  rmSync(path.join(cwd, 'template.json'));
});

test('fails where there is neither a file nor a commit of that name, saying how to get one', () => {
  const [issue] = complaint('BASE', 'origin/main') ?? [];
  expect(issue).toMatchObject({ code: 'diff-names-nothing' });
  expect(issue?.fix).toContain('git fetch');
  expect(complaint('HEAD', '--output=x')).toMatchObject([{ code: 'diff-names-nothing' }]);
});

test('fails where a commit has no such file, and says what can be done about it at BASE', () => {
  const [issue] = complaint('BASE', 'empty') ?? [];
  expect(issue).toMatchObject({ code: 'diff-file-absent', problem: 'empty has no topology file topology.yaml' });
  expect(issue?.fix).toContain('--base-empty');
  expect(complaint('HEAD', 'empty')?.[0]?.fix).not.toContain('--base-empty');
});

test('fails with every mistake of a file, with the commit and the place where it stands', () => {
  const [issue, ...more] = complaint('BASE', 'broken') ?? [];
  expect(more).toEqual([]);
  expect(issue?.position).toMatchObject({ file: 'broken:topology.yaml', line: 7 });
});

test('fails outside of a repository', () => {
  const outside = sourceNamed('BASE', 'main', { cwd: temporaryFolder() });
  expect(outside.ok ? [] : outside.error.map(({ code }) => code)).toEqual(['diff-git-unusable']);
});

describe('the name of the topology file', () => {
  it('is the one in the context of cdk.json', () => {
    expect(topologyName('{"context": {"topology": "net.yaml"}}')).toBe('net.yaml');
  });

  it('is topology.yaml where cdk.json is missing, says nothing of it, or is broken', () => {
    for (const text of [undefined, '{}', '{"context": {"topology": 7}}', '{', 'null'])
      expect(topologyName(text)).toBe('topology.yaml');
  });
});
