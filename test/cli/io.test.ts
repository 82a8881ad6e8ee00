import { isColoured } from '../../lib/cli/io';

describe('the output is coloured', () => {
  it.each([
    ['on a terminal', true, {}, true],
    ['nowhere else', false, {}, false],
    ['not where NO_COLOR says something', true, { NO_COLOR: '1' }, false],
    ['where NO_COLOR says nothing', true, { NO_COLOR: '' }, true],
    ['not on a terminal that cannot', true, { TERM: 'dumb' }, false],
    ['wherever FORCE_COLOR asks for it', false, { FORCE_COLOR: '1' }, true],
    ['there even where NO_COLOR says something', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['not where FORCE_COLOR is 0', true, { FORCE_COLOR: '0' }, false],
    ['as if it were not there where FORCE_COLOR says nothing', false, { FORCE_COLOR: '' }, false],
  ])('%s', (_, isTerminal, env, expected) => {
    expect(isColoured(isTerminal, env)).toBe(expected);
  });
});
