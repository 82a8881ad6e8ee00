// Pure: what stands at the far ends of links that are no gateways.

import type { Backbone } from '../../routing/backbone';
import type { Router, Session } from '../../routing/network';
import type { Facts } from '../facts/facts';
import { type BgpEnd, bgpEnds, buildRouters, buildSessions } from './bgp';

export interface FarSide {
  readonly ends: readonly BgpEnd[];
  readonly routers: readonly Router[];
  readonly sessions: readonly Session[];
}

/** As the backbone describes it. */
export function describedFarSide(facts: Facts, backbone: Backbone): FarSide {
  return {
    ends: bgpEnds(facts, backbone),
    routers: buildRouters(backbone),
    sessions: buildSessions(facts, backbone),
  };
}
