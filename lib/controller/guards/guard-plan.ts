// Pure: a plan through all guards. The first guard that objects names the reason.

import type { Change } from '../plan';
import { inAgreedOrder } from './agreed-order';
import { announcedPath } from './announced-path';
import { fallsBackElsewhere } from './bgp-down';
import { withinDrainLimit } from './concurrent-drains';
import { notContended } from './contended-list';
import { notFrozen } from './freeze';
import type { Guard, Held, World } from './guard';
import { keepsEveryPath } from './keeps-paths';
import { notRightAfterLoss, notWhileManyLookBad } from './mass-withdrawal';
import { ownedOnly } from './owned-only';
import { notOntoSilentLink } from './silent-link';
import { notOfUnreadEnd } from './unread-end';
import { notOntoWithdrawnLink, oneUpdateAtATime } from './withdrawn-link';
import { withdrawnPath } from './withdrawn-path';
import { notOntoWorseLink } from './worse-link';

const GUARDS: readonly Guard[] = [
  ownedOnly,
  notFrozen,
  notContended,
  notOfUnreadEnd,
  notWhileManyLookBad,
  oneUpdateAtATime,
  notOntoWithdrawnLink,
  notOntoSilentLink,
  withinDrainLimit,
  notOntoWorseLink,
  inAgreedOrder,
  keepsEveryPath,
  announcedPath,
  withdrawnPath,
  fallsBackElsewhere,
  notRightAfterLoss,
];

export interface GuardedPlan {
  readonly allowed: readonly Change[];
  readonly held: readonly { readonly change: Change; readonly held: Held }[];
}

export function guardPlan(changes: readonly Change[], world: World): GuardedPlan {
  const judged = changes.map((change) => {
    for (const guard of GUARDS) {
      const held = guard(change, world);
      if (held) return { change, held };
    }
    return { change, held: undefined };
  });
  return {
    allowed: judged.flatMap(({ change, held }) => (held ? [] : [change])),
    held: judged.flatMap(({ change, held }) => (held ? [{ change, held }] : [])),
  };
}
