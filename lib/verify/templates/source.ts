// Pure: a file of JSON or YAML as a value in which the place of every part can be looked up.

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import { type SourceText, sourceText } from '../../net/document/source-text';
import type { Issue, Position } from '../../net/issue';
import { err, ok, type Result } from '../../net/result';
import { tagsFrom } from './tags';
import { type Fault, TemplateTree } from './tree';

export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Where the part at a path stands, or the last part on the way to it. */
  positionOf(path: readonly (string | number)[]): Position;
}

const SYNTAX = {
  code: 'template-syntax',
  allowed: 'one well-formed document of JSON, or of YAML with the short forms of CloudFormation',
  fix: 'correct this place first; problems after it may follow from it',
} as const;

const NESTING = {
  code: 'template-nesting',
  problem: 'the file is nested too deeply',
  allowed: 'maps and lists as deep as templates have them',
  fix: 'remove the nesting that does not belong there',
} as const;

/** Deeper than any template that CloudFormation takes, and shallow enough for whatever walks over it. */
const MOST_LEVELS = 150;

function isTooDeep(value: unknown, levels = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels > MOST_LEVELS || Object.values(value).some((inner) => isTooDeep(inner, levels + 1));
}

function issue(source: SourceText, offset: number, fault: Fault): Issue {
  return { path: [], got: source.excerpt(offset), position: source.positionAt(offset), ...fault };
}

/** Undefined where the text is no JSON; then it may still be YAML. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  if (!/^[\s\ufeff]*[[{]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch {
    return undefined;
  }
}

/** Undefined where it is nested so deeply that it cannot be parsed. */
function parseYaml(text: string) {
  try {
    return parseDocument(text, {
      version: '1.1',
      schema: 'yaml-1.1',
      customTags: tagsFrom,
      merge: true,
      uniqueKeys: false,
      prettyErrors: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads one document. The error lists everything that is wrong with it, in the order of the file. */
export function readSource(text: string, file: string): Result<Source, readonly Issue[]> {
  const source = sourceText(text, file);
  const json = parseJson(text);
  if (json && isTooDeep(json.value)) return err([issue(source, 0, NESTING)]);
  if (json) return ok({ file, value: json.value, positionOf: (path) => placeIn(source, contentsOf(text), path) });
  const document = parseYaml(text);
  if (!document) return err([issue(source, 0, NESTING)]);
  const tree = new TemplateTree();
  const value = tree.value(document.contents, 0);
  const syntax = [...document.errors, ...document.warnings].filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const issues = [
    ...syntax.map(({ pos, message }) =>
      issue(source, pos[0], { ...SYNTAX, problem: message.charAt(0).toLowerCase() + message.slice(1) }),
    ),
    ...tree.faults.map(({ offset, ...fault }) => issue(source, offset, fault)),
  ];
  if (issues.length > 0) return err(issues.sort(byPosition));
  return ok({ file, value, positionOf: (path) => placeIn(source, document.contents, path) });
}

function byPosition({ position: a }: Issue, { position: b }: Issue): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function contentsOf(text: string): Node | null {
  return parseYaml(text)?.contents ?? null;
}

/** The key of a map's entry, or the item of a list. */
function partAt(node: Node | null, step: string | number): { at: Node | null; value: Node | null } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step] as Node | undefined;
    return item && { at: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items as Pair<Node, Node | null>[];
  const pair = pairs.find(({ key }) => isScalar(key) && (key.source ?? String(key.value)) === String(step));
  return pair && { at: pair.key, value: pair.value };
}

function placeIn(source: SourceText, root: Node | null, path: readonly (string | number)[]): Position {
  let [at, node] = [root, root];
  for (const step of path) {
    const part = isAlias(node) ? undefined : partAt(node, step);
    if (!part) break;
    at = part.at;
    node = part.value;
  }
  return source.positionAt(at?.range?.[0] ?? 0);
}
