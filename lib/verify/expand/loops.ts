// Pure: Fn::ForEach of the transform AWS::LanguageExtensions, unrolled. A loop over what only a deployment knows is kept once,
// with everything that depends on its items unknown.

import { isObject, listOf } from '../json';
import { resolve } from '../resolve';
import { type Scope, Settled, scalarText, type Unknown, unknown } from '../resolve/value';

const LOOP = 'Fn::ForEach::';

/** Above what CloudFormation deploys in one stack: keeps loops in loops from filling the memory. */
const MOST_ENTRIES = 20_000;

/** What identifiers of loops stand for. */
type Bindings = ReadonlyMap<string, string | Unknown>;

type Entries = readonly (readonly [string, unknown])[];

/** True when there is a loop anywhere in a value. */
export function hasLoop(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLoop);
  if (!isObject(value) || value instanceof Settled) return false;
  return Object.entries(value).some(([key, item]) => key.startsWith(LOOP) || hasLoop(item));
}

/** `${Identifier}`, and `&{Identifier}` for its letters and digits only. */
const PLACE = /[$&]\{([A-Za-z0-9]+)\}/g;

/** One section of a template, or a value in it. */
export class Unroller {
  private left = MOST_ENTRIES;

  constructor(private readonly scope: Scope) {}

  /** Resources: a loop that cannot be unrolled leaves resources that may exist or not. */
  resources(section: unknown): unknown {
    if (!isObject(section)) return section;
    const entries = this.entries(section, new Map(), (fragment, why) =>
      fragment.map(([key, body]) => [key, isObject(body) ? { ...body, Condition: new Settled(why) } : body]),
    );
    return Object.fromEntries(entries);
  }

  /** Outputs or conditions: one that depends on a loop that cannot be unrolled is not there. */
  named(section: unknown): unknown {
    return isObject(section) ? Object.fromEntries(this.entries(section, new Map(), () => [])) : section;
  }

  private value(value: unknown, bound: Bindings): unknown {
    if (value instanceof Settled) return value;
    if (typeof value === 'string') return filled(value, bound);
    if (Array.isArray(value)) return value.map((item) => this.value(item, bound));
    if (!isObject(value)) return value;
    const named = typeof value.Ref === 'string' ? bound.get(value.Ref) : undefined;
    if (named !== undefined) return typeof named === 'string' ? named : new Settled(named);
    let why: Unknown | undefined;
    const entries = this.entries(value, bound, (_fragment, reason) => {
      why ??= reason;
      return [];
    });
    return why ? new Settled(why) : Object.fromEntries(entries);
  }

  /** The entries of a map with its loops unrolled; `doubtful` says what is left of one that cannot be. */
  private entries(
    map: Readonly<Record<string, unknown>>,
    bound: Bindings,
    doubtful: (fragment: Entries, why: Unknown) => Entries,
  ): Entries {
    return Object.entries(map).flatMap(([key, item]): Entries => {
      if (!key.startsWith(LOOP)) return [[keyed(key, bound), this.value(item, bound)]];
      const [identifier, collection, fragment] = listOf(item);
      const inner = isObject(fragment) ? fragment : {};
      const items = this.items(collection, bound);
      const name = String(identifier);
      if ('kind' in items) return doubtful(this.entries(inner, new Map([...bound, [name, items]]), doubtful), items);
      return items.flatMap((one) => this.entries(inner, new Map([...bound, [name, one]]), doubtful));
    });
  }

  /** The texts that a loop goes over. */
  private items(collection: unknown, bound: Bindings): readonly string[] | Unknown {
    const list = resolve(this.scope, this.value(collection, bound));
    if (list.kind === 'unknown') return list;
    if (list.kind !== 'literal' || !Array.isArray(list.value)) return unknown('Fn::ForEach over what is no list');
    const texts = list.value.map((item) => {
      const one = resolve(this.scope, item);
      return one.kind === 'literal' ? scalarText(one.value) : undefined;
    });
    this.left -= texts.length;
    if (this.left < 0) return unknown(`Fn::ForEach makes more than ${MOST_ENTRIES} entries`);
    const known = texts.flatMap((text) => (text === undefined ? [] : [text]));
    return known.length === texts.length ? known : unknown('Fn::ForEach over items that are not known');
  }
}

function keyed(key: string, bound: Bindings): string {
  const whole = filled(key, bound);
  return typeof whole === 'string' ? whole : key;
}

function filled(text: string, bound: Bindings): unknown {
  if (bound.size === 0) return text;
  let doubt: Unknown | undefined;
  const whole = text.replace(PLACE, (place, name: string) => {
    const value = bound.get(name);
    if (typeof value === 'string') return place.startsWith('&') ? value.replace(/[^A-Za-z0-9]/g, '') : value;
    doubt ??= value;
    return place;
  });
  return doubt ? new Settled(doubt) : whole;
}
