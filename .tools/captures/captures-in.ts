// Pure: the captures of a page: what is done in two terminals, and below it what is seen there.
//
//   <!-- captured: twin topology.yaml; wait 20s; fault ord-iad-dx grey; wait 8s; detour status -->
//
//   ```text
//   $ detour status
//   …
//   ```
//
//   step              does
//   twin FILE         starts a twin, which this and all later captures of the page are of
//   told              shows what the twin has printed since that was last shown
//   detour …          is typed and shown, with its exit code when that is not 0
//   fault …           is typed and not shown; so is notice send …
//   wait 8s           lets real time pass

export type Step =
  | { readonly kind: 'twin'; readonly file: string }
  | { readonly kind: 'told' }
  | { readonly kind: 'typed'; readonly command: string; readonly isShown: boolean }
  | { readonly kind: 'wait'; readonly ms: number };

export interface Capture {
  /** Of the page, from 1: where its marker stands. */
  readonly line: number;
  readonly steps: readonly Step[];
  /** What stands between its fences, which begins and ends so many characters into the page. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MARKER = /<!-- captured: (.*?) -->/g;
const BLOCK = /^\n\n```text\n([\s\S]*?)```$/m;

/** Undefined: it means nothing. */
function stepOf(said: string): Step | undefined {
  const [word = '', rest = ''] = [said.split(' ', 1)[0], said.slice(said.indexOf(' ') + 1)];
  if (said === 'told') return { kind: 'told' };
  if (word === 'twin' && rest !== word) return { kind: 'twin', file: rest };
  if (word === 'detour') return { kind: 'typed', command: said, isShown: true };
  if (word === 'fault' || said.startsWith('notice send '))
    return { kind: 'typed', command: `detour ${said}`, isShown: false };
  const seconds = /^wait (\d+)s$/.exec(said)?.[1];
  return seconds === undefined ? undefined : { kind: 'wait', ms: Number(seconds) * 1_000 };
}

function stepsOf(said: string, line: number): readonly Step[] {
  return said.split('; ').map((one) => {
    const step = stepOf(one);
    if (!step)
      throw new Error(`line ${line}: \`${one}\` is no step; use twin, told, detour, fault, notice send or wait`);
    return step;
  });
}

/** In the order of the page. Throws at a step that means nothing, and where no block of text follows. */
export function capturesIn(page: string): readonly Capture[] {
  return [...page.matchAll(MARKER)].map((marker) => {
    const line = page.slice(0, marker.index).split('\n').length;
    const after = marker.index + marker[0].length;
    const block = BLOCK.exec(page.slice(after));
    if (block?.index !== 0) throw new Error(`line ${line}: no block of text follows what is captured`);
    const text = block[1] ?? '';
    const end = after + block[0].length - '```'.length;
    return { line, steps: stepsOf(marker[1] ?? '', line), text, start: end - text.length, end };
  });
}

/** @param texts one for each capture of the page */
export function withTexts(page: string, texts: readonly string[]): string {
  return capturesIn(page).reduceRight(
    (written, { start, end }, i) => `${written.slice(0, start)}${texts[i] ?? ''}${written.slice(end)}`,
    page,
  );
}
