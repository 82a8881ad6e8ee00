// Pure: a plain value as a written topology. What does not fit the schema is reported, and its entry is left out, so that
// the rules can look at the rest in the same run.

import type * as z from 'zod';
import type { Draft, Path } from '../net/document/draft';
import { explain } from '../net/document/explain';
import { WRITTEN, type Written } from './written';

interface ReadWritten {
  readonly drafts: readonly Draft[];
  /** Without the entries that do not fit the schema; absent when nothing sensible is left. */
  readonly written?: Written;
  readonly left: LeftOut;
}

/** Names that stand in the file but not in `written`: nothing may be concluded from their absence. */
export interface LeftOut {
  readonly sites: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  /** Indexes in the file. */
  readonly flows: ReadonlySet<number>;
  /** Keys of the file's top level that were left out as a whole. */
  readonly sections: ReadonlySet<string>;
}

const NONE: LeftOut = { sites: new Set(), links: new Set(), flows: new Set(), sections: new Set() };

export function readWritten(value: unknown): ReadWritten {
  const first = WRITTEN.safeParse(value);
  if (first.success) return { drafts: [], written: first.data, left: NONE };
  const { issues } = first.error;
  const drafts = explain(WRITTEN, value, issues);
  const pruned = prune(value, issues);
  const second = WRITTEN.safeParse(pruned.value);
  return second.success ? { drafts, written: second.data, left: pruned.left } : { drafts, left: pruned.left };
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes out unknown keys, and the entries or sections that hold other mistakes. */
function prune(value: unknown, issues: readonly z.core.$ZodIssue[]): { value: unknown; left: LeftOut } {
  const names = () => new Set<string>();
  const left = { sites: names(), links: names(), flows: new Set<number>(), sections: names() };
  if (!isTree(value)) return { value, left };
  const root = structuredClone(value);
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) remove(root, [...path, key]);
    else if (path[0] === 'flows' && typeof path[1] === 'number') left.flows.add(path[1]);
    else leaveOut(root, path, left);
  }
  if (Array.isArray(root.flows)) root.flows = root.flows.filter((_, i) => !left.flows.has(i));
  return { value: root, left };
}

/** Stand-ins for what the whole document needs and no rule looks at. */
const STAND_INS: Tree = { version: 1, name: 'unnamed', prefix: 'unnamed' };

function leaveOut(root: Tree, path: Path, left: Record<'sites' | 'links' | 'sections', Set<string>>): void {
  const [section, entry] = path;
  if (typeof section !== 'string') return;
  if (typeof entry === 'string' && (section === 'sites' || section === 'links' || section === 'services')) {
    remove(root, [section, entry]);
    if (section !== 'services') left[section].add(entry);
  } else if (Object.hasOwn(STAND_INS, section)) root[section] = STAND_INS[section];
  else if (section !== 'sites' && section !== 'links') {
    delete root[section];
    left.sections.add(section);
  }
}

function remove(root: Tree, path: Path): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Tree | undefined)?.[step], root);
  if (typeof parent === 'object' && parent !== null) delete (parent as Tree)[path.at(-1) ?? ''];
}
