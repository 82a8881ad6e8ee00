// Records that move names, as facts: which of them have nothing that could turn unhealthy, stay alone or lead to one site.

import { parseAddress, prefix } from '../../../lib/net/prefix';
import { err, ok } from '../../../lib/net/result';
import type { Judged } from '../../../lib/verify/checks/check';
import {
  failoverApart,
  failoverChecked,
  failoverPaired,
  failoverTtl,
} from '../../../lib/verify/checks/failover-records';
import type { FailoverRecordFact, HealthCheckFact } from '../../../lib/verify/facts/failover';
import type { Finding } from '../../../lib/verify/findings';
import { aHybrid, judgingTables, messages } from '../../support/judging';

const UNKNOWN = err('only a deployment knows');
const hybrid = judgingTables(aHybrid());

function at(text: string) {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.error);
  return address.value;
}

function record(role: FailoverRecordFact['role'], changes: Partial<FailoverRecordFact> = {}): FailoverRecordFact {
  const [name, type, zone] = ['db.corp', 'A', 'Z1'].map((value) => ok(value));
  if (!name || !type || !zone) throw new Error('there are three values');
  const fact = { id: role, source: `app/${role}`, region: 'us-east-1', exists: ok(true as const) };
  return { ...fact, name, type, zone, role, ttlSeconds: ok(60), addresses: [], ...changes };
}

function check(id: string, changes: Partial<HealthCheckFact> = {}): HealthCheckFact {
  return { id, source: `app/${id}`, region: 'us-east-1', exists: ok(true as const), type: ok('TCP'), ...changes };
}

function judged(records: readonly FailoverRecordFact[], checks: readonly HealthCheckFact[] = []): Judged {
  return { ...hybrid, facts: { ...hybrid.facts, failoverRecords: records, healthChecks: checks } };
}

describe('a primary record', () => {
  const followed = { healthCheck: ok('check') };

  function why(changes: Partial<FailoverRecordFact>, ...checks: readonly HealthCheckFact[]): readonly string[] {
    return messages(failoverChecked(judged([record('PRIMARY', changes)], checks))).map((message) =>
      message.replace(/^the primary record of db.corp A (.*), so it always counts .*/, '$1'),
    );
  }

  test('fails without a health check, with what to do', () => {
    expect(failoverChecked(judged([record('PRIMARY'), record('SECONDARY')]))).toEqual([
      {
        code: 'verify-failover-without-health-check',
        severity: 'error',
        message:
          'the primary record of db.corp A has no health check, so it always counts as healthy and the name never moves',
        fix: 'give it a health check that follows an alarm on whether the site is reached (CLOUDWATCH_METRIC)',
        source: 'app/PRIMARY',
      },
    ]);
  });

  test('is called by its name alone when its type is not known, and by its construct path without a name', () => {
    const [typeless, nameless] = failoverChecked(
      judged([record('PRIMARY', { type: UNKNOWN }), record('PRIMARY', { name: UNKNOWN })]),
    );
    expect(typeless?.message).toMatch(/^the primary record of db.corp has no health check/);
    expect(nameless?.message).toMatch(/^the primary record of app\/PRIMARY has no health check/);
  });

  test('fails as an alias that does not evaluate the health of its target, unless it has a check as well', () => {
    const without = 'has no health check, and its alias does not evaluate the health of its target';
    expect(why({ aliasFollowsHealth: ok(false) })).toEqual([without]);
    expect(why({ aliasFollowsHealth: ok(true) })).toEqual([]);
    expect(why({ aliasFollowsHealth: UNKNOWN })).toEqual([]);
    expect(why({ aliasFollowsHealth: ok(false), ...followed }, check('check'))).toEqual([]);
  });

  test('fails with a calculated check that needs no healthy child, and with none else', () => {
    const never = check('check', { type: ok('CALCULATED'), threshold: ok(0) });
    expect(why(followed, check('other'), never)).toEqual([
      'has a calculated health check that needs 0 healthy children',
    ]);
    expect(why(followed, check('check'), { ...never, id: 'other' })).toEqual([]);
    expect(why(followed, { ...never, threshold: ok(1) })).toEqual([]);
    expect(why(followed, { ...never, threshold: UNKNOWN })).toEqual([]);
    expect(why(followed, check('check', { type: ok('CALCULATED') }))).toEqual([]);
    expect(why(followed, { ...never, type: ok('TCP') })).toEqual([]);
    expect(why({ healthCheck: ok('elsewhere') }, never)).toEqual([]);
    expect(why({ healthCheck: UNKNOWN }, never)).toEqual([]);
  });
});

test('a record that resolvers keep for more than a minute is told, with what to do', () => {
  const ttl = (ttlSeconds: FailoverRecordFact['ttlSeconds']) => record('SECONDARY', ttlSeconds ? { ttlSeconds } : {});
  expect(failoverTtl(judged([ttl(ok(60)), ttl(UNKNOWN), ttl(ok(61))]))).toMatchObject([
    {
      message:
        'resolvers keep the secondary record of db.corp A for 61 s, more than 60 s, and lead to what failed for so much longer',
      fix: 'give it a TTL of 60 s or less',
      source: 'app/SECONDARY',
    },
  ]);
});

