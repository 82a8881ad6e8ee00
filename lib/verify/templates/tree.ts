// Pure: nodes of YAML as plain values: short forms as long ones, aliases as what they stand for, keys as they are written.

import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Issue } from '../../net/issue';
import { isObject } from '../json';
import { longForm, SHORT_FORMS } from './tags';

/** What is wrong, without its place. */
export type Fault = Pick<Issue, 'code' | 'problem' | 'allowed' | 'fix'> & Partial<Pick<Issue, 'got'>>;

/** Values that may be made of a file, counting what aliases repeat: keeps one of a few lines from filling the memory. */
const MOST_VALUES = 200_000;
const MOST_LEVELS = 150;

const TAG: Fault = {
  code: 'template-tag',
  problem: 'a tag is no function of CloudFormation',
  allowed: SHORT_FORMS.join(' '),
  fix: 'correct the tag, or write the value without one',
};

const CIRCLE: Fault = {
  code: 'template-alias',
  problem: 'an alias stands inside what it stands for',
  allowed: 'aliases of what stands before them',
  fix: 'write the value out where it is used',
};

const BOMB: Fault = {
  code: 'template-alias',
  problem: 'aliases make the file too large',
  allowed: `at most ${MOST_VALUES} values`,
  fix: 'write fewer aliases of aliases',
};

const DEEP: Fault = {
  code: 'template-nesting',
  problem: 'the file is nested too deeply',
  allowed: `at most ${MOST_LEVELS} levels`,
  fix: 'remove the nesting that does not belong there',
};

const KEY: Fault = {
  code: 'template-syntax',
  problem: 'a key cannot be used',
  allowed: 'a text of its own, other than __proto__',
  fix: 'use another name',
};

/** Turns nodes into values and collects what is wrong with them on the way. */
export class TemplateTree {
  readonly faults: (Fault & { readonly offset: number })[] = [];
  private values = 0;
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();

  value(node: Node | null, level: number): unknown {
    if (!node || this.isTooMuch(node, level)) return null;
    if (isAlias(node)) return this.aliased(node, level);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    const value = this.tagged(node, this.plain(node, level + 1));
    this.open.delete(node);
    return value;
  }

  private plain(node: Node, level: number): unknown {
    if (isMap(node)) return this.map(node, level);
    if (isSeq(node)) return node.items.map((item) => this.value(item as Node | null, level));
    return isScalar(node) ? node.value : null;
  }

  private tagged(node: Node, value: unknown): unknown {
    const { tag } = node;
    if (tag === undefined || !tag.startsWith('!') || tag === '!') return value;
    const long = longForm(tag, value);
    if (long === undefined) this.fault(node, { ...TAG, got: tag });
    return long;
  }

  private map(node: YAMLMap, level: number): unknown {
    const own = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    const lines = new Map<string, Node>();
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') this.merge(this.value(value, level), merged);
      else if (name === undefined || name === '__proto__') this.fault(key, KEY);
      else if (lines.has(name)) this.fault(key, duplicate(name));
      else {
        lines.set(name, key);
        own.set(name, this.value(value, level));
      }
    }
    return Object.fromEntries([...merged, ...own]);
  }

  /** `<<: *base`: keys of other maps, of which the first wins and a map's own always does. */
  private merge(value: unknown, into: Map<string, unknown>): void {
    for (const map of Array.isArray(value) ? value : [value])
      for (const [key, item] of isObject(map) ? Object.entries(map) : []) if (!into.has(key)) into.set(key, item);
  }

  private aliased(node: Alias, level: number): unknown {
    const target = this.anchors.get(node.source);
    if (target && !this.open.has(target)) return this.value(target, level);
    if (target) this.fault(node, CIRCLE);
    return null;
  }

  private isTooMuch(node: Node, level: number): boolean {
    this.values++;
    if (this.values === MOST_VALUES) this.fault(node, BOMB);
    if (level > MOST_LEVELS) this.fault(node, DEEP);
    return this.values >= MOST_VALUES || level > MOST_LEVELS;
  }

  /** Of one kind of fault about the whole file, the first is enough. */
  private fault(node: Node | null, fault: Fault): void {
    const isAboutAll = fault === BOMB || fault === DEEP;
    if (isAboutAll && this.faults.some(({ code }) => code === fault.code)) return;
    this.faults.push({ ...fault, offset: node?.range?.[0] ?? 0 });
  }
}

function duplicate(name: string): Fault {
  return {
    code: 'template-duplicate-key',
    problem: `the key ${name} stands twice in the same map`,
    allowed: 'each key once',
    fix: 'merge the two entries, or rename one',
  };
}
