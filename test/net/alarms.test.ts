import { ALARMS, type AlarmName, alarmText } from '../../lib/net/alarms';

const NAMES = Object.keys(ALARMS) as AlarmName[];

test('an alarm says where, what it means, what to do and which page says more', () => {
  expect(alarmText({ name: 'link-down', site: 'iad', link: 'iad-pdx', where: 'Somewhere.' })).toBe(
    'iad, link iad-pdx: the link does not carry data, and all that has another way is off it; ask the provider what is wrong. Somewhere. Runbook: docs/runbooks/link-down.md',
  );
});

test('CloudWatch takes the text of each, with the longest names and two lines more', () => {
  const name64 = 'n'.repeat(64);
  for (const name of NAMES)
    expect(alarmText({ name, site: name64, link: name64, where: 'w'.repeat(400) }).length).toBeLessThan(1_024);
});

test('each means something else', () => {
  expect(new Set(NAMES.map((name) => ALARMS[name].meaning)).size).toBe(NAMES.length);
});
