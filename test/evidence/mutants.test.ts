import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS } from '../../.tools/mutation/areas';
import { type Mutant, mutantsIn } from '../../.tools/mutation/mutants';
import { pageWith, scoresIn, scoresOf } from '../../.tools/mutation/page';
import { explanationsIn, survivorsOf } from '../../.tools/mutation/survivors';

const ROOT = join(__dirname, '../..');
const SOURCE = 'export function isLess(a: number, b: number) {\n  return (\n    a < b\n  );\n}\n';

function reported(status: string, replacement: string, start: [number, number], end: [number, number]) {
  const [line, column] = start;
  const [lastLine, lastColumn] = end;
  return { status, replacement, location: { start: { line, column }, end: { line: lastLine, column: lastColumn } } };
}

function report(...mutants: readonly ReturnType<typeof reported>[]) {
  return { files: { 'lib/less.ts': { source: SOURCE, mutants } } };
}

function mutant(changes: Partial<Mutant> = {}): Mutant {
  return { file: 'lib/less.ts', line: 3, text: 'a < b', was: 'a < b', now: 'a <= b', fate: 'survived', ...changes };
}

const REASON = { file: 'lib/less.ts', was: 'a < b', now: 'a <= b', because: 'No two of them are ever the same.' };

describe('the mutants of a report', () => {
  it('have what was changed in one line, in the order of the file', () => {
    const mutants = mutantsIn(
      report(reported('Survived', 'a <= b', [3, 5], [3, 10]), reported('Killed', '{}', [1, 46], [5, 2])),
    );
    expect(mutants).toEqual([
      {
        file: 'lib/less.ts',
        line: 1,
        text: 'export function isLess(a: number, b: number) {',
        was: '{ return ( a < b ); }',
        now: '{}',
        fate: 'killed',
      },
      mutant(),
    ]);
  });

  it.each([
    ['Killed', 'killed'],
    ['Timeout', 'endless'],
    ['RuntimeError', 'killed'],
    ['Survived', 'survived'],
    ['NoCoverage', 'survived'],
  ])('that are %s are %s', (status, fate) => {
    expect(mutantsIn(report(reported(status, 'true', [3, 5], [3, 10])))).toEqual([
      mutant({ now: 'true', fate } as never),
    ]);
  });

  it('fails for a mutant without a verdict, and says where it is', () => {
    const broken = report(reported('CompileError', 'true', [3, 5], [3, 10]));
    expect(() => mutantsIn(broken)).toThrow('lib/less.ts:3: a mutant is CompileError: no reason given');
  });
});

describe('what survives', () => {
  it('is explained where the same was put in place of the same, in that line if one is named', () => {
    const other = mutant({ line: 9, text: 'if (a < b)' });
    expect(survivorsOf([mutant(), other], [REASON]).unexplained).toEqual([]);
    expect(survivorsOf([mutant(), other], [{ ...REASON, in: 'a < b' }]).unexplained).toEqual([other]);
  });

  it.each([{ file: 'lib/more.ts' }, { was: 'b < a' }, { now: 'a > b' }])(
    'is not explained by a reason for %j',
    (changes) => {
      const reason = { ...REASON, ...changes };
      expect(survivorsOf([mutant()], [reason])).toEqual({ explained: [], unexplained: [mutant()], idle: [reason] });
    },
  );

  it('leaves an explanation idle when the mutant is killed', () => {
    const killed = mutant({ fate: 'killed' });
    expect(survivorsOf([killed], [REASON])).toEqual({ explained: [], unexplained: [], idle: [REASON] });
  });

  it('leaves no explanation idle when the mutant takes too long: that may be all it does', () => {
    const slow = mutant({ fate: 'endless' });
    expect(survivorsOf([slow], [REASON])).toEqual({ explained: [], unexplained: [], idle: [] });
  });

  it('fails with an explanation that says next to nothing', () => {
    expect(() => explanationsIn("- {file: lib/less.ts, was: a, now: b, because: 'equivalent'}")).toThrow();
  });
});

describe('the page', () => {
  const EMPTY = '<!-- scores -->\n<!-- end -->\nand\n<!-- survivors -->\n<!-- end -->\n';

  it('has the scores, of which it can be written again, and each reason once', () => {
    const killed = mutant({ now: 'true', fate: 'killed' });
    const explained = mutant();
    const scores = scoresOf([explained, killed, mutant({ now: '`<`' })], [explained]);
    const page = pageWith(EMPTY, scores, [REASON, { ...REASON, now: '`<`' }]);
    expect(page.split('\n')).toEqual([
      '<!-- scores -->',
      '| file | mutants | killed | explained | killed of all |',
      '|---|---|---|---|---|',
      '| `lib/less.ts` | 3 | 1 | 1 | 33.3 % |',
      '| all | 3 | 1 | 1 | 33.3 % |',
      '<!-- end -->',
      'and',
      '<!-- survivors -->',
      '- No two of them are ever the same.',
      '  - `lib/less.ts`: `a < b` made `a <= b`',
      '  - `lib/less.ts`: `a < b` made `` `<` ``',
      '<!-- end -->',
      '',
    ]);
    expect(scoresIn(page)).toEqual(scores);
  });

  it('fails without a place for them', () => {
    expect(() => pageWith('nothing', new Map(), [])).toThrow('the page has no place for scores');
  });
});

describe('in the repository', () => {
  const explanations = explanationsIn(readFileSync(join(ROOT, '.tools/mutation/survivors.yaml'), 'utf8'));

  it('every explanation is of a text that is there', () => {
    const gone = explanations.filter(({ file, was }) => {
      const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(/\s+/g, ' ');
      return !text.includes(was);
    });
    expect(gone).toEqual([]);
  });

  it('every survivor that was counted is explained', () => {
    const scores = scoresIn(readFileSync(join(ROOT, 'docs/mutants.md'), 'utf8'));
    const open = [...scores].filter(([, { mutants, killed, explained }]) => killed + explained !== mutants);
    expect(open).toEqual([]);
  });

  it('every file of tests that is asked is there', () => {
    const files = AREAS.flatMap(({ tests }) => tests.map((name) => join(ROOT, 'test', `${name}.test.ts`)));
    expect(files.filter((file) => readFileSync(file, 'utf8') === '')).toEqual([]);
  });
});
