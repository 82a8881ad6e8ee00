// What the script of a page asks of the document. It makes elements and texts, never markup, so no name can become any.

/** The first element that matches, of this kind; undefined when there is none. */
export function find<E extends Element>(within: ParentNode, selector: string, kind: new () => E): E | undefined {
  const found = within.querySelector(selector);
  return found instanceof kind ? found : undefined;
}

export function all<E extends Element>(within: ParentNode, selector: string, kind: new () => E): readonly E[] {
  return [...within.querySelectorAll(selector)].filter((one): one is E => one instanceof kind);
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}
