// Survivors that no test can kill, each with the reason, and those that some test should kill.

import { parse } from 'yaml';
import * as z from 'zod';
import type { Mutant } from './mutants';

const EXPLAINED = z.array(
  z.strictObject({
    file: z.string(),
    /** As in `Mutant`; a mutant is known by what was changed and not by its line, which moves. */
    was: z.string(),
    now: z.string(),
    /** The line it is in, where the same is changed at another place too. */
    in: z.string().optional(),
    because: z.string().min(20),
  }),
);

export type Explained = z.infer<typeof EXPLAINED>[number];

/** Throws on text that is not a list of explanations. */
export function explanationsIn(text: string): readonly Explained[] {
  return EXPLAINED.parse(parse(text));
}

export interface Survivors {
  readonly explained: readonly { readonly mutant: Mutant; readonly because: string }[];
  readonly unexplained: readonly Mutant[];
  /** Explanations of mutants that were killed, or are not there any more. */
  readonly idle: readonly Explained[];
}

/** What survived, against the explanations of these files. */
export function survivorsOf(mutants: readonly Mutant[], explanations: readonly Explained[]): Survivors {
  const survived = mutants.filter(({ fate }) => fate === 'survived');
  const reasons = survived.map((mutant) => explanations.find((one) => explains(one, mutant)));
  // What only makes work longer never ends on a machine that is busy.
  const endless = mutants.filter(({ fate }) => fate === 'endless');
  return {
    explained: survived.flatMap((mutant, i) => (reasons[i] ? [{ mutant, because: reasons[i].because }] : [])),
    unexplained: survived.filter((_, i) => !reasons[i]),
    idle: explanations.filter((one) => !reasons.includes(one) && !endless.some((mutant) => explains(one, mutant))),
  };
}

function explains({ file, was, now, in: line }: Explained, mutant: Mutant): boolean {
  return file === mutant.file && was === mutant.was && now === mutant.now && (line ?? mutant.text) === mutant.text;
}
