// What a comment does with names and sizes that nobody expects. The lines themselves are in golden/.

import { differenceMarkdown } from '../../../lib/report/diff/markdown';
import { mermaid } from '../../../lib/report/diff/mermaid';
import type { Page } from '../../../lib/report/diff/page';
import type { DrawnLink, Mark, Picture } from '../../../lib/report/diff/picture';
import { type Line, name, strong } from '../../../lib/report/diff/spans';

function page(changes: Partial<Page> = {}): Page {
  return { verdict: [strong('Worse'), ': x'], isWorse: true, scope: ['a → b'], lead: [], sections: [], ...changes };
}

/** The most that GitHub takes in a comment. */
const COMMENT = 65_536;

const lines = (count: number, text = 'a line'): readonly Line[] =>
  Array.from({ length: count }, (_, i) => [name(`link-${i}`), ` ${text}`]);

describe('a comment', () => {
  it('has the verdict first, then the most important lines, then the rest, folded', () => {
    const section = { title: 'Lost', lines: lines(2), commands: ['detour drain a'] };
    const text = differenceMarkdown(page({ lead: lines(1, 'is lost'), sections: [section] }));
    expect(text.split('\n')).toEqual([
      '**Worse**: x',
      '',
      'a → b',
      '',
      '- `link-0` is lost',
      '',
      '<details><summary>Lost (2)</summary>',
      '',
      '- `link-0` a line',
      '- `link-1` a line',
      '',
      '```sh',
      'detour drain a',
      '```',
      '',
      '</details>',
    ]);
  });

  it('fits into a comment whatever there is to say, and counts what is cut', () => {
    const sections = Array.from({ length: 14 }, (_, i) => ({ title: `Section ${i}`, lines: lines(5_000) }));
    const text = differenceMarkdown(page({ sections }));
    expect(new TextEncoder().encode(text).length).toBeLessThan(COMMENT);
    const cut = [...text.matchAll(/^- … and (\d+) more, cut here$/gm)].map((match) => Number(match[1]));
    expect(cut).toHaveLength(14);
    const shown = (text.match(/^- `link-/gm) ?? []).length;
    expect(shown + cut.reduce((sum, number) => sum + number, 0)).toBe(14 * 5_000);
    expect(shown).toBeGreaterThan(14 * 12);
  });

  it('fits also when every name is as long as names can be, and in other letters', () => {
    const long = lines(500, '漢字'.repeat(3_000));
    const sections = Array.from({ length: 14 }, (_, i) => ({ title: `Section ${i}`, lines: long }));
    const text = differenceMarkdown(page({ sections, lead: long.slice(0, 10) }));
    expect(new TextEncoder().encode(text).length).toBeLessThan(COMMENT);
    expect(text).toContain('**Worse**: x');
  });

  it('mentions nobody and links to nothing, and no name becomes markup', () => {
    const text = differenceMarkdown(page({ lead: [['@noc <b>#12</b> [a](b) | *c* _d_ ~e~ & `f`']] }));
    expect(text).toContain(
      '- @&#8203;noc \\<b\\>#&#8203;12\\</b\\> \\[a\\](b) \\| \\*c\\* \\_d\\_ \\~e\\~ &amp; \\`f\\`',
    );
  });

  it('has names as code, whatever backticks and ends of lines are in them', () => {
    const text = differenceMarkdown(page({ lead: [[name('a`b')], [name('`')], [name('a\n- b')]] }));
    expect(text).toContain('- ``a`b``\n- `` ` ``\n- `a - b`');
  });
});

const site = (named: string, mark: Mark = 'same', note = '') =>
  ({ name: named, kind: 'aws', aggregate: '10.0.0.0/16', mark, note }) as const;

function link(named: string, between: readonly [string, string], mark: Mark = 'same', note = ''): DrawnLink {
  return { name: named, kind: 'transit-gateway-peering', between, cost: 10, sharedRisks: [], mark, note };
}

const picture = (changes: Partial<Picture>): Picture => ({
  sites: [site('a'), site('b')],
  links: [link('a-b', ['a', 'b'])],
  left: 0,
  ...changes,
});

describe('a picture', () => {
  it('says each mark in words as well as in strokes', () => {
    const drawn = mermaid(
      picture({
        sites: [site('a', 'added', 'added'), site('b')],
        links: [
          link('one', ['a', 'b'], 'added', 'added'),
          link('two', ['a', 'b'], 'removed', 'removed'),
          link('three', ['a', 'b'], 'changed', 'cost 10 → 30'),
          link('four', ['a', 'b']),
        ],
      }),
    );
    expect(drawn.split('\n')).toEqual([
      'flowchart LR',
      '  s0["a (added)"]',
      '  s1["b"]',
      '  s0 ===|"one (added)"| s1',
      '  s0 -.-|"two (removed)"| s1',
      '  s0 ---|"three (cost 10 → 30)"| s1',
      '  s0 ---|"four"| s1',
      expect.stringMatching(/^ {2}linkStyle 0 stroke:/),
      expect.stringMatching(/^ {2}linkStyle 1 stroke:.*dasharray/),
      expect.stringMatching(/^ {2}linkStyle 2 stroke:/),
      expect.stringMatching(/^ {2}style s0 stroke:/),
    ]);
  });

  it('has names as they are, whatever is in them', () => {
    const odd = 'a"]; click s0 href "x" `<b>#\n```';
    const drawn = mermaid(picture({ sites: [site(odd)], links: [] }));
    expect(drawn.split('\n')).toHaveLength(2);
    const inside = /^ {2}s0\["(.*)"\]$/.exec(drawn.split('\n')[1] ?? '')?.[1] ?? '';
    expect(inside).toMatch(/^([\p{L}\p{N} ()._→-]|#\d+;)*$/u);
    const read = inside.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    expect(read).toBe(odd);
  });

  it('draws no link to a site that is not there', () => {
    expect(mermaid(picture({ sites: [site('a')] }))).toBe('flowchart LR\n  s0["a"]');
  });
});
