// One run of Stryker over files of an area, in its own process.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Area } from './areas';
import type { Report } from './mutants';

const ROOT = join(__dirname, '../..');
const SCRATCH = join(ROOT, '.scratch/mutation');

/** What a mutant's tests read, and nothing else is copied for them. */
const READ = ['lib', 'test', 'examples', '.tools/mutation', 'docs'];

/** Jest as the project has it, with the tests of an area as one file. */
function jestConfig(): object {
  const { jest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { globalSetup: _, globalTeardown: __, ...config } = jest;
  return {
    ...config,
    roots: ['<rootDir>/.tools/mutation'],
    testMatch: ['**/area.test.ts'],
    testEnvironment: join(__dirname, 'environment.cjs'),
  };
}

/** `own` is the folder of this run, below the project's. */
function configuration(mutate: readonly string[], own: string): object {
  return {
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: { projectType: 'custom', config: jestConfig(), enableFindRelatedTests: false },
    mutate,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 20_000,
    tempDirName: relative(ROOT, join(own, 'sandboxes')),
    ignorePatterns: ['**', ...READ.map((folder) => `!${folder}/**/*`), '!*.json'],
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: relative(ROOT, join(own, 'report.json')) },
    allowEmpty: false,
  };
}

/** The codes of verification that files name. Absent: none, so that tests of all codes are asked. */
function codesIn(files: readonly string[]): string | undefined {
  const texts = files.map((file) => readFileSync(join(ROOT, file.replace(/:.*/, '')), 'utf8'));
  const codes = new Set(texts.flatMap((text) => text.match(/(?<=')verify-[a-z-]+/g) ?? []));
  return codes.size > 0 ? [...codes].join(',') : undefined;
}

/** What came of the mutants of the files, each with or without a range of lines behind a colon. Throws when Stryker failed; its output is in the terminal already. */
export function reportOn({ folder }: Area, files: readonly string[]): Report {
  mkdirSync(SCRATCH, { recursive: true });
  const own = mkdtempSync(join(SCRATCH, 'run-'));
  const synthesized = mkdtempSync(join(tmpdir(), 'detour-synthesized-'));
  try {
    const [config, report] = [join(own, 'stryker.json'), join(own, 'report.json')];
    writeFileSync(config, JSON.stringify(configuration(files, own)));
    const codes = codesIn(files);
    const asked = codes === undefined ? {} : { DETOUR_MUTATED_CODES: codes };
    const env = { ...process.env, DETOUR_MUTATED: folder, DETOUR_SYNTHESIZED: synthesized, ...asked };
    const { status } = spawnSync('npx', ['stryker', 'run', config], { cwd: ROOT, env, stdio: 'inherit' });
    if (status !== 0) throw new Error(`Stryker ended with ${status}`);
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    for (const made of [own, synthesized]) rmSync(made, { recursive: true, force: true });
  }
}
