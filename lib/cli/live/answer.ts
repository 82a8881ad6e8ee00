// How commands about a running backbone answer: results on standard output, what could not be read on standard error, and
// exit code 1 when there was anything of that kind. The rest is printed all the same.

import type { Unread } from '../../controller/operator/site-reading';
import { unreadLine } from '../../report/live/unread';
import { harmless } from '../harmless';
import { EXIT, type Io } from '../io';

/** Raised when a program that reads the JSON of an older version would misunderstand it. A key more is no reason. */
const JSON_VERSION = 1;

export interface Answer {
  /** For people, made only when it is printed. */
  readonly text: () => string;
  /** For programs. */
  readonly json: object;
  readonly unread: readonly Unread[];
}

/** As programs read it. */
export function versioned(facts: object, unread: readonly Unread[]): object {
  return harmless({ version: JSON_VERSION, ...facts, unread });
}

export function give({ text, json, unread }: Answer, { json: isJson }: { readonly json?: boolean }, io: Io): number {
  if (isJson) io.out(JSON.stringify(versioned(json, unread), undefined, 2));
  else io.out(text());
  for (const one of unread) io.err(io.colors.red(unreadLine(one)));
  return unread.length === 0 ? EXIT.ok : EXIT.problem;
}

/** Sections with an empty line between them, or what to say when there is none. */
export function sectionsText(sections: readonly (readonly string[])[], none: string): string {
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return texts.length === 0 ? none : texts.join('\n\n');
}
