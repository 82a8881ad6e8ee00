import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { capturesIn, withTexts } from '../../.tools/captures/captures-in';
import { changedLines } from '../../.tools/captures/changed';

const DOCS = path.join(__dirname, '../../docs');

const PAGE = `# A page

<!-- captured: twin topology.yaml; wait 8s; fault a-b grey; detour status --json -->

\`\`\`text
$ detour status --json
{}
\`\`\`

<!-- captured: told -->

\`\`\`text
\`\`\`
`;

describe('the captures of a page', () => {
  it('are the steps of each comment and the block below it', () => {
    expect(capturesIn(PAGE).map(({ line, steps, text }) => ({ line, steps, text }))).toEqual([
      {
        line: 3,
        steps: [
          { kind: 'twin', file: 'topology.yaml' },
          { kind: 'wait', ms: 8_000 },
          { kind: 'typed', command: 'detour fault a-b grey', isShown: false },
          { kind: 'typed', command: 'detour status --json', isShown: true },
        ],
        text: '$ detour status --json\n{}\n',
      },
      { line: 10, steps: [{ kind: 'told' }], text: '' },
    ]);
  });

  it('are written where they stand, and nothing else is', () => {
    const written = withTexts(PAGE, ['one\n', 'two\n$& $1\n']);
    expect(capturesIn(written).map(({ text }) => text)).toEqual(['one\n', 'two\n$& $1\n']);
    expect(withTexts(written, ['$ detour status --json\n{}\n', ''])).toBe(PAGE);
  });

  it.each([
    [
      'of a step that means nothing',
      '<!-- captured: twin -->\n\n```text\n```\n',
      /^line 1: `twin` is no step; use twin,/,
    ],
    [
      'where something else follows',
      '\n<!-- captured: told -->\n\nWords.\n\n```text\n```\n',
      /^line 2: no block of text/,
    ],
  ])('fails %s', (_, page, message) => {
    expect(() => capturesIn(page)).toThrow(message);
  });
});

describe('what a terminal shows', () => {
  const SEEN = [
    '2026-11-26T12:57:14Z  iad, cmh  link-probes-lost  a-b is down: probes get no answer',
    '2026-11-26T12:58:45Z a-b is drained; 3 flows still on it',
    '✔ drain-a-b-20261126T125840Z-6f7b6ef1: written at iad, and read back',
  ];

  it('is the same at another time, in another order and with other steps in passing', () => {
    const other = [
      '✔ drain-a-b-20261127T030201Z-00ff00ff: written at iad, and read back',
      '2026-11-27T03:02:03Z  cmh, iad   link-probes-lost  a-b is down: probes get no answer',
      '2026-11-27T03:02:05Z a-b is drained; no flow is on it, and the sites have yet to say so',
    ];
    expect(changedLines(SEEN.join('\n'), other.join('\n'))).toEqual([]);
  });

  it('is another thing where it says something else, with what either shows', () => {
    const other = SEEN.map((line) => line.replace('down', 'up'));
    expect(changedLines(SEEN.join('\n'), other.join('\n'))).toEqual([`- ${SEEN[0]}`, `+ ${other[0]}`]);
  });
});

test.each(['operate.md', 'twin.md'])('%s shows what was captured, and first starts a twin', (file) => {
  const [first, ...more] = capturesIn(readFileSync(path.join(DOCS, file), 'utf8'));
  expect(first?.steps[0]?.kind).toBe('twin');
  expect([first, ...more].filter((capture) => !capture?.text.startsWith('$ detour '))).toEqual([]);
});

test('no other page has captures, which nobody would take', () => {
  const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  const captured = pages.filter((file) => readFileSync(path.join(DOCS, file), 'utf8').includes('<!-- captured: '));
  expect(captured.sort()).toEqual(['operate.md', 'twin.md']);
});
