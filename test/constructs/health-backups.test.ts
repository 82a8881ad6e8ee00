import { healthBackups } from '../../lib/constructs/health-backups';

test.each<[string, readonly string[], ReturnType<typeof healthBackups>]>([
  [
    'regions without us-west-2 have theirs there',
    ['us-east-2', 'eu-west-1'],
    [{ from: 'us-west-2', to: ['eu-west-1', 'us-east-2'] }],
  ],
  ['us-west-2 alone has it in us-east-1', ['us-west-2'], [{ from: 'us-east-1', to: ['us-west-2'] }]],
  ['where a site is, nothing is sent on', ['us-east-1', 'us-west-2'], []],
  [
    'us-east-1 is asked for the copies of us-west-2',
    ['us-east-2', 'us-west-2'],
    [{ from: 'us-east-1', to: ['us-east-2', 'us-west-2'] }],
  ],
  ['other partitions have none', ['cn-north-1', 'us-gov-west-1'], []],
  ['no sites need none', [], []],
])('%s', (_what, regions, backups) => {
  expect(healthBackups(regions)).toEqual(backups);
});
