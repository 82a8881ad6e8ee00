// Synthesizes the examples and has cfn-lint read their templates, each against the region it is deployed to.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { trySynthesize } from '../../lib/stacks/synthesize';
import { exampleFiles } from '../example-files';
import type { Linted, LintedTemplate, LintFinding } from './verdict';

interface Template {
  readonly example: string;
  readonly file: string;
  readonly region: string;
}

export function lintExamples(command: string): Linted {
  const folder = mkdtempSync(join(tmpdir(), 'detour-cfn-lint-'));
  try {
    const examples = exampleFiles().map(({ file, topology }) => {
      const synthesized = trySynthesize(topology, join(folder, basename(file, '.yaml')));
      return synthesized.ok
        ? { templates: templatesOf(file, synthesized.value.stacks), refused: [] }
        : { templates: [], refused: [`${file} (${synthesized.error.length} reasons)`] };
    });
    const templates = examples.flatMap((example) => example.templates);
    const regions = [...new Set(templates.map(({ region }) => region))].sort();
    return {
      templates: regions.flatMap((region) => lintRegion({ command, folder }, region, templates)),
      refused: examples.flatMap((example) => example.refused),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface StackArtifact {
  readonly templateFullPath: string;
  readonly environment: { readonly region: string };
}

function templatesOf(example: string, stacks: readonly StackArtifact[]): readonly Template[] {
  return stacks.map((stack) => ({ example, file: stack.templateFullPath, region: stack.environment.region }));
}

interface Linter {
  readonly command: string;
  /** Where cfn-lint finds no configuration of the user's. */
  readonly folder: string;
}

/** Warnings are findings too; cfn-lint's own exit code tells nothing more than its report. */
function lintRegion({ command, folder }: Linter, region: string, all: readonly Template[]): readonly LintedTemplate[] {
  const templates = all.filter((template) => template.region === region);
  const files = templates.map(({ file }) => file);
  const words = ['--format', 'json', '--non-zero-exit-code', 'none', '--regions', region, '--', ...files];
  const env = { ...process.env, HOME: folder };
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28, cwd: folder, env } as const;
  const { status, stdout, stderr, error } = spawnSync(command, words, options);
  if (status !== 0) throw new Error(`cfn-lint ended with ${status ?? error}\n${stdout ?? ''}${stderr ?? ''}`);
  const findings = JSON.parse(stdout) as readonly LintFinding[];
  const lost = findings.find(({ Filename }) => !files.includes(Filename));
  if (lost) throw new Error(`cfn-lint reports ${lost.Filename}, which it was not given: ${lost.Message}`);
  return templates.map(({ example, file }) => ({
    example,
    template: basename(file),
    region,
    findings: findings.filter(({ Filename }) => Filename === file),
  }));
}
