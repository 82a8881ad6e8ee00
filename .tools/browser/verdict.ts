// Pure: what was found wrong with a page, as lines; a page that is bad on purpose has to be found so.

interface Looked {
  readonly name: string;
  readonly refusedFor?: RegExp;
  readonly found: readonly string[];
}

interface Verdict {
  readonly passed: boolean;
  readonly lines: readonly string[];
}

export function verdictOn({ name, refusedFor, found }: Looked): Verdict {
  const isRefused = refusedFor !== undefined && found.some((one) => refusedFor.test(one));
  const wrong =
    refusedFor === undefined ? found : isRefused ? [] : ['it is taken, so that passing means nothing', ...found];
  const title = refusedFor === undefined ? name : `${name} is refused`;
  const details = wrong.map((one) => `  ${one.replaceAll('\n', '\n  ')}`);
  return { passed: wrong.length === 0, lines: [`${wrong.length === 0 ? 'ok' : 'FAILED'}: ${title}`, ...details] };
}
