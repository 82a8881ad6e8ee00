// Reads CloudFormation templates that somebody wrote: one file, or every template below a folder; and what stacks of any
// origin need beside their own template: those of nested stacks, and files of parameters.

import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import type { Assembly, StackTemplate } from './assembly';
import { compareText, textField } from './json';
import { withImpliedRegions } from './templates/infer-regions';
import { type Loaded, nestedIn, templatePath, withNested } from './templates/nested';
import { choicesIn, type ParameterChoice, type ReadOptions } from './templates/options';
import { choicesFrom } from './templates/parameter-file';
import { withParameters } from './templates/parameters';
import { isTemplate, looksLikeTemplate, shapeIssues } from './templates/shape';
import { readSource, type Source } from './templates/source';
import { located, stacksFrom, type TemplateFile } from './templates/stacks';

type Read<T> = Result<T, readonly Issue[]>;

/** Stacks as they are found, before anybody says more of them. */
export interface Found extends Assembly {
  /** The folder that paths of nested templates may not leave. */
  readonly root: string;
  /** Documents whose places are known, by file. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Files that the CDK uploads, as paths from their stack's, by the key under which they are found. */
  readonly assets?: ReadonlyMap<string, string>;
}

/** The quota of CloudFormation for a template in S3. */
const MOST_BYTES = 1024 * 1024;
/** Far above what one network takes: keeps a wrong folder, such as a home directory, from being read for ever. */
const MOST_FILES = 5000;
const EXTENSION = /\.(json|ya?ml|template)$/i;

const ACCEPTED =
  'a directory that `cdk synth` wrote, or CloudFormation templates: a file, or a folder of .json, .yaml, .yml and .template files';
const FIX = 'name such a directory or file; `cdk synth` and `detour synth` write cdk.out';

function notAnAssembly(file: string, problem: string, got: string): Issue {
  const position = { file, line: 1, column: 1 };
  return { code: 'verify-not-an-assembly', path: [], problem, got, allowed: ACCEPTED, fix: FIX, position };
}

function unreadable(file: string, error: unknown): Issue {
  return {
    code: 'template-unreadable',
    path: [],
    problem: 'the file cannot be read',
    got: textField(error, 'code') ?? String(error),
    allowed: 'a file that can be read',
    fix: 'check the name and the permissions of the file',
    position: { file, line: 1, column: 1 },
  };
}

function tooLarge(file: string, bytes: number): Issue {
  return {
    code: 'template-too-large',
    path: [],
    problem: 'the file is larger than CloudFormation takes',
    got: `${bytes} bytes`,
    allowed: `at most ${MOST_BYTES} bytes`,
    fix: 'name a template, or split it into nested stacks',
    position: { file, line: 1, column: 1 },
  };
}

function readText(file: string): Read<string> {
  try {
    const { size } = statSync(file);
    return size > MOST_BYTES ? err([tooLarge(file, size)]) : ok(readFileSync(file, 'utf8'));
  } catch (error) {
    return err([unreadable(file, error)]);
  }
}

/** A document, or why it is none. */
function readDocument(file: string): Read<Source> {
  const text = readText(file);
  return text.ok ? readSource(text.value, file) : text;
}

/** A template, with all that is wrong with its form. */
function readTemplate(file: string): Read<Source> {
  const source = readDocument(file);
  if (!source.ok) return source;
  const issues = isTemplate(source.value.value)
    ? shapeIssues(source.value)
    : [notAnAssembly(file, 'the file is no template', 'no Resources')];
  return issues.length > 0 ? err(issues) : source;
}

interface Listing {
  readonly files: string[];
  readonly notes: string[];
}

function isLeftOut(entry: Dirent): boolean {
  return entry.name.startsWith('.') || entry.name === 'node_modules';
}

/** Files that may be templates, folder by folder, in the order of their names. Links to folders are not followed. */
function listFiles(folder: string, into: Listing): void {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !isLeftOut(entry));
  for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
    const full = path.join(folder, entry.name);
    if (into.files.length > MOST_FILES) return;
    if (entry.isSymbolicLink() && statSync(full, { throwIfNoEntry: false })?.isDirectory())
      into.notes.push(`${full} is left out: it is a link to a folder`);
    else if (entry.isDirectory() && existsSync(path.join(full, 'manifest.json')))
      into.notes.push(`${full} is left out: it is an assembly of the CDK; verify it by itself`);
    else if (entry.isDirectory()) listFiles(full, into);
    else if (EXTENSION.test(entry.name)) into.files.push(full);
  }
}

interface Templates {
  readonly sources: Map<string, Source>;
  readonly notes: string[];
  readonly issues: Issue[];
}

