// Pure: the health checks that names go by measure what they should, and keep still when nothing is measured.

import { type Address, formatAddress, holdsAddress, prefix } from '../../net/prefix';
import type { Facts } from '../facts/facts';
import type { HealthCheckFact } from '../facts/failover';
import { finding } from '../findings';
import type { Check } from './check';

/** Addresses that no checker of Route 53 reaches. Source: its API reference, HealthCheckConfig, IPAddress. */
const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map(prefix);

/** The checks of failover records that this assembly makes, each once. */
function checksInUse({ failoverRecords, healthChecks }: Facts): readonly HealthCheckFact[] {
  const used = new Set(failoverRecords.flatMap(({ healthCheck }) => (healthCheck?.ok ? [healthCheck.value] : [])));
  return healthChecks.filter(({ id }) => used.has(id));
}

function isPrivate(address: Address): boolean {
  return PRIVATE.some((area) => holdsAddress(area, address));
}

export const checksReach: Check = ({ facts }) =>
  checksInUse(facts).flatMap(({ asks, source }) => {
    if (!asks?.ok || !isPrivate(asks.value)) return [];
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
