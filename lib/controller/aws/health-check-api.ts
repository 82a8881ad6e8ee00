// Route 53's side of health checks that are forced.
//
//   before the update        Route 53 answers               then
//   it is as asked           not asked                      done
//   it is not                it is changed                  done
//   it is not                another change came between    read again, and tried again, and not for ever
//   it is not                anything else                  rejects
//
// An update whose answer was lost is found done, or made again: the version lets none count twice.

import { type Route53Client, UpdateHealthCheckCommand } from '@aws-sdk/client-route-53';
import type { HealthCheckPort, SeenHealthCheck } from '../health-check-ports';
import { CallFailure, called, failureOf } from './failure';
import { lookAgain, PAUSES, type Pauses } from './look-again';
import { healthCheckReader } from './route53-reading';

type Route53 = Pick<Route53Client, 'send'>;
type Forced = Pick<SeenHealthCheck, 'disabled' | 'inverted'>;

const UPDATE = 'UpdateHealthCheck';

function isLike(check: SeenHealthCheck | undefined, { disabled, inverted }: Forced): boolean {
  return check?.disabled === disabled && check.inverted === inverted;
}

/** One try; false: the check was changed between our look and our call. */
async function updated(route53: Route53, id: string, forced: Forced): Promise<boolean> {
  const check = await healthCheckReader(route53).read(id);
  if (!check) throw new CallFailure(UPDATE, id, { kind: 'not-found', code: 'NotAsked', message: 'there is none' });
  if (isLike(check, forced)) return true;
  const command = new UpdateHealthCheckCommand({
    HealthCheckId: id,
    HealthCheckVersion: check.version,
    Disabled: forced.disabled,
    Inverted: forced.inverted,
  });
  try {
    await called(UPDATE, id, () => route53.send(command));
    return true;
  } catch (error) {
    if (failureOf(error).code === 'HealthCheckVersionMismatch') return false;
    throw error;
  }
}

export function healthCheckApi(route53: Route53, pauses: Pauses = PAUSES): HealthCheckPort {
  const become = async (id: string, forced: Forced) => {
    const isDone = await lookAgain(
      () => updated(route53, id, forced),
      (done) => done,
      pauses,
    );
    const message = `others went on changing it while it was tried ${pauses.looks} times`;
    if (!isDone) throw new CallFailure(UPDATE, id, { kind: 'conflict', code: 'HealthCheckVersionMismatch', message });
  };
  return {
    ...healthCheckReader(route53),
    forceUnhealthy: (id) => become(id, { disabled: true, inverted: true }),
    release: (id) => become(id, { disabled: false, inverted: false }),
  };
}
