// Synthesized stacks as plain values, read back from the files that the CDK wrote: tests judge what is deployed.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Topology } from '../../lib/topology/topology';
import { temporaryFolder } from './folders';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Description?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly terminationProtection: boolean;
  /** Names of the stacks that are deployed before it, as the manifest says, direct ones only. */
  readonly dependencies: readonly string[];
  readonly template: Template;
}

/** By name, in the order of deployment. */
export type Assembly = ReadonlyMap<string, DeployedStack>;

const ROOT = path.join(__dirname, '../..');
const HANDLERS = 'lib/controller/handlers';

/** Stacks name the built handlers; a checkout that was never built gets them here. */
export function buildHandlers(): void {
  const names = readdirSync(path.join(ROOT, HANDLERS)).map((file) => path.basename(file, '.ts'));
  for (const name of names) {
    const outfile = path.join(ROOT, 'dist/handlers', name, 'index.js');
    if (existsSync(outfile)) continue;
    const entry = path.join(ROOT, HANDLERS, `${name}.ts`);
    buildSync({ entryPoints: [entry], bundle: true, platform: 'node', target: 'node24', outfile });
  }
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

interface Artifact {
  readonly type: string;
  readonly environment: string;
  readonly dependencies?: readonly string[];
  readonly properties: { readonly templateFile: string; readonly terminationProtection?: boolean };
}

/** Reads a folder that the CDK wrote. */
export function readAssembly(folder: string): Assembly {
  const artifacts = Object.entries<Artifact>(readJson(path.join(folder, 'manifest.json')).artifacts);
  const stacks = new Map(
    artifacts
      .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
      .map(([name, artifact]): [string, DeployedStack] => {
        const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(artifact.environment) ?? [];
        const { templateFile, terminationProtection = false } = artifact.properties;
        const dependencies = (artifact.dependencies ?? []).filter((dependency) => !dependency.endsWith('.assets'));
        const template: Template = readJson(path.join(folder, templateFile));
        return [name, { name, region, account, terminationProtection, dependencies, template }];
      }),
  );
  return new Map(deployOrder(stacks).map((stack) => [stack.name, stack]));
}

/** Dependencies first; among the stacks that could go next, the order of names. Throws when there is a cycle. */
function deployOrder(stacks: ReadonlyMap<string, DeployedStack>): readonly DeployedStack[] {
  const waiting = new Map([...stacks].sort(([a], [b]) => (a < b ? -1 : 1)));
  const order: DeployedStack[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ dependencies }) => !dependencies.some((name) => waiting.has(name)));
    if (!next) throw new Error(`the stacks ${[...waiting.keys()].join(', ')} depend on each other`);
    waiting.delete(next.name);
    order.push(next);
  }
  return order;
}

/** The CDK notes for each resource by which calls it was made. Nobody reads that here, and it takes a quarter of the time. */
function withoutTraces<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Synthesized now, whatever is kept. The CDK is loaded here and not above: it takes longer than most test files that need it seldom. */
export function assemblyAnew(topology: Topology): Assembly {
  const { synthesize } = require('../../lib/stacks/synthesize') as typeof import('../../lib/stacks/synthesize');
  buildHandlers();
  const folder = temporaryFolder();
  withoutTraces(() => synthesize(topology, folder));
  return readAssembly(folder);
}

/**
 * The assembly of a topology. A run of Jest synthesizes each topology once: what one test file made is kept for the others, in a
 * folder that is gone with the run.
 */
export function assemblyOf(topology: Topology): Assembly {
  const folder = process.env.DETOUR_SYNTHESIZED;
  if (folder === undefined) return assemblyAnew(topology);
  const name = createHash('sha256').update(JSON.stringify(topology)).digest('hex');
  const file = path.join(folder, `${name}.json`);
  if (existsSync(file)) return new Map(readJson(file));
  const assembly = assemblyAnew(topology);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify([...assembly]));
  renameSync(unfinished, file);
  return assembly;
}

/** The stack, which must be there. */
export function stackOf(assembly: Assembly, name: string): DeployedStack {
  const stack = assembly.get(name);
  if (!stack) throw new Error(`no stack ${name} among ${[...assembly.keys()].join(', ')}`);
  return stack;
}

/** A value as one stack reads it from another. */
export interface Read {
  readonly StackName: string;
  readonly Region: string;
  readonly OutputName: string;
}

function gatherReads(value: unknown, found: Read[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Fn::ImportValue') throw new Error('the template imports an export');
    if (key === 'Fn::GetStackOutput') found.push(inner as Read);
    else gatherReads(inner, found);
  }
}

/** Deployments ask the same templates again and again. */
const readsKnown = new WeakMap<object, readonly Read[]>();

/** Everything that the template reads from other stacks. Throws on an export that would lock its producer. */
export function readsOf(template: object): readonly Read[] {
  const known = readsKnown.get(template);
  if (known) return known;
  const found: Read[] = [];
  gatherReads(template, found);
  readsKnown.set(template, found);
  return found;
}

/** Resources of a type, by their construct path below the stack. */
export function byPath(template: Template, type: string): Readonly<Record<string, Resource>> {
  const found = Object.values(template.Resources).filter((resource) => resource.Type === type);
  return Object.fromEntries(found.map((resource) => [pathOf(resource), resource]));
}

export function pathOf(resource: Resource): string {
  return String(resource.Metadata?.['aws:cdk:path'])
    .replace(/^[^/]+\//, '')
    .replace(/\/(Resource|Default)$/, '');
}
