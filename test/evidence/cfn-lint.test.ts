import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Accepted, type LintFinding, verdictOn } from '../../.tools/cfn-lint/verdict';
import { environmentIn } from '../../.tools/python';
import { temporaryFolder } from '../support/folders';

const TOOL = join(__dirname, '../../.tools/cfn-lint');

const finding = (over: Partial<LintFinding> = {}): LintFinding => ({
  Filename: 'a.template.json',
  Level: 'Warning',
  Message: "'Role' dependency already enforced",
  Location: { Start: { LineNumber: 7 }, Path: ['Resources', 'A', 'DependsOn', 1] },
  Rule: { Id: 'W3005' },
  ...over,
});

const linted = (...findings: readonly LintFinding[]) => ({
  templates: [{ example: 'examples/a.yaml', template: 'a.template.json', region: 'us-east-1', findings }],
  refused: [],
});

const ACCEPTED: Accepted = {
  rule: 'W3005',
  message: 'already enforced$',
  path: '^Resources/\\w+/DependsOn/',
  reason: 'because',
};

describe('the verdict on templates', () => {
  it('passes a template without findings, in one line', () => {
    const lines = ['ok: examples/a.yaml: a.template.json (us-east-1)'];
    expect(verdictOn(linted(), [])).toEqual({ passed: 1, failed: 0, lines });
  });

  it('fails a template with a warning, and says which and where', () => {
    expect(verdictOn(linted(finding()), [])).toEqual({
      passed: 0,
      failed: 1,
      lines: [
        'FAILED: examples/a.yaml: a.template.json (us-east-1)',
        "  warning W3005: 'Role' dependency already enforced (a.template.json:7)",
      ],
    });
  });

  it('passes what is accepted', () => {
    expect(verdictOn(linted(finding()), [ACCEPTED])).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each([
    { on: 'rule', over: { Rule: { Id: 'E3005' } } },
    { on: 'message', over: { Message: 'something else' } },
    { on: 'place', over: { Location: { Start: { LineNumber: 7 }, Path: null } } },
  ])('fails what is accepted with another $on', ({ over }) => {
    expect(verdictOn(linted(finding(), finding(over)), [ACCEPTED])).toMatchObject({ passed: 0, failed: 1 });
  });

  it('fails an example that the stacks refuse, which has nothing to read', () => {
    expect(verdictOn({ ...linted(), refused: ['examples/b.yaml (2 reasons)'] }, [])).toMatchObject({
      passed: 1,
      failed: 1,
      lines: [
        expect.stringMatching(/^ok/),
        'FAILED: examples/b.yaml (2 reasons): the stacks refuse it, so there is nothing to read',
      ],
    });
  });

  it('fails an accepted finding that is not found any more', () => {
    expect(verdictOn(linted(), [ACCEPTED])).toMatchObject({
      passed: 1,
      failed: 1,
      lines: [
        expect.stringMatching(/^ok/),
        expect.stringMatching(/^FAILED: accepted.yaml: W3005 .* not found any more$/),
      ],
    });
  });
});

describe('what is accepted', () => {
  const accepted = parse(readFileSync(join(TOOL, 'accepted.yaml'), 'utf8')) as readonly Accepted[];

  it.each(accepted)('says why $rule is right as it is', ({ message, path, reason }) => {
    expect(reason.length).toBeGreaterThan(60);
    expect(`${message}${path}`).toMatch(/[\^$]/);
  });
});

describe('the environment of Python', () => {
  const program = (folder: string) => ({
    name: 'cfn-lint',
    folder: join(folder, 'made'),
    requirements: join(TOOL, 'requirements.txt'),
  });

  it('fails on a machine without python3 by saying so', () => {
    const folder = temporaryFolder();
    expect(environmentIn(program(folder), { PATH: folder })).toEqual({ kind: 'no-python' });
  });

  it.each([
    ['is older than cfn-lint', 'exit 1'],
    ['has nothing to make an environment with', 'echo "No module named ensurepip" >&2; exit 1'],
  ])('fails with a python3 that %s as without one', (_, script) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'python3'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    expect(environmentIn(program(folder), { PATH: `${folder}:/bin` })).toEqual({ kind: 'no-python' });
  });

  it('pins everything it installs to a hash', () => {
    const requirements = readFileSync(join(TOOL, 'requirements.txt'), 'utf8');
    const packages = [...requirements.matchAll(/^[a-z][\w-]*==\S+.*\n( +--hash=sha256:[0-9a-f]{64}.*\n)*/gm)];
    expect(packages.length).toBeGreaterThan(5);
    expect(packages.filter(([, hash]) => hash === undefined)).toEqual([]);
    expect(requirements).toMatch(new RegExp(`^${readFileSync(join(TOOL, 'requirements.in'), 'utf8').trim()} `, 'm'));
  });
});
