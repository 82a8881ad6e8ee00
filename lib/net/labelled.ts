// Pure: texts in which ids stand, with what people call the things in their place.

/** The text with every id that has a label replaced by it. */
export function labelled(text: string, labels: Readonly<Record<string, string>>): string {
  return text.replace(/[^\s,;:()]+/g, (word) => (Object.hasOwn(labels, word) ? (labels[word] ?? word) : word));
}
