// Pure: the codes of mistakes in a topology file.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;

export const TOPOLOGY_CODES = {
  // Values.
  'topology-bad-prefix': error('a text is not an IPv4 prefix'),
  'topology-host-bits': error('a prefix has bits set beyond its length'),
  'topology-ipv6': error('an IPv6 prefix or address stands where only IPv4 is supported'),
  'topology-bad-address': error('a text is not an IPv4 address'),
  'topology-bad-region': error('a text is not an AWS region'),
  'topology-bad-account': error('a value is not an AWS account id in quotes'),
  'topology-bad-id': error('a text is not the AWS identifier that its key wants'),
  // Names and sites.
  'topology-reserved-name': error('a name is reserved'),
  'topology-name-collision': error('a site and a link have the same name'),
  'topology-no-sites': error('the topology has no AWS site'),
  'topology-too-many-sites': error('the topology has more sites than are supported'),
  'topology-no-links': error('the topology has no links'),
  'topology-site-without-link': error('no link leads to a site'),
  'topology-region-shared': error('two AWS sites are in the same region'),
  'topology-asn-range': error('an autonomous system number cannot be used at that kind of site'),
  'topology-asn-clash': error('two sites have the same autonomous system number'),
  // Prefixes.
  'topology-prefix-unusable': error('a prefix covers addresses that cannot be routed'),
  'topology-prefix-length': error('a prefix is too short or too long for its use'),
  'topology-prefix-outside': error('a prefix is not strictly inside the aggregate of its site'),
  'topology-prefix-overlap': error('two prefixes that must be disjoint overlap'),
  'topology-vpc-too-small': error('a VPC is too small for its zones'),
  'topology-vpc-existing': error('an existing VPC is not fully named'),
  'topology-controller-vpc': error('functions of a site are to run in a VPC that is not created there'),
  'topology-controller-direct-connect': error(
    'functions that ask Direct Connect are to run where they cannot reach it',
  ),
  'topology-probe-cidr': error('the prefix of the probe subnets does not fit'),
  'topology-probe-index': error('a site has no probe subnet for the index of a link'),
  // Links.
  'topology-accept-unknown': error('a finding is accepted of something that does not exist'),
  'topology-unknown-site': error('a site is named that does not exist'),
  'topology-link-self': error('a link joins a site with itself'),
  'topology-link-kind': error('a kind of link cannot join these kinds of site'),
  'topology-index-clash': error('two links of a site have the same index'),
  'topology-peering-duplicate': error('two peerings join the same pair of sites'),
  'topology-dx-interface': error('a Direct Connect link has not exactly one way to its virtual interface'),
  'topology-dx-clash': error('two links use the same virtual interface or Direct Connect gateway'),
  'topology-dx-gateway': error('a Direct Connect link names an existing gateway and no interface that hangs on it'),
  'topology-dx-gateway-asn': error('a Direct Connect link does not say which number its existing gateway has'),
  'topology-dx-asn': error('a Direct Connect gateway cannot have that autonomous system number'),
  'topology-dx-mtu': error('a virtual interface cannot be set to that MTU'),
  'topology-bgp-addresses': error('the addresses of a BGP session do not belong together'),
  'topology-customer-gateway': error('a VPN has no usable customer gateway'),
  'topology-risk-duplicate': error('a link lists a shared risk twice'),
  'topology-probe-target': error('a probe target does not fit its link'),
  'topology-cost-order': error('a VPN is not costlier than a Direct Connect link between the same sites'),
  'topology-cost-direct': error('a path over a peering is not costlier than the own BGP link of a site'),
  'topology-limit': error('the topology needs more than a quota that AWS does not raise'),
  // Providers.
  'topology-unknown-provider': error('a link names a provider that does not exist'),
  'topology-provider-clash': error('two providers announce maintenance under the same name'),
  // Approvers.
  'topology-approvals': error('more approvals are needed than there are approvers'),
  // Flows, services and policy.
  'topology-flow-self': error('a flow joins a site with itself'),
  'topology-flow-on-prem': error('a flow joins two on-prem sites'),
  'topology-flow-duplicate': error('a pair of sites is refined twice'),
  'topology-survive': error('a flow asks to survive a combination that does not exist'),
  'topology-service-site': error('a service names a site that cannot serve it'),
  'topology-service-address': error('an address of a service does not fit its site'),
  'topology-policy-admission': error('the admission site is not an AWS site'),
  'topology-policy-probe': error('the probe policy contradicts itself'),
  'topology-policy-drains': error('more drains at once are allowed than there are links'),
  'topology-policy-mass-withdrawal': error('the guard against a site that measures wrongly could never act'),
} as const;
