// Codes of what becomes of flows that are inferred, shown by examples of templates that describe none.

import type { Assembly } from '../../../lib/verify/assembly';
import { exampleTemplates, lacking, staticVpn, withProperties, withResource } from '../../support/example-templates';
import type { Exhibit } from './exhibit';

const hub = () => exampleTemplates('hub-and-spoke.yaml');
const segmented = () => exampleTemplates('segmented.json');
const inspected = () => exampleTemplates('inspection.yaml');

/** Production and development in one segment after all. */
function joined(): Assembly {
  const propagation = (of: string, into: string) => ({
    Type: 'AWS::EC2::TransitGatewayRouteTablePropagation',
    Properties: {
      TransitGatewayAttachmentId: { Ref: `${of}Attachment` },
      TransitGatewayRouteTableId: { Ref: `${into}Segment` },
    },
  });
  const there = withResource(segmented(), 'segmented.ProdInDev', propagation('Prod', 'Dev'));
  return withResource(there, 'segmented.DevInProd', propagation('Dev', 'Prod'));
}

/** The datacenter with a VPN beside Direct Connect: both say of it by a tag where they lead. */
function twoWays(): Assembly {
  const Tags = [{ Key: 'detour:site', Value: 'datacenter' }];
  const direct = withProperties(exampleTemplates('direct-connect.yaml'), 'direct-connect.DirectConnect', { Tags });
  const customer = withResource(direct, 'direct-connect.Customer', {
    Type: 'AWS::EC2::CustomerGateway',
    Properties: { Type: 'ipsec.1', BgpAsn: 65000, IpAddress: '203.0.113.10', Tags },
  });
  return withResource(customer, 'direct-connect.Vpn', {
    Type: 'AWS::EC2::VPNConnection',
    Properties: { Type: 'ipsec.1', CustomerGatewayId: { Ref: 'Customer' }, TransitGatewayId: { Ref: 'Hub' } },
  });
}

export const INFERRED: readonly Exhibit[] = [
  {
    code: 'verify-one-way',
    wrong: ['a segment has no route to what reaches it', () => lacking(segmented(), 'segmented.SharedInDev')],
    right: [
      'the segments are apart both ways',
      () => lacking(segmented(), 'segmented.SharedInDev', 'segmented.DevInShared'),
    ],
  },
  {
    code: 'verify-cut-off',
    wrong: [
      'a VPC with routes to a gateway is not attached to it',
      () => lacking(hub(), 'hub-and-spoke.OrdersAttachment'),
    ],
    right: ['it is attached', hub],
  },
  {
    code: 'verify-partly-lost',
    wrong: ['the firewall of one zone leads nowhere', () => lacking(inspected(), 'inspection.FirewallBToHub')],
    right: ['the firewalls of both zones lead on', inspected],
  },
  {
    code: 'verify-only-link',
    about: 'without datacenter',
    wrong: ['a datacenter hears of VPCs over one link', () => exampleTemplates('direct-connect.yaml')],
    right: ['it hears of them over two', twoWays],
  },
  {
    code: 'verify-path-unknown',
    wrong: [
      'nobody says whose attachment a route leads to',
      () => exampleTemplates('static-vpn.yaml', 'VpnAttachment=tgw-attach-0123456789abcdef0'),
    ],
    right: ['a parameter names the VPN', staticVpn],
  },
  {
    code: 'verify-kept-apart',
    wrong: ['two segments propagate nothing to each other', segmented],
    right: ['they do', joined],
  },
];
