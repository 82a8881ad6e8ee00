// Which service a request is for, and what every call has in common whatever it asks: it is counted, throttled if the
// twin is to throttle, takes its time, and a failure is told in the service's own words.

import { randomUUID } from 'node:crypto';
import type { CallCounts } from '../api-calls';
import type { VirtualClock } from '../clock';
import type { Range } from '../latencies';
import type { Random } from '../random';
import { Refused } from '../refused';
import { credentialScope } from './credential-scope';
import type { HttpAnswer, HttpRequest } from './http-message';
import type { NamedCall, Perform, Service } from './service';
import type { Throttle } from './throttle';

interface Dispatch {
  /** By the name a service signs with. */
  readonly services: ReadonlyMap<string, Service>;
  readonly clock: VirtualClock;
  readonly random: Random;
  /** Virtual time that a call takes. */
  readonly latency: (call: NamedCall) => Range;
  /** Of EC2. */
  readonly throttle: Throttle | undefined;
  readonly counts: CallCounts;
  readonly log: (line: string) => void;
}

function performer({ clock, random, latency, throttle, counts }: Dispatch): Perform {
  return async (call, effect) => {
    const { service, action, region, writes } = call;
    counts.set(`${service}:${action}`, (counts.get(`${service}:${action}`) ?? 0) + 1);
    if (service === 'ec2') throttle?.take(region, `${service}:${action}`, writes, clock.now());
    const [low, high] = latency(call);
    if (high > 0) await clock.sleep(random(low, high));
    return effect();
  };
}

const NO_SERVICE: HttpAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ __type: 'MissingAuthenticationTokenException', message: 'The request is not signed' }),
};

/** Never rejects. */
export function dispatcher(dispatch: Dispatch): (request: HttpRequest) => Promise<HttpAnswer> {
  const perform = performer(dispatch);
  return async (request) => {
    const requestId = randomUUID();
    const scope = credentialScope(request.headers.authorization);
    const service = scope && dispatch.services.get(scope.service);
    if (!scope || !service) {
      dispatch.log(`${request.method} ${request.path}: ${scope ? `no service ${scope.service}` : 'not signed'}`);
      return NO_SERVICE;
    }
    const told = (code: string, why: string) => {
      const asked = request.headers['x-amz-target'] ?? new URLSearchParams(request.body).get('Action') ?? request.path;
      dispatch.log(`${scope.region} ${scope.service} ${asked}: ${code}: ${why}`);
      return service.refusal({ code, why, requestId });
    };
    try {
      const answer = await service.answer(request, scope.region, perform);
      return { ...answer, headers: { 'x-amzn-requestid': requestId, ...answer.headers } };
    } catch (error) {
      return error instanceof Refused ? told(error.code, error.why) : told('InternalError', String(error));
    }
  };
}
