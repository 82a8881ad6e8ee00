import { HeardClock } from '../../../lib/controller/aws/heard-clock';

const HERE_MS = Date.parse('2026-01-05T12:00:00.700Z');
const answer = (date?: unknown) => ({ response: { headers: { date } }, output: {} });
const after = (...answers: readonly { readonly response: unknown }[]) => {
  const clock = new HeardClock(() => HERE_MS);
  for (const one of answers) clock.heard(one);
  return new Date(clock.now()).toISOString();
};

test.each([
  ['nothing was heard', [], '2026-01-05T12:00:00.700Z'],
  ['the header leaves out parts of a second', ['Mon, 05 Jan 2026 12:00:00 GMT'], '2026-01-05T12:00:00.700Z'],
  ['it is later there', ['Mon, 05 Jan 2026 13:00:00 GMT'], '2026-01-05T13:00:00.000Z'],
  ['it is earlier there', ['Mon, 05 Jan 2026 11:00:00 GMT'], '2026-01-05T11:00:00.000Z'],
  [
    'it was later there, and is not any more',
    ['Mon, 05 Jan 2026 13:00:00 GMT', 'Mon, 05 Jan 2026 12:00:01 GMT'],
    '2026-01-05T12:00:00.700Z',
  ],
  ['what was heard is no time', ['Mon, 05 Jan 2026 13:00:00 GMT', 'soon'], '2026-01-05T13:00:00.000Z'],
])('when %s', (_, dates, now) => expect(after(...dates.map(answer))).toBe(now));

test('an answer is given back as it came, also one without headers', () => {
  const clock = new HeardClock(() => HERE_MS);
  for (const one of [answer('Mon, 05 Jan 2026 13:00:00 GMT'), { response: undefined }, { response: {} }])
    expect(clock.heard(one)).toBe(one);
});