describe('a record without its other half', () => {
  test('is told by what it lacks, and what comes of that', () => {
    const alone = (role: FailoverRecordFact['role']): Partial<Finding>[] => [...failoverPaired(judged([record(role)]))];
    expect(alone('PRIMARY')).toMatchObject([
      {
        message:
          'the templates have no secondary record of db.corp A beside its primary record: without one, the name leads to the primary, healthy or not',
        fix: 'add the secondary record with the same name and type in the same hosted zone, which leads to another site',
        source: 'app/PRIMARY',
      },
    ]);
    expect(alone('SECONDARY')).toMatchObject([
      {
        message:
          'the templates have no primary record of db.corp A beside its secondary record: without one, nothing says when the name is to lead there',
        fix: 'add the primary record with the same name and type in the same hosted zone, which leads to another site',
      },
    ]);
  });

  test.each(['name', 'type', 'zone'] as const)('may have one whose %s only a deployment knows', (key) => {
    const other = record('SECONDARY', { [key]: UNKNOWN });
    expect(failoverPaired(judged([record('PRIMARY'), other]))).toEqual([]);
    expect(failoverPaired(judged([record('PRIMARY'), record('SECONDARY', { [key]: ok('other') })]))).toHaveLength(2);
  });
});

describe('the two records of a name', () => {
  function apart(primary: readonly string[], secondary: readonly string[], changes: Partial<Judged> = {}) {
    const records = [
      record('SECONDARY', { addresses: secondary.map(at) }),
      record('PRIMARY', { addresses: primary.map(at) }),
    ];
    return failoverApart({ ...judged(records), ...changes });
  }

  test('are told when they lead to one site, with what to do', () => {
    expect(apart(['10.0.0.1'], ['10.0.1.1', '10.0.1.2'])).toEqual([
      {
        code: 'verify-failover-same-site',
        severity: 'warning',
        message: 'both records of db.corp A lead to site s0, so the name is lost with that site',
        fix: 'let the secondary record lead to another site',
        source: 'app/SECONDARY',
      },
    ]);
  });

  test.each([
    ['one leads to another site', ['10.0.0.1'], ['10.1.0.1']],
    ['one leads to several sites', ['10.0.0.1', '10.1.0.1'], ['10.0.0.1']],
    ['the other leads to several sites', ['10.0.0.1'], ['10.0.0.1', '10.1.0.1']],
    ['both lead to addresses of nobody', ['198.51.100.1'], ['198.51.100.2']],
    ['nobody knows the addresses', [], []],
  ])('are fine when %s', (_what, primary, secondary) => {
    expect(apart(primary, secondary)).toEqual([]);
  });

  test('are at a site by its VPCs, whatever its aggregate, and by its aggregate on premises', () => {
    expect(messages(apart(['10.9.0.1'], ['10.9.200.1']))).toEqual([expect.stringContaining('lead to site p9')]);
    const [vpc, ...others] = hybrid.network.vpcs;
    if (!vpc) throw new Error('there is no VPC');
    const moved = { ...vpc, cidrs: [prefix('10.1.64.0/18'), prefix('10.1.128.0/18')] };
    const network = { ...hybrid.network, vpcs: [moved, ...others] };
    expect(messages(apart(['10.1.64.1'], ['10.1.128.1'], { network }))).toEqual([
      expect.stringContaining('lead to site s0'),
    ]);
  });

  test('are at no site in a VPC that no gateway joins, or where nobody says what a site holds', () => {
    const vpcs = hybrid.network.vpcs.map((vpc) => ({ ...vpc, site: '' }));
    expect(apart(['10.0.0.1'], ['10.0.0.2'], { network: { ...hybrid.network, vpcs } })).toEqual([]);
    const sites = hybrid.backbone.sites.map((site) => ({ ...site, aggregate: '' }));
    expect(apart(['10.9.0.1'], ['10.9.0.2'], { backbone: { ...hybrid.backbone, sites } })).toEqual([]);
  });

  test.each(['name', 'type', 'zone'] as const)('are not taken for two when only a deployment knows a %s', (key) => {
    const here = { addresses: [at('10.0.0.1')] };
    const [primary, secondary] = [record('PRIMARY', here), record('SECONDARY', here)];
    expect(failoverApart(judged([primary, secondary]))).toHaveLength(1);
    expect(failoverApart(judged([{ ...primary, [key]: UNKNOWN }, secondary]))).toEqual([]);
    expect(failoverApart(judged([primary, { ...secondary, [key]: UNKNOWN }]))).toEqual([]);
    expect(failoverApart(judged([primary, { ...secondary, [key]: ok('other') }]))).toEqual([]);
  });

  test('are a primary and a secondary one', () => {
    const here = { addresses: [at('10.0.0.1')] };
    expect(failoverApart(judged([record('PRIMARY', here), record('PRIMARY', here)]))).toEqual([]);
  });
});