/** What is no template is left out with a note; what looks like one and cannot be read is a mistake. */
function readEach(files: readonly string[], { sources, notes, issues }: Templates): void {
  for (const file of files) {
    const text = readText(file);
    const source = text.ok ? readSource(text.value, file) : text;
    if (source.ok && !isTemplate(source.value.value)) notes.push(`${file} is left out: it has no Resources`);
    else if (source.ok) {
      sources.set(file, source.value);
      issues.push(...shapeIssues(source.value));
    } else if (text.ok && looksLikeTemplate(text.value)) issues.push(...source.error);
    else notes.push(`${file} is left out: ${source.error[0]?.problem}`);
  }
}

/** Files that templates of the same folder make nested stacks of; they are no stacks by themselves. */
function nestedFiles(stacks: readonly StackTemplate[]): ReadonlySet<string> {
  const files = stacks.flatMap((stack) =>
    nestedIn(stack).flatMap(([, body]) => {
      const named = templatePath(stack, body);
      return named === undefined ? [] : [path.resolve(path.dirname(stack.file ?? ''), named)];
    }),
  );
  return new Set(files);
}

function stacksIn(root: string, sources: ReadonlyMap<string, Source>): readonly StackTemplate[] {
  const files = [...sources].map(([file, { value }]): TemplateFile => {
    const relative = path.relative(root, file).split(path.sep).join('/');
    return { file, relative, template: value };
  });
  const nested = nestedFiles(stacksFrom(files));
  const outer = files.filter(({ file }) => !nested.has(path.resolve(file)));
  return stacksFrom(outer.length > 0 ? outer : files);
}

function readFolder(folder: string): Read<Found> {
  const listing: Listing = { files: [], notes: [] };
  listFiles(folder, listing);
  if (listing.files.length > MOST_FILES)
    return err([notAnAssembly(folder, 'the folder holds too many files', `more than ${MOST_FILES}`)]);
  const read: Templates = { sources: new Map(), notes: [...listing.notes], issues: [] };
  readEach(listing.files, read);
  if (read.issues.length > 0) return err(read.issues);
  const stacks = stacksIn(folder, read.sources);
  if (stacks.length > 0) return ok({ stacks, notes: read.notes, root: folder, sources: read.sources });
  return err([notAnAssembly(folder, 'there are no templates', read.notes[0] ?? 'no file with such a name')]);
}

/** The templates of one file, or of all files below a folder. */
export function readTemplates(where: string): Read<Found> {
  try {
    if (statSync(where).isDirectory()) return readFolder(where);
  } catch (error) {
    return err([notAnAssembly(where, 'cannot be read', textField(error, 'code') ?? String(error))]);
  }
  const source = readTemplate(where);
  if (!source.ok) return source;
  const root = path.dirname(where);
  const sources = new Map([[where, source.value]]);
  return ok({ stacks: stacksIn(root, sources), root, sources });
}

/** The template of a nested stack, as long as it is below the folder that is read. */
function loader({ root, sources }: Found) {
  return (named: string, from: StackTemplate): Read<Loaded> | undefined => {
    const file = path.join(path.dirname(from.file ?? root), named);
    const inside = path.relative(path.resolve(root), path.resolve(file));
    if (inside.startsWith('..') || path.isAbsolute(inside) || !existsSync(file)) return undefined;
    const known = sources.get(file);
    const source = known ? ok(known) : readTemplate(file);
    return source.ok ? ok({ file, template: source.value.value }) : source;
  };
}

function fileChoices(files: readonly string[]) {
  const choices: ParameterChoice[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const source = readDocument(file);
    const read = source.ok ? choicesFrom(source.value) : { choices: [], issues: source.error };
    choices.push(...read.choices);
    issues.push(...read.issues);
  }
  return { choices, issues };
}

/** What was read, and what is wrong with what is said of it. */
export interface Completed {
  readonly assembly: Assembly;
  readonly issues: readonly Issue[];
  /** What names something that is not there. */
  readonly strangers: readonly Issue[];
}

/** The stacks with all that is said of them, and with those nested in them. */
export function completed(found: Found, options: ReadOptions): Completed {
  const { root: _root, sources, assets, ...assembly } = found;
  const typed = choicesIn(options);
  const filed = fileChoices(options.parameterFiles ?? []);
  const placed = located(found.stacks, typed);
  const given = withParameters(
    placed.stacks,
    [...filed.choices, ...typed.parameters],
    ({ file = '' }, at) => sources.get(file)?.positionOf(at) ?? { file, line: 1, column: 1 },
  );
  const { stacks, issues, notes } = withNested(withImpliedRegions(given.stacks), { load: loader(found), assets });
  const said = [...(found.notes ?? []), ...notes];
  const sorted = [...stacks].sort((a, b) => compareText(a.id, b.id));
  return {
    assembly: { ...assembly, stacks: sorted, ...(said.length > 0 ? { notes: said } : {}) },
    issues: [...typed.issues, ...filed.issues, ...given.issues, ...issues],
    strangers: [...placed.strangers, ...given.strangers],
  };
}
