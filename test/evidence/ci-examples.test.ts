// The examples for continuous integration, run as a runner would run them, against a `gh` and a `curl` that remember.

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { shapeOf } from '../../lib/cli/command-shape';
import { programOf } from '../../lib/cli/program';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

const CI = path.join(__dirname, '../../examples/ci');
const FAKES = path.join(__dirname, 'ci');

interface Step {
  readonly name: string;
  readonly run: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const github: { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> } = parse(
  readFileSync(path.join(CI, 'github-actions.yml'), 'utf8'),
);
const gitlab: Readonly<Record<string, { readonly script?: readonly string[] }>> = parse(
  readFileSync(path.join(CI, 'gitlab-ci.yml'), 'utf8'),
);

const githubSteps = Object.values(github.jobs).flatMap(({ steps }) => steps);
const gitlabScripts = Object.values(gitlab).flatMap((job) => (job.script ? [job.script.join('\n')] : []));

function step(name: string): string {
  const found = githubSteps.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`no step is called ${name}`);
  return found.run;
}

/** A folder of programs that stand before others of their name. */
const bin = temporaryFolder();
for (const name of ['gh', 'curl']) fake(name, `exec '${process.execPath}' '${FAKES}/fake-${name}.cjs' "$@"`);
// `npx --no-install detour …`: what is installed is the fake.
fake('npx', `shift 2; exec '${process.execPath}' '${FAKES}/fake-detour.cjs' "$@"`);

function fake(name: string, line: string): void {
  const file = path.join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}

type Environment = Readonly<Record<string, string>>;

/** As the runner of GitHub runs a step: `bash -e FILE`, and none of our own environment but the path. */
function bash(script: string, cwd: string, environment: Environment = {}): SpawnSyncReturns<string> {
  const file = path.join(temporaryFolder(), 'step.sh');
  writeFileSync(file, script);
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', ...environment };
  return spawnSync('bash', ['-e', file], { cwd, env, encoding: 'utf8' });
}

