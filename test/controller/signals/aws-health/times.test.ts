import { healthTimeMs } from '../../../../lib/controller/signals/aws-health/times';

test.each([
  ['Tue, 10 May 2022 06:00:54 GMT', '2022-05-10T06:00:54Z'],
  ['Thu, 6 Jul 2017 08:30:00 GMT', '2017-07-06T08:30:00Z'],
  ['Thu, 06 Jul 2017 08:30:00 +0000', '2017-07-06T08:30:00Z'],
  ['2025-10-01T20:00:00Z', '2025-10-01T20:00:00Z'],
  ['2025-10-01T20:00:00.123456Z', '2025-10-01T20:00:00Z'],
  ['2025-10-01T22:00:00+02:00', '2025-10-01T20:00:00Z'],
  ['2025-10-01T14:30:00-0530', '2025-10-01T20:00:00Z'],
])('%s is %s', (text, same) => {
  expect(healthTimeMs(text)).toBe(Date.parse(same));
});

test.each([
  'Wed, 30 Feb 2022 06:00:54 GMT',
  'Tue, 10 May 2022 24:00:54 GMT',
  'Tue, 10 May 2022 06:00:54 PST',
  '2025-02-29T20:00:00Z',
  '2025-10-01T20:60:00Z',
  '2025-10-01T20:00:00',
  '1925-10-01T20:00:00Z',
  'Thu, 6 Jul 9999 08:30:00 GMT',
  '2025-10-01',
  '2025',
  '1',
  '',
  'tomorrow',
])('fails on "%s"', (text) => {
  expect(healthTimeMs(text)).toBeUndefined();
});
