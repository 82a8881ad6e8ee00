// Pure: the health checks that names go by measure what they should, and keep still when nothing is measured.

import { notPublic } from '../../net/not-public';
import { formatAddress } from '../../net/prefix';
import type { Facts } from '../facts/facts';
import type { HealthCheckFact } from '../facts/failover';
import { finding } from '../findings';
import type { Check } from './check';

/** The checks of failover records that this assembly makes, each once. */
function checksInUse({ failoverRecords, healthChecks }: Facts): readonly HealthCheckFact[] {
  const isUsed = (id: string) => failoverRecords.some(({ healthCheck: of }) => of?.ok && of.value === id);
  return healthChecks.filter(({ id }) => isUsed(id));
}

export const checksReach: Check = ({ facts }) =>
  checksInUse(facts).flatMap(({ asks, source }) => {
    if (!asks?.ok || notPublic(asks.value) === undefined) return [];
    return [
      finding('verify-failover-check-unreachable', {
        message: `the checkers of Route 53 ask ${formatAddress(asks.value)}, which nobody outside the VPCs reaches`,
        fix: 'let the health check follow an alarm instead (CLOUDWATCH_METRIC), on a metric that is measured where the address is reached',
        source,
      }),
    ];
  });

/**
 * What a silent metric comes to that does not keep the last status. `Healthy` is wrong for everybody: what measures is often
 * lost with what is measured. `Unhealthy` is a choice, but not one for a metric that controllers publish: were they all
 * dead, every name would move, and no site has failed.
 */
function wrongSilence(declared: boolean, status: string): string | undefined {
  if (status === 'Healthy') return 'counts as healthy, so a site that is lost with what measures it keeps its names';
  if (status === 'Unhealthy' && declared)
    return 'counts as unhealthy, so names move when only what measures has failed';
  return undefined;
}

export const checksKeepStill: Check = ({ declared, facts }) =>
  checksInUse(facts).flatMap(({ type, withoutData, source }) => {
    if (!type.ok || type.value !== 'CLOUDWATCH_METRIC' || !withoutData?.ok) return [];
    const why = wrongSilence(declared, withoutData.value);
    if (why === undefined) return [];
    return [
      finding('verify-failover-missing-data', {
        message: `a health check whose metric says nothing ${why}`,
        fix: 'set InsufficientDataHealthStatus to LastKnownStatus',
        source,
      }),
    ];
  });
