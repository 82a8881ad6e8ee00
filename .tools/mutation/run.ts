// `npm run test:mutants`: breaks the forwarding model and the checks of verification in every small way that Stryker knows, and
// asks whether a test notices. Names of files narrow it down (`-- lib/routing/lookup.ts`, or `lib/routing/lookup.ts:66-84` for some
// lines). What survives has to be explained in survivors.yaml; anything else is a failure. `--write` writes what came of
// whole files into docs/mutants.md.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS, type Area } from './areas';
import { type Mutant, mutantsIn } from './mutants';
import { pageWith, type Score, scoresIn, scoresOf } from './page';
import { reportOn } from './stryker';
import { type Explained, explanationsIn, type Survivors, survivorsOf } from './survivors';

const ROOT = join(__dirname, '../..');
const PAGE = join(ROOT, 'docs/mutants.md');
const REASONS = join(__dirname, 'survivors.yaml');

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** What to mutate in each run of Stryker: all areas unless files are named. Throws for a file of no area. */
function runs(named: readonly string[]): readonly (readonly [Area, readonly string[]])[] {
  const stray = named.find((file) => !AREAS.some((area) => isIn(area, file)));
  if (stray !== undefined)
    throw new Error(`${stray} is mutated nowhere, use files of ${AREAS.map(({ folder }) => folder).join(' or ')}`);
  return AREAS.flatMap((area) => {
    const files = named.length === 0 ? filesOf(area) : named.filter((file) => isIn(area, file));
    const together = files.length > 0 ? [[area, files] as const] : [];
    return area.byFile ? files.map((file) => [area, [file]] as const) : together;
  });
}

function isIn({ folder }: Area, file: string): boolean {
  return file.startsWith(`${folder}/`);
}

function filesOf({ folder }: Area): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** Explanations of the mutants that were made; a run over some lines says nothing of the others. */
function concerned(explanations: readonly Explained[], mutants: readonly Mutant[]): readonly Explained[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations.filter(({ file }) => files.has(file));
}

function told({ unexplained, idle }: Survivors, isWhole: boolean): readonly string[] {
  return [
    ...unexplained.flatMap(({ file, line, was, now }) => [
      `${file}:${line}: nothing notices`,
      `  - ${was}`,
      `  + ${now}`,
    ]),
    ...(isWhole ? idle.map(({ file, was, now }) => `${file}: explained, and did not survive: ${was} -> ${now}`) : []),
  ];
}

/** The page with these scores in place of older ones of the same files, and without those of files that are gone. */
function written(page: string, scores: ReadonlyMap<string, Score>, explanations: readonly Explained[]): string {
  const all = new Map([...scoresIn(page), ...scores]);
  const there = [...all].filter(([file]) => existsSync(join(ROOT, file)));
  return pageWith(page, new Map(there), explanations);
}

function main(args: readonly string[]): void {
  const files = args.filter((arg) => !arg.startsWith('--'));
  const isWhole = !files.some((file) => file.includes(':'));
  const isWritten = args.includes('--write');
  if (isWritten && !isWhole) throw new Error('--write takes whole files: a score is of all mutants of a file');
  const mutants = runs(files).flatMap(([area, mutate]) => mutantsIn(reportOn(area, mutate)));
  const explanations = explanationsIn(readFileSync(REASONS, 'utf8'));
  const survivors = survivorsOf(mutants, concerned(explanations, mutants));
  const lines = told(survivors, isWhole);
  const explained = survivors.explained.map(({ mutant }) => mutant);
  const killed = mutants.filter(({ fate }) => fate !== 'survived').length;
  say(...lines, `mutants: ${killed} killed, ${explained.length} explained, ${survivors.unexplained.length} survived`);
  if (lines.length > 0) process.exitCode = 1;
  if (!isWritten) return;
  writeFileSync(PAGE, written(readFileSync(PAGE, 'utf8'), scoresOf(mutants, explained), explanations));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
