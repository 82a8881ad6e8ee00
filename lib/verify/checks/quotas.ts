// Pure: what AWS would say of templates only while they are deployed, or of an override only while it is written.
//
//   taken                                        finding
//   more than AWS gives to anybody               verify-quota-exceeded
//   more than AWS gives without being asked      verify-quota-default
//   four fifths or more                          verify-quota-near

import { isNear, isOver, isRefused, limitText, type Take } from '../../net/quotas';
import { finding, type VerifyCode } from '../findings';
import { bgpTakes } from '../quotas/bgp-takes';
import { gatewayTakes } from '../quotas/gateway-takes';
import { vpcTakesIn } from '../quotas/vpc-takes';
import type { Check } from './check';

function codeOf(take: Take): VerifyCode | undefined {
  if (isRefused(take)) return 'verify-quota-exceeded';
  if (isOver(take)) return 'verify-quota-default';
  return isNear(take) ? 'verify-quota-near' : undefined;
}

export const quotasKept: Check = (judged) =>
  [...gatewayTakes(judged), ...bgpTakes(judged), ...vpcTakesIn(judged.facts)].flatMap((take) => {
    const code = codeOf(take);
    if (code === undefined) return [];
    const { quota, who, count, fix, source } = take;
    return [
      finding(code, {
        message: `${who} takes ${count} of the quota "${quota.name}", which is ${limitText(quota)}`,
        fix: quota.adjustable ? `have the quota raised, or ${fix}` : fix,
        source,
      }),
    ];
  });
