// Reads a cloud assembly from disk: the manifest, nested assemblies, and the template of every stack. What is none is read as
// templates that somebody wrote.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import type { Acknowledgement } from './acknowledgements';
import type { Assembly, StackTemplate } from './assembly';
import { pathsInMetadata, withPaths } from './construct-paths';
import { entriesOf, field, isObject, textField } from './json';
import { acknowledgedInReport, acknowledgedInStack } from './read-acknowledgements';
import { type Completed, completed, type Found, readTemplates } from './read-templates';
import type { ReadOptions } from './templates/options';

const MANIFEST = 'manifest.json';
const REPORT = 'validation-report.json';
const STACK = 'aws:cloudformation:stack';
const NESTED = 'cdk:cloud-assembly';
const ASSETS = 'cdk:asset-manifest';
const MAX_NESTING = 16;

type Read<T> = Result<T, readonly Issue[]>;

const FIX = 'run `cdk synth` or `detour synth` first and name the directory it wrote, by default cdk.out';

function issue(file: string, problem: string, got: string, fix = FIX): Issue {
  const allowed = 'a directory that `cdk synth` wrote';
  return {
    code: 'verify-not-an-assembly',
    path: [],
    problem,
    got,
    allowed,
    fix,
    position: { file, line: 1, column: 1 },
  };
}

function readJson(file: string): Read<unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return err([issue(file, 'cannot be read', textField(error, 'code') ?? String(error))]);
  }
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return err([issue(file, 'is not JSON', String(error), 'synthesize again')]);
  }
}

/** `aws://account/region`, where either may be `unknown-…`. */
function environmentOf(artifact: unknown): { account?: string; region?: string } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textField(artifact, 'environment') ?? '') ?? [];
  return {
    ...(account && account !== 'unknown-account' ? { account } : {}),
    ...(region && region !== 'unknown-region' ? { region } : {}),
  };
}

function given(acknowledgements: readonly Acknowledgement[]) {
  return acknowledgements.length === 0 ? {} : { acknowledgements };
}

/** None where there is no such file: the CDK writes one only when it has something to say. */
function readReport(dir: string) {
  const report = readJson(join(dir, REPORT));
  return given(report.ok ? acknowledgedInReport(report.value) : []);
}

/** Metadata of constructs is beside the manifest; older versions of the CDK have it in there. */
function readMetadata(dir: string, artifact: unknown): unknown {
  const file = textField(artifact, 'additionalMetadataFile');
  if (file === undefined) return field(artifact, 'metadata');
  const metadata = readJson(join(dir, file));
  return metadata.ok ? metadata.value : undefined;
}

function readStack(dir: string, id: string, artifact: unknown): Read<readonly StackTemplate[]> {
  const properties = field(artifact, 'properties');
  const file = textField(properties, 'templateFile');
  if (file === undefined) return err([issue(join(dir, MANIFEST), `stack ${id} names no template file`, 'nothing')]);
  const path = join(dir, file);
  const template = readJson(path);
  if (!template.ok) return template;
  const name = textField(properties, 'stackName') ?? id;
  const metadata = readMetadata(dir, artifact);
  const rest = { ...environmentOf(artifact), ...given(acknowledgedInStack(metadata)) };
  return ok([{ id, name, ...rest, template: withPaths(template.value, pathsInMetadata(metadata)), file: path }]);
}

/** Notes which files are uploaded under which keys. Assets that cannot be read only keep nested stacks from being read. */
function noteAssets(dir: string, artifact: unknown, assets: Map<string, string>): void {
  const manifest = readJson(join(dir, textField(field(artifact, 'properties'), 'file') ?? ''));
  for (const [, file] of manifest.ok ? entriesOf(field(manifest.value, 'files')) : [])
    for (const [, destination] of entriesOf(field(file, 'destinations'))) {
      const [key, path] = [textField(destination, 'objectKey'), textField(field(file, 'source'), 'path')];
      if (key && path) assets.set(key, path);
    }
}

function readArtifact(
  dir: string,
  id: string,
  artifact: unknown,
  depth: number,
  assets: Map<string, string>,
): Read<readonly StackTemplate[]> {
  switch (field(artifact, 'type')) {
    case STACK:
      return readStack(dir, id, artifact);
    case NESTED: {
      const nested = textField(field(artifact, 'properties'), 'directoryName');
      return nested === undefined ? ok([]) : readDirectory(join(dir, nested), depth + 1, assets);
    }
    case ASSETS:
      noteAssets(dir, artifact, assets);
      return ok([]);
    default:
      return ok([]);
  }
}

function readDirectory(dir: string, depth: number, assets: Map<string, string>): Read<readonly StackTemplate[]> {
  const file = join(dir, MANIFEST);
  if (depth > MAX_NESTING) return err([issue(file, 'assemblies are nested too deeply', `more than ${MAX_NESTING}`)]);
  const manifest = readJson(file);
  if (!manifest.ok) return manifest;
  const artifacts = field(manifest.value, 'artifacts');
  if (!isObject(artifacts)) return err([issue(file, 'lists no artifacts', typeof artifacts)]);
  const read = entriesOf(artifacts).map(([id, artifact]) => readArtifact(dir, id, artifact, depth, assets));
  const issues = read.flatMap((r) => (r.ok ? [] : r.error));
  return issues.length > 0 ? err(issues) : ok(read.flatMap((r) => (r.ok ? r.value : [])));
}

/** Every stack that the CDK wrote into `dir`. */
function readCloudAssembly(dir: string): Read<Found> {
  const assets = new Map<string, string>();
  const stacks = readDirectory(dir, 0, assets);
  if (!stacks.ok) return stacks;
  if (stacks.value.length === 0)
    return err([issue(join(dir, MANIFEST), 'has no stacks', 'an assembly without stacks')]);
  return ok({ stacks: stacks.value, root: dir, sources: new Map(), assets, ...readReport(dir) });
}

function readAs(where: string, options: ReadOptions): Read<Completed> {
  const found = existsSync(join(where, MANIFEST)) ? readCloudAssembly(where) : readTemplates(where);
  return found.ok ? ok(completed(found.value, options)) : found;
}

/**
 * Every stack of what is named: a cloud assembly, or templates that somebody wrote, with the stacks nested in them; or
 * everything that keeps them from being read.
 */
export function readAssembly(where: string, options: ReadOptions = {}): Read<Assembly> {
  const read = readAs(where, options);
  if (!read.ok) return read;
  const { assembly, issues, strangers } = read.value;
  const all = [...issues, ...strangers];
  return all.length > 0 ? err(all) : ok(assembly);
}

/** The same where the options are of several assemblies: `strangers` are those that name something which is not in this one. */
export function readOneOfSeveral(where: string, options: ReadOptions): Read<Omit<Completed, 'issues'>> {
  const read = readAs(where, options);
  if (!read.ok) return read;
  const { issues, ...rest } = read.value;
  return issues.length > 0 ? err(issues) : ok(rest);
}
