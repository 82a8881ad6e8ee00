// Pure: values that are made once for the same objects, and forgotten with any of them.

interface Node<T> {
  readonly next: WeakMap<object, Node<T>>;
  made?: { readonly value: T };
}

function node<T>(): Node<T> {
  return { next: new WeakMap() };
}

/** Calls `make` for each list of objects once, as long as all of them are held elsewhere. */
export function identityMemo<T>(): (of: readonly object[], make: () => T) => T {
  const root = node<T>();
  return (of, make) => {
    let at = root;
    for (const object of of) {
      const next = at.next.get(object) ?? node<T>();
      at.next.set(object, next);
      at = next;
    }
    at.made ??= { value: make() };
    return at.made.value;
  };
}
