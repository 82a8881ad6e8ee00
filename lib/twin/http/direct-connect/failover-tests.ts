// Pure: failover tests as Direct Connect shows them.

import type { FailoverTest } from '../../failover-tests';
import { ACCOUNT } from '../account';
import type { JsonObject } from '../json-service';

export function shownTest({ id, virtualInterface, peers, status, minutes, startMs, endMs }: FailoverTest): JsonObject {
  return {
    testId: id,
    virtualInterfaceId: virtualInterface,
    bgpPeers: peers,
    status,
    ownerAccount: ACCOUNT,
    testDurationInMinutes: minutes,
    startTime: new Date(startMs),
    endTime: endMs === undefined ? undefined : new Date(endMs),
  };
}
