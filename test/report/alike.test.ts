import { alike, othersText } from '../../lib/report/alike';
import type { Finding } from '../../lib/verify/findings';

const DEAD: Finding = {
  code: 'verify-dead-link',
  severity: 'error',
  message: 'iad to pdx is lost',
  fix: 'add a link',
  scenario: { links: [{ name: 'iad-pdx', form: 'grey' }], risks: [] },
  flow: { from: 'iad', to: 'pdx' },
  trace: {
    outcome: 'dead-link',
    path: ['iad-pdx'],
    hops: [{ place: { at: 'link', link: 'iad-pdx', from: 'iad' }, said: 'link iad-pdx drops data' }],
  },
};

function from(site: string, changes: Partial<Finding> = {}): Finding {
  return { ...DEAD, flow: { from: site, to: 'pdx' }, ...changes };
}

const AFTER_TWO: Partial<Finding> = {
  scenario: {
    links: [
      { name: 'iad-cmh', form: 'grey' },
      { name: 'iad-pdx', form: 'grey' },
    ],
    risks: [],
  },
};

test('flows that one dead link loses and one fix mends are told once', () => {
  const [group, ...more] = alike([DEAD, from('cmh'), from('ord')]);
  expect(more).toEqual([]);
  expect(group && othersText(group)).toBe('and so cmh to pdx, ord to pdx');
});

test('many flows are counted', () => {
  const [group] = alike([DEAD, ...['a', 'b', 'c', 'd', 'e', 'f'].map((site) => from(site))]);
  expect(group && othersText(group)).toBe('and so a to pdx, b to pdx, c to pdx, d to pdx and 2 more flows');
});

test('other failures that show the same are named when there is one, else counted', () => {
  const [one] = alike([DEAD, { ...DEAD, ...AFTER_TWO }]);
  expect(one && othersText(one)).toBe('and so with iad-cmh grey and iad-pdx grey');
  const down: Partial<Finding> = { scenario: { links: [{ name: 'iad-pdx', form: 'down' }], risks: [] } };
  const [two] = alike([DEAD, from('cmh', AFTER_TWO), { ...DEAD, ...down }]);
  expect(two && othersText(two)).toBe('and so cmh to pdx or with 2 other failures');
});

test.each<[string, Finding]>([
  ['another code', from('cmh', { code: 'verify-loop' })],
  ['another fix', from('cmh', { fix: 'add a site' })],
  ['another resource', from('cmh', { source: 'Stack/Route' })],
  [
    'another place',
    from('cmh', {
      trace: { outcome: 'dead-link', path: [], hops: [{ place: { at: 'link', link: 'x', from: 'y' }, said: '' }] },
    }),
  ],
])('%s is told by itself', (_what, other) => {
  expect(alike([DEAD, other]).map((group) => group.length)).toEqual([1, 1]);
});

test('findings that follow no packet stand by themselves', () => {
  const { trace: _trace, ...still } = DEAD;
  expect(alike([still, still]).map(othersText)).toEqual([undefined, undefined]);
});
