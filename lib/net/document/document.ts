// Pure: YAML text as a plain value in which every part knows where it stands.

import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Issue } from '../issue';
import { err, ok, type Result } from '../result';
import type { Draft, Path } from './draft';
import { type SourceText, sourceText } from './source-text';
import { tooDeepAt } from './yaml-nesting';

interface SourceDocument {
  readonly value: unknown;
  /**
   * The drafts with their positions and what was got, and what is wrong without making the rest unreadable (keys that
   * stand twice), in the order of the file.
   */
  readonly complaints: (drafts: readonly Draft[]) => readonly Issue[];
}

/** A value of the document, with the nodes it came from. */
interface Part {
  readonly value: unknown;
  readonly node: Node | null;
  readonly key?: Node;
  readonly children: ReadonlyMap<string | number, Part>;
}

/** Reads one YAML document. The error lists what makes it unreadable. */
export function readDocument(text: string, file: string): Result<SourceDocument, readonly Issue[]> {
  const source = sourceText(text, file);
  const deep = tooDeepAt(text);
  if (deep !== undefined) return err([fault(source, deep, NESTING)]);
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
    schema: 'core',
  });
  const reader = new TreeReader(source);
  const root = reader.part(document.contents, undefined, []);
  const faults = [...document.errors, ...document.warnings].map((error) =>
    fault(source, error.pos[0], { ...SYNTAX, problem: error.message.charAt(0).toLowerCase() + error.message.slice(1) }),
  );
  if (faults.length + reader.faults.length > 0) return err([...faults, ...reader.faults]);
  const complaints = (drafts: readonly Draft[]) =>
    [...reader.issues, ...drafts.map((draft) => place(source, root, draft))].sort(byPosition);
  return ok({ value: root.value, complaints });
}

function byPosition({ position: a }: Issue, { position: b }: Issue): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}

const NESTING = {
  code: 'document-yaml-nesting',
  problem: 'the file is nested too deeply',
  allowed: 'maps and lists as deep as the format has them, about six levels',
  fix: 'remove the nesting that does not belong there',
} as const;

const SYNTAX = {
  code: 'document-yaml-syntax',
  allowed: 'one well-formed YAML 1.2 document without tags',
  fix: 'correct this place first; problems after it may follow from it',
} as const;

const ALIAS = {
  code: 'document-yaml-alias',
  problem: 'aliases are not supported',
  allowed: 'plain values',
  fix: 'write the value out where it is used, so that a review sees it',
} as const;

type Saying = Pick<Issue, 'code' | 'problem' | 'allowed' | 'fix'>;

function fault(source: SourceText, offset: number, saying: Saying, path: Path = []): Issue {
  return { ...saying, path, got: source.excerpt(offset), position: source.positionAt(offset) };
}

/** Turns nodes into parts and collects what is wrong with them on the way. */
class TreeReader {
  readonly faults: Issue[] = [];
  readonly issues: Issue[] = [];

  constructor(private readonly source: SourceText) {}

  part(node: Node | null, key: Node | undefined, path: Path): Part {
    const own = key === undefined ? { node } : { node, key };
    if (isAlias(node)) this.faults.push(fault(this.source, startOf(node), ALIAS, path));
    if (isMap(node)) return { ...own, ...this.map(node, path) };
    if (!isSeq(node)) return { ...own, value: isScalar(node) ? node.value : null, children: new Map() };
    const children = node.items.map((item, i) => this.part(item as Node, undefined, [...path, i]));
    return { ...own, value: children.map((child) => child.value), children: new Map(children.entries()) };
  }

  private map(node: YAMLMap, path: Path): Pick<Part, 'value' | 'children'> {
    const children = new Map<string | number, Part>();
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      const part = this.part(pair.value, pair.key, [...path, name]);
      const first = children.get(name);
      if (first !== undefined) this.duplicate([...path, name], pair.key, first);
      else if (!isUsableKey(name)) this.unusableKey([...path, name], pair.key);
      else children.set(name, part);
    }
    const value = Object.fromEntries([...children].map(([name, part]) => [name, part.value]));
    return { value, children };
  }

  private duplicate(path: Path, key: Node, first: Part): void {
    const line = this.source.positionAt(startOf(first.key)).line;
    this.issues.push({
      code: 'document-duplicate-key',
      path,
      problem: `the key ${path.at(-1)} stands twice in the same map`,
      got: `${path.at(-1)}, which stands on line ${line} already`,
      allowed: 'each key once',
      fix: 'merge the two entries, or rename one',
      position: this.source.positionAt(startOf(key)),
    });
  }

  private unusableKey(path: Path, key: Node): void {
    const start = startOf(key);
    this.issues.push({
      code: 'document-yaml-key',
      path,
      problem: 'a key cannot be used',
      got: this.source.excerpt(start, key.range?.[1]),
      allowed: `the keys of the format and names of your own, from 1 to ${LONGEST_KEY} characters`,
      fix: 'use another name',
      position: this.source.positionAt(start),
    });
  }
}

const LONGEST_KEY = 100;

/** `__proto__` would not become a property of a plain object. */
function isUsableKey(name: string): boolean {
  return name !== '' && name !== '__proto__' && name.length <= LONGEST_KEY;
}

function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

function isEmpty(node: Node | null): boolean {
  return !node?.range || node.range[0] === node.range[1];
}

/** The part at the path, or the last part on the way to it that exists. */
function find(root: Part, path: Path): { part: Part; found: boolean } {
  let part = root;
  for (const step of path) {
    const child = part.children.get(step);
    if (child === undefined) return { part, found: false };
    part = child;
  }
  return { part, found: true };
}

/** A scalar is pointed at itself; a map or list at its key, because that is what its author looks for. */
function place(source: SourceText, root: Part, { at, ...draft }: Draft): Issue {
  const { part, found } = find(root, draft.path);
  const scalar = found && at !== 'key' && isScalar(part.node) && !isEmpty(part.node);
  const position = source.positionAt(startOf(scalar ? part.node : (part.key ?? part.node)));
  const written = () =>
    isEmpty(part.node) ? 'nothing' : source.excerpt(startOf(part.node), part.node?.range?.[1] ?? 0);
  const got = draft.got ?? (at === 'key' ? String(draft.path.at(-1)) : found ? written() : 'nothing');
  return { ...draft, got, position };
}
