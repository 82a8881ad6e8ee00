// Pure: HTML and SVG as values. What is put into a template is text, unless it is markup from another template, so that no
// name in anybody's templates becomes markup. Attributes have to stand in double quotes, and no URL may come from outside.

import { escaped } from '../html-text';

/** Markup that this module made. A class, so that nothing read from a file can pass for it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = Markup | string | number | undefined | readonly Content[];

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return content.map(rendered).join('');
}

/** Markup from a template; `undefined` is nothing, and a list is its items one after the other. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + rendered(contents[i])).join(''));
}

/** JSON for the inside of a script element: without a character that could end it, and the same value when it is parsed. */
export function jsonBlock(value: unknown): Markup {
  const unicode = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  return new Markup(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicode));
}
