// How findings say how often they are seen.

import { counted } from '../../lib/verify/counted';

test.each([
  [0, ''],
  [1, ', and so in one more failure of links'],
  [2, ', and so in 2 more failures of links'],
])('%i more failures are %j', (number, text) => {
  expect(counted(', and so in ', number, 'more failure', ' of links')).toBe(text);
});

test('nothing needs to come after the number', () => {
  expect(counted(' and ', 1, 'flow')).toBe(' and one flow');
});
