import { parseStory } from './parse-story';
import { rewritten, timeText } from './story';

const NAMES = { links: ['iad-pdx', 'iad-cmh'], sites: ['iad', 'pdx'] };
const parse = (text: string) => parseStory(text, 'a.txt', ['backbone', 'hybrid'], () => NAMES);

const GIVEN = 'given backbone and hybrid\ngiven 19:30 seed 7\n';
const story = (...lines: readonly string[]) => `${GIVEN}${lines.join('\n')}\n`;
const step = (line: string) => story(`step 20:00 ${line}`, 'expect 20:05', '  nothing');

test('a story is what is given, steps, and what is expected by each time', () => {
  const read = parse(
    story('# why', 'step 19:45 kill iad', 'expect 20:00 backbone', '  one', 'expect 20:00 hybrid', '  two'),
  );
  expect(read).toMatchObject({ examples: ['backbone', 'hybrid'], seed: 7 });
  expect(read.steps.map(({ untilMs }) => timeText(untilMs))).toEqual(['20:00:00']);
  expect(read.steps[0]?.happenings.map(({ atMs }) => timeText(atMs))).toEqual(['19:45:00']);
  expect([...(read.steps[0]?.expected ?? [])]).toEqual([
    ['backbone', ['one']],
    ['hybrid', ['two']],
  ]);
});

test('writing down what is expected changes nothing else, and says once what holds on all examples', () => {
  const text = story(
    '',
    '# why',
    'step 19:45 kill iad',
    'expect 20:00',
    '  old',
    '',
    'expect 20:10:30',
    '  old',
    '',
    '# the end',
  );
  const played = new Map([
    ['backbone', [['same'], ['one', 'more']]],
    ['hybrid', [['same'], ['two']]],
  ]);
  expect(rewritten(parse(text), played)).toBe(
    story(
      '',
      '# why',
      'step 19:45 kill iad',
      'expect 20:00',
      '  same',
      '',
      'expect 20:10:30 backbone',
      '  one',
      '  more',
      'expect 20:10:30 hybrid',
      '  two',
      '',
      '# the end',
    ),
  );
});

test.each([
  'notice a of iad-pdx,iad-cmh 20:10 to 21:00 tentative untrusted harmless by x version 3',
  'notice a of iad-pdx 20:10 to 21:00 cancelled drill page 1 of 2',
  'notice a of nothing 20:10 to 21:00',
  'order drain iad-pdx until 21:00 by grace at pdx for a good reason',
  'order freeze all until 21:00',
  'fault iad-pdx down until 20:10:30',
  'loss iad-pdx 1 of 4',
  'loss iad-pdx none',
  'probes iad-pdx pdx silent',
  'report iad-pdx iad available up,down',
  'report iad silent',
  'tunnel iad-pdx pending 21:00',
  'revive pdx',
  'cut pdx',
])('a step may be: %s', (line) => {
  expect(parse(step(line)).steps).toHaveLength(1);
});

test('a story may give another policy for grey Direct Connect links than its examples have', () => {
  const text = 'given hybrid\ngiven greyDx bgp-down\ngiven 19:30\n\nstep 20:00 kill iad\nexpect 20:05\n  nothing\n';
  expect(parse(text).policy).toEqual({ greyDx: 'bgp-down' });
  expect(parse(step('kill iad')).policy).toEqual({});
  expect(rewritten(parse(text), new Map([['hybrid', [['nothing']]]]))).toBe(text);
  expect(() => parse('given greyDx often\n')).toThrow("a.txt:1: expected one of wait, bgp-down, got 'often'");
});

test.each<[string, string, string]>([
  ['a story without anything', '', "a.txt:1: expected given, step and expect, got ''"],
  ['another word', story('then 20:00'), "a.txt:3: expected one of given, step, got 'then'"],
  [
    'an example that does not exist',
    'given moon\n',
    "a.txt:1: expected an example (backbone, hybrid), a time as 19:30, or greyDx, got 'moon'",
  ],
  [
    'a step before anything is given',
    'step 20:00 kill iad\n',
    'a.txt:1: expected given and an example, and given and a time, before this',
  ],
  ['an expectation of nothing given', 'expect 20:00\n', 'a.txt:1: expected given before what is expected'],
  [
    'indented lines that belong to nothing',
    story('step 20:00 kill iad', '  what'),
    'a.txt:4: expected given, step or expect before what is expected',
  ],
  [
    'steps without an expectation',
    story('step 20:00 kill iad'),
    'a.txt:4: expected expect and a time after the last step',
  ],
  [
    'a time that is none',
    story('step 25:00 kill iad'),
    "a.txt:3: expected a time as 20:00 that is not before what went before it, got '25:00'",
  ],
  [
    'a time that goes back',
    story('step 20:00 kill iad', 'expect 19:00'),
    "a.txt:4: expected a time as 20:00 that is not before what went before it, got '19:00'",
  ],
  [
    'an example that is not given',
    'given hybrid\ngiven 19:00\nexpect 20:00 backbone\n',
    "a.txt:3: expected an example that is given: hybrid, got 'backbone'",
  ],
  ['something that cannot happen', step('explode'), "got 'explode'"],
  [
    'a link that does not exist',
    step('fault iad-sea grey until 21:00'),
    "a.txt:3: expected a link: iad-pdx, iad-cmh, got 'iad-sea'",
  ],
  ['a site without a controller', step('kill ord'), "a.txt:3: expected an AWS site: iad, pdx, got 'ord'"],
  ['an unknown form', step('fault iad-pdx broken until 21:00'), "a.txt:3: expected a form: grey, down, got 'broken'"],
  ['a missing end', step('fault iad-pdx grey'), 'a.txt:3: expected the word until, got the end of the line'],
  ['an unknown detail', step('notice a of iad-pdx 20:00 to 21:00 perhaps'), "got 'perhaps'"],
  [
    'a word of AWS Health that it does not have',
    step('notice a of iad-pdx 20:00 to 21:00 tentative by aws-health'),
    'a.txt:3: expected nothing tentative or untrusted of AWS Health, got the end of the line',
  ],
  [
    'a page of no number',
    step('notice a of iad-pdx 20:00 to 21:00 page x of 2'),
    "a.txt:3: expected the number of the page, got 'x'",
  ],
  [
    'an unknown action',
    step('order dance iad-pdx until 21:00'),
    "a.txt:3: expected an action: drain, restore, force-up, freeze, apply-tunnel-maintenance, got 'dance'",
  ],
  [
    'an order without a reason after for',
    step('order drain iad-pdx until 21:00 for'),
    'a.txt:3: expected a reason, got the end of the line',
  ],
  [
    'an unknown state of a session',
    step('report iad-pdx iad available up,left'),
    'a.txt:3: expected states of sessions, up, down or unknown, with commas between them',
  ],
  ['words that are left over', step('kill iad pdx'), "a.txt:3: expected the end of the line, got 'pdx'"],
])('fails on %s, with the place and what was expected', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
});
