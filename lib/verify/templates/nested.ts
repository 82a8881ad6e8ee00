// Pure: the stacks that other stacks make. Where a template is a file that is there, it is read; the disk is an argument.

import type { Issue } from '../../net/issue';
import type { Result } from '../../net/result';
import type { Assembly, Given, StackTemplate } from '../assembly';
import { entriesOf, field, textField } from '../json';
import { resolve } from '../resolve';
import { STACK } from '../resolve/stacks';

/** What the CDK says of a resource whose template is an asset. */
const ASSET = 'aws:asset:path';

/** CloudFormation itself allows no more levels than this. */
const MOST_LEVELS = 16;

export interface Loaded {
  readonly file: string;
  readonly template: unknown;
}

/** Reads a path as a template says it, from its own folder; undefined where there is no such file. */
type Load = (path: string, from: StackTemplate) => Result<Loaded, readonly Issue[]> | undefined;

/** A file that the CDK uploads under a key that stands in a URL, however the URL is put together. */
function uploaded(url: unknown, assets: ReadonlyMap<string, string>): string | undefined {
  const text = JSON.stringify(url) ?? '';
  return [...assets].find(([key]) => text.includes(key))?.[1];
}

/** The file that a nested stack is made of, as a path from its parent's; undefined where it is on the network. */
export function templatePath(
  stack: StackTemplate,
  body: unknown,
  assets: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const url = field(field(body, 'Properties'), 'TemplateURL');
  const asset = textField(field(body, 'Metadata'), ASSET) ?? uploaded(url, assets);
  if (asset !== undefined) return asset;
  const assembly: Assembly = { stacks: [stack] };
  const found = resolve({ assembly, stack }, url);
  const path = found.kind === 'literal' ? String(found.value) : undefined;
  return path === undefined || /^[a-z][a-z0-9+.-]*:/i.test(path) ? undefined : path;
}

/** The resources of a stack that make nested ones. */
export function nestedIn(stack: StackTemplate): readonly (readonly [logicalId: string, body: unknown])[] {
  const resources = entriesOf(field(stack.template, 'Resources'));
  return resources.filter(([, body]) => textField(body, 'Type') === STACK);
}

function child(parent: StackTemplate, logicalId: string, body: unknown, { file, template }: Loaded): StackTemplate {
  const given = entriesOf(field(field(body, 'Properties'), 'Parameters'));
  const parameters = Object.fromEntries(
    given.map(([name, value]): [string, Given] => [name, { value, stack: parent.id }]),
  );
  const { region, account } = parent;
  return {
    id: `${parent.id}.${logicalId}`,
    name: `${parent.name}-${logicalId}`,
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    template,
    file,
    parameters,
    parent: { stack: parent.id, logicalId },
  };
}

interface Nested {
  readonly stacks: readonly StackTemplate[];
  readonly issues: readonly Issue[];
  readonly notes: readonly string[];
}

interface Files {
  readonly load: Load;
  readonly assets: ReadonlyMap<string, string> | undefined;
}

/** The stacks, and all that are nested in them. */
export function withNested(stacks: readonly StackTemplate[], files: Files, level = 0): Nested {
  if (level > MOST_LEVELS)
    return { stacks, issues: [], notes: ['stacks are nested too deeply; the innermost are not read'] };
  const notes: string[] = [];
  const issues: Issue[] = [];
  const children: StackTemplate[] = [];
  for (const stack of stacks)
    for (const [logicalId, body] of nestedIn(stack)) {
      const path = templatePath(stack, body, files.assets);
      const loaded = path === undefined ? undefined : files.load(path, stack);
      if (loaded?.ok) children.push(child(stack, logicalId, body, loaded.value));
      else if (loaded) issues.push(...loaded.error);
      else notes.push(`nested stack ${stack.id}.${logicalId} is not read: ${whyNot(path)}`);
    }
  if (children.length === 0) return { stacks, issues, notes };
  const inner = withNested(children, files, level + 1);
  return {
    stacks: [...stacks, ...inner.stacks],
    issues: [...issues, ...inner.issues],
    notes: [...notes, ...inner.notes],
  };
}

function whyNot(path: string | undefined): string {
  return path === undefined
    ? 'its TemplateURL is no file of this folder; download it and name it by a path'
    : `there is no file ${path} beside the template`;
}
