// What is compared, by what it was called: a directory or templates that were synthesized, a topology file, or a commit of
// the repository. Topologies are synthesized with today's code, which is what would be deployed.

import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Issue } from '../../net/issue';
import { err, ok, type Result } from '../../net/result';
import { loadTopology } from '../../topology/load';
import { parseTopology } from '../../topology/parse';
import type { Topology } from '../../topology/topology';
import type { Assembly } from '../../verify/assembly';
import type { Named } from '../../verify/diff/compare';
import { readOneOfSeveral } from '../../verify/read-assembly';
import type { ReadOptions } from '../../verify/templates/options';
import { looksLikeTemplate } from '../../verify/templates/shape';
import { commitOf, fileAt } from './git';
import { topologyName } from './topology-name';

type Role = 'BASE' | 'HEAD';

export type Source =
  | {
      readonly kind: 'assembly';
      readonly named: Named;
      readonly assembly: Assembly;
      /** What is said of templates and names nothing in these. */
      readonly strangers: readonly Issue[];
    }
  | { readonly kind: 'topology'; readonly named: Named; readonly topology: Topology };

type Found = Result<Source, readonly Issue[]>;

export interface Where {
  /** Where the user is. */
  readonly cwd: string;
  /** The topology file of commits; absent: the one that cdk.json names there. */
  readonly topology?: string;
  /** What is said of templates. */
  readonly templates?: ReadOptions;
}

const ALLOWED = 'a cloud assembly, a topology file, or a branch, tag or commit';

function issue(code: Issue['code'], role: Role, problem: string, got: string, fix: string): Issue {
  return { code, path: [role], problem, got, allowed: ALLOWED, fix };
}

function fromAssembly(name: string, dir: string, { templates = {} }: Where): Found {
  const read = readOneOfSeveral(dir, templates);
  return read.ok ? ok({ kind: 'assembly', named: { name, kind: 'assembly' }, ...read.value }) : read;
}

function fromFile(name: string, file: string): Found {
  const topology = loadTopology(file);
  return topology.ok ? ok({ kind: 'topology', named: { name, kind: 'topology' }, topology: topology.value }) : topology;
}

function fromCommit(role: Role, name: string, commit: string, { cwd, topology }: Where): Found {
  const file = topology ?? topologyName(fileAt(commit, 'cdk.json', cwd));
  const text = fileAt(commit, file, cwd);
  if (text === undefined)
    return err([
      issue(
        'diff-file-absent',
        role,
        `${name} has no topology file ${file}`,
        `commit ${commit.slice(0, 12)}`,
        role === 'BASE'
          ? 'name the file that it has with --topology, or compare with an empty backbone with --base-empty'
          : 'name the file that it has with --topology',
      ),
    ]);
  const parsed = parseTopology(text, `${name}:${file}`);
  if (!parsed.ok) return parsed;
  return ok({ kind: 'topology', named: { name, kind: 'ref', commit, file }, topology: parsed.value });
}

const FETCH = 'check the name; a checkout of CI has often no other commits, so fetch it first: git fetch origin NAME';

/** A file from where this process is: as the user typed it, unless that is elsewhere. */
function asTyped(name: string, { cwd }: Where): string {
  return path.relative(process.cwd(), path.resolve(cwd, name)) || '.';
}

/** Reads what is called `name`: a directory and a file come before a commit of the same name. */
export function sourceNamed(role: Role, name: string, where: Where): Found {
  const file = asTyped(name, where);
  if (existsSync(file)) {
    const stat = statSync(file);
    if (stat.isDirectory() || (stat.isFile() && looksLikeTemplate(readFileSync(file, 'utf8'))))
      return fromAssembly(name, file, where);
    return fromFile(name, file);
  }
  const commit = commitOf(name, where.cwd);
  if (commit.ok) return fromCommit(role, name, commit.value, where);
  const { error } = commit;
  if (error.kind === 'unknown')
    return err([issue('diff-names-nothing', role, 'there is no directory, file or commit of that name', name, FETCH)]);
  const fix = 'name a directory or a file that exists, or call detour in a checkout of the repository';
  return err([
    issue('diff-git-unusable', role, `there is no directory or file ${name}, and git cannot be asked`, error.why, fix),
  ]);
}

/** The topology file as it lies there now. */
export function sourceHere(where: Where): Found {
  const settings = asTyped('cdk.json', where);
  const name = where.topology ?? topologyName(existsSync(settings) ? readFileSync(settings, 'utf8') : undefined);
  return fromFile(name, asTyped(name, where));
}
