// Health checks that names go by, as facts: what they ask, and what they come to when nothing is measured.

import { parseAddress } from '../../../lib/net/prefix';
import { err, ok } from '../../../lib/net/result';
import type { Judged } from '../../../lib/verify/checks/check';
import { checksKeepStill, checksReach } from '../../../lib/verify/checks/health-checks';
import type { FailoverRecordFact, HealthCheckFact } from '../../../lib/verify/facts/failover';
import { aHybrid, judgingTables, messages } from '../../support/judging';

const UNKNOWN = err('only a deployment knows');
const hybrid = judgingTables(aHybrid());
const FACT = { region: 'us-east-1', exists: ok(true as const) };

/** Two records, of which the first goes by the check, and another check that nobody uses. */
function judged(
  changes: Partial<HealthCheckFact>,
  healthCheck: FailoverRecordFact['healthCheck'] = ok('check'),
): Judged {
  const check = { ...FACT, id: 'check', source: 'app/Check', type: ok('TCP'), ...changes };
  const name = { name: ok('db.corp'), type: ok('A'), zone: ok('Z1'), addresses: [] };
  const secondary: FailoverRecordFact = { ...FACT, id: 'b', source: 'app/B', role: 'SECONDARY', ...name };
  const primary: FailoverRecordFact = { ...secondary, role: 'PRIMARY', healthCheck };
  const healthChecks = [check, { ...check, id: 'idle', source: 'app/Idle' }];
  return { ...hybrid, facts: { ...hybrid.facts, failoverRecords: [secondary, primary], healthChecks } };
}

function asking(text: string): Partial<HealthCheckFact> {
  const asks = parseAddress(text);
  return { asks };
}

describe('what checkers ask', () => {
  test('fails when it is private, for the check that a record goes by', () => {
    expect(checksReach(judged(asking('10.1.0.10')))).toEqual([
      {
        code: 'verify-failover-check-unreachable',
        severity: 'error',
        message: 'the checkers of Route 53 ask 10.1.0.10, which nobody outside the VPCs reaches',
        fix: 'let the health check follow an alarm instead (CLOUDWATCH_METRIC), on a metric that is measured where the address is reached',
        source: 'app/Check',
      },
    ]);
  });

  test('is fine when it is public, a name, or nobody knows it', () => {
    expect(checksReach(judged(asking('198.51.100.10')))).toEqual([]);
    expect(checksReach(judged({}))).toEqual([]);
    expect(checksReach(judged({ asks: UNKNOWN }))).toEqual([]);
  });

  test('is nobody’s business where nobody knows which check a record goes by', () => {
    expect(checksReach(judged(asking('10.1.0.10'), UNKNOWN))).toEqual([]);
    expect(checksReach(judged(asking('10.1.0.10'), ok('elsewhere')))).toEqual([]);
  });
});

describe('a silent metric', () => {
  const silent = (status: string, declared = true) => ({
    ...judged({ type: ok('CLOUDWATCH_METRIC'), withoutData: ok(status) }),
    declared,
  });

  test('is told when it counts as healthy, with what to do', () => {
    expect(checksKeepStill(silent('Healthy', false))).toEqual([
      {
        code: 'verify-failover-missing-data',
        severity: 'warning',
        message:
          'a health check whose metric says nothing counts as healthy, so a site that is lost with what measures it keeps its names',
        fix: 'set InsufficientDataHealthStatus to LastKnownStatus',
        source: 'app/Check',
      },
    ]);
  });

  test('is told when it counts as unhealthy and controllers publish it, else that is a choice', () => {
    expect(messages(checksKeepStill(silent('Unhealthy')))).toEqual([
      'a health check whose metric says nothing counts as unhealthy, so names move when only what measures has failed',
    ]);
    expect(checksKeepStill(silent('Unhealthy', false))).toEqual([]);
  });

  test('is fine when the last status stays, by what is written or by default, and where nobody knows', () => {
    expect(checksKeepStill(silent('LastKnownStatus'))).toEqual([]);
    expect(checksKeepStill(judged({ type: ok('CLOUDWATCH_METRIC') }))).toEqual([]);
    expect(checksKeepStill(judged({ type: ok('CLOUDWATCH_METRIC'), withoutData: UNKNOWN }))).toEqual([]);
  });

  test('is nobody’s business for a check that goes by no metric, or may go by none', () => {
    expect(checksKeepStill(judged({ type: ok('TCP'), withoutData: ok('Healthy') }))).toEqual([]);
    expect(checksKeepStill(judged({ type: UNKNOWN, withoutData: ok('Healthy') }))).toEqual([]);
  });
});
