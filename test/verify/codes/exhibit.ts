// What a code looks like: templates that show it, beside the smallest change of the same edit that no longer does. Each
// group of codes has a file of its own, which `gallery.ts` names.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Assembly } from '../../../lib/verify/assembly';
import type { VerifyCode } from '../../../lib/verify/findings';
import { readAssembly } from '../../../lib/verify/read-assembly';
import { temporaryFolder } from '../../support/folders';
import { findings } from '../../support/judged';

/** What is in the templates, in words, and the templates: a value, or the texts of the files of a folder. */
export type Specimen = readonly [
  what: string,
  of: () => Assembly | { readonly files: Readonly<Record<string, string>> },
];

export interface Exhibit {
  readonly code: VerifyCode;
  /** Part of the message, where the code stands for other things in the same templates as well. */
  readonly about?: string;
  readonly wrong: Specimen;
  readonly right: Specimen;
}

interface Said {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: string;
  readonly source?: string;
}

/** What is said of a specimen. */
export function said([, of]: Specimen): readonly Said[] {
  const made = of();
  if ('stacks' in made) return findings(made);
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(made.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const read = readAssembly(folder);
  return read.ok ? findings(read.value) : read.error.map(({ code, problem, fix }) => ({ code, message: problem, fix }));
}

/** Whether what the exhibit is about is among what is said. */
export function shows({ code, about = '' }: Exhibit, sayings: readonly Said[]): boolean {
  return sayings.some((found) => found.code === code && found.message.includes(about));
}

/** All that is said with the code of the exhibit, as people read it. */
export function wording({ code }: Exhibit, sayings: readonly Said[]): string {
  const lines = sayings
    .filter((found) => found.code === code)
    .map(({ severity = 'error', message, fix, source }) =>
      [`${severity}: ${message}`, ...(source === undefined ? [] : [`  at: ${source}`]), `  fix: ${fix}`].join('\n'),
    );
  return lines.join('\n');
}
