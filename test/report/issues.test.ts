import { createColors } from 'picocolors';
import type { Issue } from '../../lib/net/issue';
import { issueLines } from '../../lib/report/issues';

const ISSUE: Issue = {
  code: 'document-out-of-range',
  path: ['links', 'iad-pdx', 'cost'],
  problem: 'the cost is out of range',
  got: '0',
  allowed: 'an integer from 1 to 65535',
  fix: 'choose a number in this range',
};

function linesOf(changes: Partial<Issue>): readonly string[] {
  return issueLines({ ...ISSUE, ...changes }, createColors(false));
}

describe('an issue', () => {
  it('names the place in the file, and below it what was got, what is allowed and the fix', () => {
    expect(linesOf({ position: { file: 'backbone.yaml', line: 12, column: 9 } })).toEqual([
      'backbone.yaml:12:9  the cost is out of range  document-out-of-range',
      '    got      0',
      '    allowed  an integer from 1 to 65535',
      '    fix      choose a number in this range',
    ]);
  });

  it('names the path in the document when it came from no file', () => {
    expect(linesOf({})[0]).toMatch(/^links\.iad-pdx\.cost {2}/);
    expect(linesOf({ path: [] })[0]).toMatch(/^the document {2}/);
  });

  it('cannot write to the terminal, whatever its texts and the name of its file', () => {
    const nasty = 'x\u001b[2J\n\u009b31m\u202e';
    const position = { file: nasty, line: 1, column: 1 };
    const text = linesOf({ problem: nasty, got: nasty, allowed: nasty, fix: nasty, position }).join('');
    expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('\\u001b[2J\\u000a\\u009b31m\\u202e:1:1');
  });
});
