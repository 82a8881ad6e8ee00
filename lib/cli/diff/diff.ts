// `detour diff`: what a change does to the network: which flows arrive that did not, or no more, and what has to be done
// before it is deployed.

import { writeFileSync } from 'node:fs';
import type { Issue } from '../../net/issue';
import { err, ok, type Result } from '../../net/result';
import { differenceHtml } from '../../report/diff/html';
import { differenceMarkdown } from '../../report/diff/markdown';
import { differencePage } from '../../report/diff/page';
import { differenceText, verdictText } from '../../report/diff/text';
import { templatesAskLines } from '../../report/templates-read';
import { compare, type Named } from '../../verify/diff/compare';
import type { Difference } from '../../verify/diff/difference-schema';
import type { Compared } from '../../verify/diff/side';
import { summaryOf } from '../../verify/templates/summary';
import { complain } from '../complain';
import { harmless } from '../harmless';
import { EXIT, type Io } from '../io';
import { step } from '../progress';
import { readOptionsOf, type TemplateOptions } from '../template-options';
import type { FAIL_ON, FORMATS } from './choices';
import { assemblyOf, isSameTopology, judged } from './networks';
import { type Source, sourceHere, sourceNamed, type Where } from './sources';
import { mistakenStrangers } from './strangers';

type Format = (typeof FORMATS)[number];

export interface DiffOptions extends TemplateOptions {
  readonly topology?: string;
  readonly deep?: boolean;
  readonly baseParameters?: readonly string[];
  readonly baseEmpty?: boolean;
  readonly format?: Format;
  readonly json?: boolean;
  readonly html?: boolean;
  readonly output?: string;
  readonly failOn: (typeof FAIL_ON)[number];
}

interface Side {
  readonly named: Named;
  readonly compared: Compared;
}

type Read<T> = Result<T, readonly Issue[]>;

const NOTHING: Side = { named: { name: 'nothing', kind: 'nothing' }, compared: judged({ stacks: [] }) };

async function read(source: Source, { deep }: DiffOptions, io: Io): Promise<Read<Side>> {
  const { named } = source;
  const assembly = await step(io, `reading the templates of ${named.name}`, () => assemblyOf(source));
  if (!assembly.ok) return assembly;
  const compared = await step(io, `failing every link of ${named.name}`, () => judged(assembly.value, deep));
  return ok({ named, compared });
}

/** What looks like a mistake of the call, not like a backbone that is not there yet. */
const MISTAKES: readonly Issue['code'][] = ['diff-names-nothing', 'diff-git-unusable', 'verify-not-an-assembly'];

function mayBeEmpty(base: Read<unknown>, { baseEmpty = false }: DiffOptions): boolean {
  return baseEmpty && !base.ok && !base.error.some(({ code }) => MISTAKES.includes(code));
}

/** An empty backbone in the place of one that cannot be read, when that is asked for; then it is said why. */
function orNothing(base: Read<Side>, options: DiffOptions, io: Io): Read<Side> {
  if (base.ok || !mayBeEmpty(base, options)) return base;
  io.err('BASE cannot be read, so that everything is new:');
  complain(base.error, io);
  return ok(NOTHING);
}

async function sidesOf(base: Read<Source>, head: Source, options: DiffOptions, io: Io): Promise<Read<readonly Side[]>> {
  const after = await read(head, options, io);
  if (!after.ok) return after;
  const isSame = base.ok && isSameTopology(base.value, head);
  const own = isSame
    ? ok({ ...after.value, named: base.value.named })
    : base.ok
      ? await read(base.value, options, io)
      : base;
  const before = orNothing(own, options, io);
  return before.ok ? ok([before.value, after.value]) : before;
}

interface Sources {
  readonly before: Read<Source>;
  readonly after: Source;
}

/** Where both sides are, with all that is wrong with what they are called and with what is said of them. */
function sourcesOf(base: string, head: string | undefined, options: DiffOptions): Read<Sources> {
  const { topology, baseParameters } = options;
  const templates = readOptionsOf(options);
  const where: Where = { cwd: process.cwd(), templates, ...(topology === undefined ? {} : { topology }) };
  const own = baseParameters ? { ...where, templates: { ...templates, parameterFiles: baseParameters } } : where;
  const before = sourceNamed('BASE', base, own);
  const after = head === undefined ? sourceHere(where) : sourceNamed('HEAD', head, where);
  const wrong = [...(before.ok || mayBeEmpty(before, options) ? [] : before.error), ...(after.ok ? [] : after.error)];
  if (wrong.length > 0 || !after.ok) return err(wrong);
  const something = baseParameters !== undefined || Object.keys(templates).length > 0;
  const strange = mistakenStrangers(before.ok ? before.value : undefined, after.value, {
    something,
    ownFiles: baseParameters !== undefined,
  });
  return strange.length > 0 ? err(strange) : ok({ before, after: after.value });
}

/** What to type so that more is known, once for both sides. */
function ask(sides: readonly Side[], io: Io): void {
  const read = sides.map(({ compared: { assembly, verification } }) => summaryOf(assembly, verification.findings));
  const missing = new Map(
    read.flatMap((one) => one.missing.map((each) => [`${each.stack} ${each.parameter}`, each] as const)),
  );
  const unplaced = new Set(read.flatMap((one) => one.unplaced));
  const whole = { stacks: [], notes: [], missing: [...missing.values()], unplaced: [...unplaced] };
  for (const line of templatesAskLines(harmless(whole), io.colors)) io.err(line);
}

async function difference(
  base: string,
  head: string | undefined,
  options: DiffOptions,
  io: Io,
): Promise<Read<Difference>> {
  const sources = sourcesOf(base, head, options);
  if (!sources.ok) return sources;
  const sides = await sidesOf(sources.value.before, sources.value.after, options, io);
  if (!sides.ok) return sides;
  ask(sides.value, io);
  const [was = NOTHING, is = NOTHING] = sides.value;
  return ok(compare(was.compared, is.compared, { base: was.named, head: is.named }));
}

function formatOf({ format, json, html }: DiffOptions, io: Io): Format {
  if (json) return 'json';
  if (html) return 'html';
  return format ?? (io.isTerminal ? 'text' : 'markdown');
}

function printed(difference: Difference, format: Format, io: Io, isFile: boolean): string {
  if (format === 'json') return JSON.stringify(difference, undefined, 2);
  const page = differencePage(harmless(difference));
  if (format === 'markdown') return differenceMarkdown(page);
  if (format === 'html') return differenceHtml(page);
  return differenceText(page, isFile ? undefined : io.colors);
}

function isFailure({ verdict, head }: Difference, failOn: DiffOptions['failOn']): boolean {
  return (failOn === 'worse' && verdict === 'worse') || (failOn === 'error' && head.errors > 0);
}

export async function diff(base: string, head: string | undefined, options: DiffOptions, io: Io): Promise<number> {
  const found = await difference(base, head, options, io);
  if (!found.ok) {
    complain(found.error, io);
    return EXIT.problem;
  }
  const { output } = options;
  const text = printed(found.value, formatOf(options, io), io, output !== undefined);
  if (output === undefined) io.out(text);
  else {
    writeFileSync(output, `${text}\n`);
    io.err(`${verdictText(differencePage(harmless(found.value)))}; more in ${output}`);
  }
  return isFailure(found.value, options.failOn) ? EXIT.problem : EXIT.ok;
}
