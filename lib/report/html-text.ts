// Pure: text as HTML shows it.

import { printable } from '../net/printable';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. Control characters are shown as escapes, halves of characters as U+FFFD. */
export function escaped(text: string): string {
  const whole = printable(text).replace(/\p{Surrogate}/gu, '\ufffd');
  return whole.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
