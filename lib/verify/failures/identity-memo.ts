// Pure: values that are made once for the same objects, and forgotten with any of them.

interface Node<T> {
  next?: WeakMap<object, Node<T>>;
  made?: { readonly value: T };
}

/** Calls `make` for each list of objects once, as long as all of them are held elsewhere. */
export function identityMemo<T>(): (of: readonly object[], make: () => T) => T {
  const root: Node<T> = {};
  return (of, make) => {
    let at = root;
    for (const object of of) {
      at.next ??= new WeakMap();
      const next: Node<T> = at.next.get(object) ?? {};
      at.next.set(object, next);
      at = next;
    }
    at.made ??= { value: make() };
    return at.made.value;
  };
}