function succeed(script: string, cwd: string, environment?: Environment): string {
  const { status, stdout, stderr } = bash(script, cwd, environment);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const COMMIT = 'git -c user.name=ann -c user.email=ann@acme.example commit --quiet --all --message';

/** A repository whose last commit merges a change of a topology file, as GitHub makes one for a pull request. */
function repository(at: string): string {
  mkdirSync(at, { recursive: true });
  succeed(
    [
      'git init --quiet --initial-branch=main .',
      'echo before >topology.yaml; git add topology.yaml',
      `${COMMIT} before`,
      'git checkout --quiet -b change; echo after >topology.yaml',
      `${COMMIT} after`,
      'git checkout --quiet main; echo beside >beside; git add beside',
      `${COMMIT} beside`,
      'git -c user.name=ann -c user.email=ann@acme.example merge --quiet --no-ff --message merge change',
      'git config uploadpack.allowAnySHA1InWant true',
    ].join('\n'),
    at,
  );
  return succeed('git rev-parse HEAD', at).trim();
}

/** A checkout with detour installed, as its package is. */
function checkout(): string {
  const folder = temporaryFolder();
  repository(folder);
  cpSync(CI, path.join(folder, 'node_modules/detour/examples/ci'), { recursive: true });
  return folder;
}

function written(name: string, text: string): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('every script of the examples', () => {
  const files = [readFileSync(path.join(CI, 'verify.sh'), 'utf8')];

  it.each([...files, ...githubSteps.map(({ run }) => run), ...gitlabScripts])(
    'is one that bash can read (%#)',
    (text) => {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  it('has nothing of the event put into it, which could say anything', () => {
    expect(githubSteps.map(({ run }) => run).join('\n')).not.toContain('${{');
  });
});

describe('the workflow of GitHub', () => {
  it('gives no job more than it needs, and the one that runs code of the change nothing to write with', () => {
    expect(github.permissions).toEqual({});
    const permissions = Object.fromEntries(Object.entries(github.jobs).map(([name, job]) => [name, job.permissions]));
    expect(permissions).toEqual({ compare: { contents: 'read' }, comment: { 'pull-requests': 'write' } });
    const writing = github.jobs.comment?.steps.map(({ run }) => run).join('\n');
    expect(writing).not.toMatch(/\b(npm|npx|node|git (fetch|clone|checkout)|source)\b/);
  });

  it('checks out the merge with what it goes onto, and keeps no credentials', () => {
    const server = temporaryFolder();
    const sha = repository(path.join(server, 'acme/backbone'));
    const work = temporaryFolder();
    const environment = { TOKEN: 'secret', GITHUB_SERVER_URL: `file://${server}`, GITHUB_REPOSITORY: 'acme/backbone' };
    succeed(step('Check out'), work, { ...environment, GITHUB_SHA: sha });
    expect(readFileSync(path.join(work, 'topology.yaml'), 'utf8')).toBe('after\n');
    expect(succeed('git show HEAD^1:topology.yaml', work)).toBe('before\n');
    expect(readFileSync(path.join(work, '.git/config'), 'utf8')).not.toMatch(/auth|secret/i);
  });

  function compared(environment: Environment) {
    const [output, summary] = [written('output', ''), written('summary', '')];
    const runner = { RUNNER_TEMP: temporaryFolder(), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const run = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/backbone', GITHUB_RUN_ID: '1' };
    const { status } = bash(step('Compare'), checkout(), { ...runner, ...run, ...environment });
    const [, end = '', markdown = ''] =
      /^markdown<<(end-[0-9a-f]{32})\n([\s\S]*)\n\1\n$/.exec(readFileSync(output, 'utf8')) ?? [];
    expect(end).not.toBe('');
    return { status, markdown, summary: readFileSync(summary, 'utf8') };
  }

  it('gives the comparison on, and has it in the summary', () => {
    const FAKE_MARKDOWN = written('diff.md', '## No change in reachability\n');
    const { status, markdown, summary } = compared({ FAKE_MARKDOWN });
    expect({ status, markdown }).toEqual({ status: 0, markdown: '## No change in reachability\n' });
    expect(summary).toBe(markdown);
  });

  it('fails when something gets worse, and gives the comparison on all the same', () => {
    const FAKE_MARKDOWN = written('diff.md', '## Worse: iad to pdx is lost\n');
    const { status, markdown } = compared({ FAKE_MARKDOWN, FAKE_DIFF: '1' });
    expect({ status, markdown }).toEqual({ status: 1, markdown: '## Worse: iad to pdx is lost\n' });
  });

  it('fails when the backbone does not survive what it must, whatever the change does', () => {
    const FAKE_MARKDOWN = written('diff.md', '## No change in reachability\n');
    expect(compared({ FAKE_MARKDOWN, FAKE_SYNTH: '1' }).status).toBe(1);
  });

  it('fails when nothing can be compared, and says what was said', () => {
    const { status, markdown } = compared({ FAKE_DIFF: '1' });
    expect(status).toBe(1);
    expect(markdown).toContain('### Detour could not compare this change');
    expect(markdown).toContain('    called: diff HEAD^1 --topology topology.yaml');
  });

  it('cuts a comparison that no comment holds at a line, and keeps all of it in the summary', () => {
    const lines = Array.from({ length: 4000 }, (_, i) => `- flow ${i} is lost after a failure → none\n`).join('');
    const { markdown, summary } = compared({ FAKE_MARKDOWN: written('diff.md', lines) });
    expect(markdown).toMatch(
      /^\*Cut: all of it is in the summary of \[this run\]\(https:\/\/github\.com\/acme\/.+\)\.\*/,
    );
    expect(Buffer.byteLength(markdown)).toBeLessThan(61_000);
    expect(markdown.trimEnd().split('\n').at(-1)).toMatch(/^- flow \d+ is lost after a failure → none$/);
    expect(summary).toBe(lines);
  });

  const STRANGERS = [
    { id: 1, login: 'ann', body: '<!-- detour: what this change does to the backbone -->\nnot by the workflow' },
    { id: 2, login: 'github-actions[bot]', body: 'coverage: <!-- detour: what this change does to the backbone -->' },
  ];

  function comment(file: string, MARKDOWN: string): readonly { readonly id: number; readonly body: string }[] {
    const event = { GITHUB_REPOSITORY: 'acme/backbone', PULL_REQUEST: '7', GH_TOKEN: 'secret' };
    const environment = { ...event, RUNNER_TEMP: temporaryFolder(), FAKE_COMMENTS: file, MARKDOWN };
    succeed(step('Write the comment'), temporaryFolder(), environment);
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  it('posts one comment, updates it from then on, and touches no other', () => {
    const file = written('comments.json', JSON.stringify(STRANGERS));
    const first = comment(file, 'iad to pdx is lost\n');
    expect(first.slice(0, 2)).toEqual(STRANGERS);
    expect(first).toHaveLength(3);
    expect(first[2]?.body).toContain('iad to pdx is lost');
    const second = comment(file, 'no change in `reachability` $(id) "quoted"\n');
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(second[2]?.body).toContain('no change in `reachability` $(id) "quoted"');
    expect(second[2]?.body).not.toContain('iad to pdx');
  });
});

describe('the jobs of GitLab', () => {
  const script = gitlab['detour:note']?.script?.join('\n') ?? '';

  function note(file: string, markdown: string, environment: Environment) {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'detour.md'), markdown);
    const request = { CI_MERGE_REQUEST_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '7' };
    const api = { CI_API_V4_URL: 'https://gitlab.acme.example/api/v4', FAKE_COMMENTS: file };
    const printed = succeed(script, cwd, { ...request, ...api, ...environment });
    const notes: readonly { readonly body: string }[] = JSON.parse(readFileSync(file, 'utf8'));
    return { printed, notes };
  }

  it('write one note, update it from then on, and find it on a later page', () => {
    const others = Array.from({ length: 130 }, (_, id) => ({ id, system: false, body: `remark ${id}` }));
    const file = written('notes.json', JSON.stringify(others));
    const token = { DETOUR_NOTES_TOKEN: 'secret' };
    const first = note(file, 'iad to pdx is lost\n', token).notes;
    expect(first).toHaveLength(131);
    const second = note(file, 'no change\n', token).notes;
    expect(second).toHaveLength(131);
    expect(second.slice(0, 130)).toEqual(others);
    expect(second[130]?.body).toMatch(/^<!-- detour: .* -->\nno change\n$/);
  });

  it('write nothing without a token, as in a fork, and say so', () => {
    const { printed, notes } = note(written('notes.json', '[]'), 'no change\n', {});
    expect(printed).toContain('the report is an artifact only');
    expect(notes).toEqual([]);
  });
});

describe('the script for any CI', () => {
  const verify = path.join(CI, 'verify.sh');

  it('says to detour what detour understands', () => {
    const { stderr } = bash(`'${verify}' main`, checkout());
    const called = [...stderr.matchAll(/^called: (\w+) (.+)$/gm)].map(([, name = '', words = '']) => ({ name, words }));
    expect(called.map(({ name }) => name)).toEqual(['synth', 'diff']);
    const { commands } = shapeOf(programOf(recordingIo()));
    for (const { name, words } of called) {
      const known = commands.find((command) => command.words.join() === name)?.options.flatMap(({ names }) => names);
      expect(known).toEqual(expect.arrayContaining(words.match(/--[a-z-]+/g) ?? []));
    }
  });

  it('can be executed', () => {
    expect(spawnSync(verify, { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('usage'),
    });
  });

  it('fails a wrong call, and does nothing', () => {
    const cwd = checkout();
    expect(bash(`'${verify}'`, cwd).status).toBe(2);
    expect(bash(`'${verify}' ''`, cwd).status).toBe(2);
    expect(bash(`'${verify}' main report.md more`, cwd).status).toBe(2);
    expect(existsSync(path.join(cwd, 'detour.md'))).toBe(false);
  });

  it('asks what it is told to ask, and writes the report where it is told to', () => {
    const cwd = checkout();
    const environment = {
      TOPOLOGY: 'net/backbone.yaml',
      FAIL_ON: 'never',
      FAKE_MARKDOWN: written('diff.md', 'better\n'),
    };
    const { status, stderr } = bash(`'${verify}' main out.md`, cwd, environment);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^called: synth net\/backbone\.yaml --output .+$/m);
    expect(stderr).toMatch(/^called: diff main --topology net\/backbone\.yaml .*--format markdown --fail-on never$/m);
    expect(readFileSync(path.join(cwd, 'out.md'), 'utf8')).toBe('better\n');
  });
});
