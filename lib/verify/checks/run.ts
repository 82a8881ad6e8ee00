// Pure: the list of checks.

import type { Finding } from '../findings';
import { advertisedUnreachable } from './advertised-unreachable';
import { asymmetricPaths } from './asymmetric-paths';
import { baselineNotShortest } from './baseline-not-shortest';
import { interfacesPresent, linksPropagated } from './bgp-links';
import { takeoverCapacity } from './capacity';
import type { Check, Judged } from './check';
import { failoverApart, failoverChecked, failoverPaired, failoverTtl } from './failover-records';
import { checksKeepStill, checksReach } from './health-checks';
import { inferredFlows } from './inferred/flows';
import { onlyLinks } from './inferred/only-links';
import { leakedSpecifics } from './leaked-specifics';
import { linksBuilt, linksDeclared } from './links';
import { lostFlows } from './lost-flows';
import { metadataPresent } from './metadata-present';
import { interfacesMtu, takeoverMtu } from './mtu';
import { peeringsAccepted } from './peerings-accepted';
import { probesPinned } from './pinned-probes';
import { prefixListsComplete, prefixListsFit } from './prefix-lists';
import { linksProbed } from './probed-links';
import { quotasKept } from './quotas';
import { shadowedRoutes } from './shadowed-routes';
import { sharedRisksOnAllPaths } from './shared-risks';
import { singlePointsOfFailure } from './single-points-of-failure';
import { siteOverlaps } from './site-overlaps';
import { siteUnsplit } from './site-unsplit';
import { siteGateways, sitePrefixes } from './sites';
import { unknownValues } from './unknown-values';
import { vpcsDisjoint } from './vpcs-disjoint';
import { vpcsPropagated } from './vpcs-propagated';

const CHECKS: readonly Check[] = [
  metadataPresent,
  unknownValues,
  siteGateways,
  sitePrefixes,
  siteUnsplit,
  vpcsDisjoint,
  siteOverlaps,
  vpcsPropagated,
  linksBuilt,
  linksDeclared,
  interfacesPresent,
  linksPropagated,
  peeringsAccepted,
  prefixListsComplete,
  prefixListsFit,
  probesPinned,
  linksProbed,
  failoverChecked,
  checksReach,
  checksKeepStill,
  failoverPaired,
  failoverApart,
  failoverTtl,
  quotasKept,
  shadowedRoutes,
  leakedSpecifics,
  advertisedUnreachable,
  baselineNotShortest,
  singlePointsOfFailure,
  sharedRisksOnAllPaths,
  asymmetricPaths,
  interfacesMtu,
  takeoverMtu,
  takeoverCapacity,
  lostFlows,
  inferredFlows,
  onlyLinks,
];

export function runChecks(judged: Judged): readonly Finding[] {
  return CHECKS.flatMap((check) => check(judged));
}
