// Pure: the codes of what verification finds in templates.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;
const warning = <M extends string>(meaning: M) => ({ severity: 'warning', meaning }) as const;
const info = <M extends string>(meaning: M) => ({ severity: 'info', meaning }) as const;

export const VERIFY_CODES = {
  'verify-not-an-assembly': error('the directory is not a cloud assembly that can be read'),
  // What the templates say about the backbone.
  'verify-metadata-invalid': error("a stack's part of the backbone does not have the required form"),
  'verify-metadata-contradiction': error('a part of the backbone is described more than once, and differently'),
  'verify-metadata-missing': error('a part of the backbone is not described by any stack'),
  'verify-no-metadata': warning(
    'no stack describes the backbone, so it is inferred, and nobody says what must survive',
  ),
  'verify-unknown-value': warning('a value that routing depends on is known only at deployment'),
  // What somebody accepts.
  'verify-acknowledgement-without-reason': error('a finding is acknowledged without a reason, so it is not accepted'),
  'verify-acknowledgement-unused': warning('an acknowledgement accepts nothing that is found'),
  // What the templates build.
  'verify-site-without-gateway': error('a site of the backbone has no transit gateway in the templates'),
  'verify-site-tables': error('a site lacks a table that overrides go into'),
  'verify-site-prefixes': error("a site's VPCs are not what the backbone says they are"),
  'verify-site-split': error('the VPCs of one site cannot reach each other'),
  'verify-vpc-overlap': error('two VPCs use the same addresses'),
  'verify-vpc-not-propagated': warning('a gateway table does not lead to a VPC of its own gateway'),
  'verify-link-not-propagated': warning('a gateway table does not learn what a link with BGP brings'),
  'verify-link-without-attachments': error('a link of the backbone does not join its sites in the templates'),
  'verify-link-without-interface': error('a Direct Connect gateway in the templates has no virtual interface'),
  'verify-link-not-accepted': error('nothing in the templates accepts a peering'),
  'verify-prefix-list-missing': error('a site has no prefix list with which to steer traffic to another site'),
  'verify-prefix-list-differs': error("a prefix list does not hold exactly a site's steering prefixes"),
  'verify-route-overlap': warning(
    'two sites have addresses in common, so that routes to one take traffic of the other',
  ),
  'verify-route-shadowed': warning('a route never matches, because other routes of its table hide it'),
  'verify-leaked-specific': error('a route keeps traffic on a link that is drained'),
  'verify-advertised-unreachable': error('a site advertises addresses that it does not deliver'),
  'verify-prefix-list-overfull': error('a prefix list has more entries than room for them'),
  'verify-link-mtu': warning('an interface carries smaller packets than the backbone says of its link'),
  // What measures links.
  'verify-probe-unpinned': error('a probe of a link does not go over this link alone, so it tells of another one'),
  'verify-link-unprobed': warning('nothing measures a link from an AWS site that it leads to'),
  // What the templates say of names that move.
  'verify-failover-without-health-check': error(
    'the primary of a name always counts as healthy, so the name never moves',
  ),
  'verify-failover-check-unreachable': error(
    'a health check asks an address that the checkers of Route 53 do not reach',
  ),
  'verify-failover-missing-data': warning('a health check does not keep its last status while its metric is silent'),
  'verify-failover-alone': warning('a failover record lacks the other one of its pair'),
  'verify-failover-same-site': warning('both records of a name lead to one site'),
  'verify-failover-ttl': warning('resolvers keep a record that may move for more than 60 s'),
  // What AWS gives.
  'verify-quota-exceeded': error('templates take more of a quota than AWS gives to anybody'),
  'verify-quota-default': warning('templates take more of a quota than AWS gives without being asked'),
  'verify-quota-near': warning('templates take four fifths or more of a quota'),
  // What becomes of flows.
  'verify-single-point-of-failure': error('flows that must survive one link have no path without this one'),
  'verify-shared-risk-on-all-paths': error('flows that must survive one shared risk have no path without this one'),
  // An outcome each: with nothing failed, or when controlled after a failure that the flow must survive.
  'verify-flow-unknown': error('what becomes of a flow is not known, where it must be delivered'),
  'verify-dead-link': error('a flow ends in a dead link, where it must be delivered'),
  'verify-no-path': error('a table has no route for a flow, where it must be delivered'),
  'verify-blackhole': error('a flow is dropped by a route that leads nowhere, where it must be delivered'),
  'verify-loop': error('packets of a flow go round in a loop'),
  // What becomes of flows that are inferred, because no stack describes any.
  'verify-one-way': error('packets arrive at a site that cannot answer, or answers arrive of which no packet does'),
  'verify-cut-off': warning('a site on a gateway reaches no other site and none reaches it'),
  'verify-partly-lost': warning('only some packets of a flow arrive, of some subnets or to some addresses'),
  'verify-only-link': warning('without one link, flows are lost that arrive while it stands'),
  'verify-path-unknown': warning('whether packets arrive depends on what the templates do not say'),
  'verify-kept-apart': info('two sites have no path to each other, as segments do that are kept apart'),
  'verify-baseline-not-shortest': error('the baseline disagrees with the shortest path, so overrides would never end'),
  'verify-takeover-mtu': warning(
    'a path that takes over after a failure carries smaller packets than the one it replaces',
  ),
  'verify-takeover-capacity': warning('a path that takes over after a failure has less capacity than what it replaces'),
  'verify-asymmetric-path': warning('a flow and the way back do not pass the same device that keeps state'),
  'verify-advertised-after-failure': info('after a failure a site goes on advertising what it no longer delivers'),
  'verify-baseline-loses-flow': info('without the controller a flow would be lost after a failure'),
  'verify-loss-accepted': info('a flow is not delivered after a failure that it does not have to survive'),
} as const;
