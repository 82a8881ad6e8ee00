import { join } from 'node:path';
import { reachesOf } from '../../../lib/cli/live/live-options';
import { loadTopology } from '../../../lib/topology/load';

const loaded = loadTopology(join(__dirname, '../../../examples/hybrid.yaml'));
if (!loaded.ok) throw new Error('the example is valid');
const HYBRID = loaded.value;

type Options = Omit<Parameters<typeof reachesOf>[1], 'topology'>;

function reaches(options: Options) {
  const found = reachesOf(HYBRID, { topology: 'hybrid.yaml', ...options });
  if (!found.ok) throw new Error(found.error.join('\n'));
  return Object.fromEntries(found.value);
}

function problems(options: Options): readonly string[] {
  const found = reachesOf(HYBRID, { topology: 'hybrid.yaml', ...options });
  return found.ok ? [] : found.error;
}

describe('how sites are reached', () => {
  it('is by the topology’s regions, and whatever credentials there are, when nothing is said', () => {
    expect(reaches({})).toEqual({
      cmh: { region: 'us-east-2', endpoints: {} },
      iad: { region: 'us-east-1', endpoints: {} },
      pdx: { region: 'us-west-2', endpoints: {} },
    });
  });

  it('is by one profile for all, and by another where one is named', () => {
    const found = reaches({ profile: ['ops', 'pdx=west'] });
    expect(Object.entries(found).map(([site, { profile }]) => [site, profile])).toEqual([
      ['cmh', 'ops'],
      ['iad', 'ops'],
      ['pdx', 'west'],
    ]);
  });

  it('is in another region where one is named', () => {
    expect(reaches({ region: ['iad=us-gov-east-1'] }).iad?.region).toBe('us-gov-east-1');
  });

  it('is at one URL for all services, and at another where one is named', () => {
    const all = 'http://127.0.0.1:4566/a=b';
    const { endpoints } = reaches({ endpoint: [all, 'dynamodb=http://127.0.0.1:8000'] }).iad ?? {};
    expect(endpoints).toEqual({
      directconnect: all,
      dynamodb: 'http://127.0.0.1:8000',
      ec2: all,
      route53: all,
      ssm: all,
    });
  });

  it('fails with everything that is wrong at once', () => {
    expect(
      problems({
        profile: ['ops', 'dev', 'pdz=west', 'ord=x', 'iad= '],
        region: ['us-east-1', 'iad=useast1', 'pdx=us-west-2', 'pdx=us-west-1'],
        endpoint: ['localhost:4566', 'dynamo=http://x', 'ec2=ftp://x'],
      }),
    ).toEqual([
      '--profile dev: it was given for all before; give it once',
      '--profile pdz=west: pdz is no AWS site of the topology; did you mean pdx? allowed: cmh, iad, pdx',
      '--profile ord=x: ord is no AWS site of the topology; allowed: cmh, iad, pdx',
      '--profile iad= : the profile is empty; give its name',
      '--region us-east-1: it names no site; write SITE=REGION',
      '--region iad=useast1: that is no region; write it as us-east-1',
      '--region pdx=us-west-1: it was given for pdx before; give it once',
      '--endpoint localhost:4566: that is no URL; write it as http://127.0.0.1:4566',
      '--endpoint dynamo=http://x: dynamo is no service; did you mean dynamodb? allowed: directconnect, dynamodb, ec2, route53, ssm',
      '--endpoint ec2=ftp://x: that is no URL; write it as http://127.0.0.1:4566',
    ]);
  });

  it('fails without printing what would repaint the terminal', () => {
    expect(problems({ profile: ['a\u001b[2J=b'] }).join()).not.toContain('\u001b');
  });
});
