// What a user gets: the package is packed, installed into an empty project, and used there.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies, name, version } from '../../package.json';

const ROOT = join(__dirname, '../..');
const TARBALL = `${name}-${version}.tgz`;

const USE = `import { join } from 'node:path';
import { loadTopology, SiteStack, synthesize, type Topology } from 'detour';

const loaded = loadTopology(join('examples', 'backbone.yaml'));
export const topology: Topology | undefined = loaded.ok ? loaded.value : undefined;
export const entries: readonly unknown[] = [SiteStack, synthesize];
// @ts-expect-error a topology is not a number
export const wrong: number = topology;
`;

let project: string;

function run(command: string, args: readonly string[], cwd = project): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`);
  }
}

/** Packs as `npm publish` does, `prepare` included, and installs with the peers that the tests use. */
beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'detour-pack-')));
  run('npm', ['pack', '--pack-destination', project], ROOT);
  const { 'aws-cdk-lib': cdk, constructs, '@types/node': types } = devDependencies;
  const dependencies = { [name]: `file:${TARBALL}`, 'aws-cdk-lib': cdk, constructs, '@types/node': types };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, dependencies }));
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund']);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed package', () => {
  it('holds what was built and its documents, and neither sources nor tests', () => {
    const files = run('tar', ['-tzf', TARBALL]).trim().split('\n');
    const expected = /^package\/((dist|examples|docs)\/.+|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /\.ts$/.test(file) && !/\.d\.ts$/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/CHANGELOG.md']));
  });

  it('brings one bundle for every handler', () => {
    const sources = readdirSync(join(ROOT, 'lib/controller/handlers')).filter((file) => file.endsWith('.ts'));
    const bundles = readdirSync(join(project, 'node_modules', name, 'dist/handlers'));
    expect(bundles.sort()).toEqual(sources.map((file) => file.replace(/\.ts$/, '')).sort());
  });

  it('can be required', () => {
    const code = `process.stdout.write(Object.keys(require('${name}')).join())`;
    const exports = run(process.execPath, ['-e', code]).split(',');
    expect(exports).toEqual(expect.arrayContaining(['loadTopology', 'SiteStack', 'synthesize', 'SteeringPrefixList']));
  });

  it('gives its types to a strict TypeScript project', () => {
    writeFileSync(join(project, 'use.ts'), USE);
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2022'];
    expect(run(process.execPath, [compiler, ...options, '--types', 'node', 'use.ts'])).toBe('');
  });

  it('puts the command line on the path', () => {
    expect(run('npx', ['--no-install', 'detour', '--help'])).toMatch(/rehearse/);
    expect(run('npx', ['--no-install', 'detour', '--version']).trim()).toBe(version);
  });

  it('has what the commands about a running backbone load', () => {
    const command = [
      '--no-install',
      'detour',
      'status',
      '--topology',
      join('node_modules', name, 'examples/backbone.yaml'),
    ];
    const { status, stdout, stderr } = spawnSync('npx', [...command, '--endpoint', 'http://127.0.0.1:9'], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' },
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 1, said: expect.stringContaining('ECONNREFUSED') });
    expect(stderr).not.toContain('Cannot find module');
  });

  it('does not load the CDK to print its help', () => {
    const command = join(project, 'node_modules', name, 'dist/bin/detour.js');
    const report = `Object.keys(require.cache).filter((file) => /node_modules.(aws-cdk-lib|constructs|@aws-sdk)/.test(file)).length`;
    const code = `process.argv.push('--help');
      process.on('exit', () => process.stdout.write('loaded: ' + ${report}));
      require(${JSON.stringify(command)});`;
    expect(run(process.execPath, ['-e', code, command])).toMatch(/^Usage: detour.*loaded: 0$/s);
  });
});
