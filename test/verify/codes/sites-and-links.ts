// Codes of what the templates build of sites and of links.

import type { Assembly } from '../../../lib/verify/assembly';
import { changed, edited, without } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { beside, changedAt, GATEWAY_ROUTE, hybrid, renamed, retagged, sameTarget, the } from './world';

const GATEWAY = 'AWS::EC2::TransitGateway';
const TABLE = 'AWS::EC2::TransitGatewayRouteTable';
const VPC = 'AWS::EC2::VPC';
const PROPAGATION = 'AWS::EC2::TransitGatewayRouteTablePropagation';
const INTERFACE = 'AWS::DirectConnect::TransitVirtualInterface';
const LIST = 'AWS::EC2::PrefixList';

const gateway = () => the(GATEWAY, 'acme-iad/');
const spokes = () => the(TABLE, 'acme-iad/TransitGateway/SpokesTable');
const learnsCore = (table: string) => the(PROPAGATION, `acme-iad/Vpcs/core/Attachment/Propagations/${table}`);
const learnsDx = () => the(PROPAGATION, 'acme-link-ord-iad-dx/Attachment/Propagations/spokes');
const dxInterface = () => the(INTERFACE, 'acme-link-ord-iad-dx/');
const listOfCmh = () => the(LIST, 'acme-iad/Steering/cmh/All');

/** The first VPC of iad with a second block. */
function enlarged(): Assembly {
  const vpc = the(VPC, 'acme-iad/Vpcs/core');
  const Properties = { VpcId: { Ref: vpc.logicalId }, CidrBlock: '10.10.128.0/18' };
  return edited(hybrid(), ['acme-iad', 'Resources', 'Block'], { Type: 'AWS::EC2::VPCCidrBlock', Properties });
}

function vpcOfCmh(CidrBlock: string): Assembly {
  return changedAt(VPC, 'acme-cmh/', { CidrBlock });
}

/** The VPN on the gateway with which a Direct Connect gateway is associated. */
function vpnBeside(link: string): Assembly {
  const { AssociatedGatewayId } = the('AWS::DirectConnect::DirectConnectGatewayAssociation', `acme-link-${link}/`).body
    .Properties;
  return changedAt('AWS::EC2::VPNConnection', 'acme-link-ord-iad-vpn/', { TransitGatewayId: AssociatedGatewayId });
}

/** The end of a peering which accepts it, or the one which waits for that, with this role. */
function peeringEnd(site: string, Role: string): Assembly {
  return changedAt('Custom::DetourPeering', `acme-${site}-routes/Links/iad-cmh`, { Role });
}

const SITES: readonly Exhibit[] = [
  {
    code: 'verify-site-without-gateway',
    wrong: ['a site has a second gateway', () => beside(hybrid(), gateway(), {})],
    right: [
      'the second gateway is of a site of its own',
      () => beside(hybrid(), gateway(), retagged(gateway(), 'detour:site', 'gru')),
    ],
  },
  {
    code: 'verify-site-tables',
    wrong: ['a gateway has two tables spokes', () => beside(hybrid(), spokes(), {})],
    right: [
      'the second table has another name',
      () => beside(hybrid(), spokes(), retagged(spokes(), 'detour:table', 'inspection')),
    ],
  },
  {
    code: 'verify-site-prefixes',
    wrong: ['a VPC got a second block, which its site does not have', enlarged],
    right: [
      'the second block is described with the site',
      () =>
        edited(
          enlarged(),
          ['acme-iad', 'Metadata', 'Detour', 'sites', 0, 'specifics'],
          ['10.10.0.0/18', '10.10.64.0/18', '10.10.128.0/18'],
        ),
    ],
  },
  {
    code: 'verify-site-split',
    wrong: ['the table of the VPCs does not learn of one of them', () => without(hybrid(), learnsCore('spokes'))],
    right: ['only the table of the links does not learn of it', () => without(hybrid(), learnsCore('transit'))],
  },
  {
    code: 'verify-vpc-overlap',
    wrong: ['a VPC has addresses of a VPC of another site', () => vpcOfCmh('10.10.32.0/19')],
    right: ['the VPC has other addresses of its own site', () => vpcOfCmh('10.20.32.0/19')],
  },
  {
    code: 'verify-vpc-not-propagated',
    wrong: ['a table does not learn of a VPC', () => without(hybrid(), learnsCore('transit'))],
    right: [
      'a static route leads to the VPC instead',
      () => {
        const learns = learnsCore('transit');
        const { TransitGatewayRouteTableId } = learns.body.Properties;
        const Properties = {
          ...sameTarget(learns),
          TransitGatewayRouteTableId,
          DestinationCidrBlock: '10.10.0.0/18',
        };
        return edited(without(hybrid(), learns), ['acme-iad', 'Resources', 'Static'], {
          Type: GATEWAY_ROUTE,
          Properties,
        });
      },
    ],
  },
];

const LINKS: readonly Exhibit[] = [
  {
    code: 'verify-link-mtu',
    wrong: [
      'nothing is said of the packets of an interface',
      () => changed(hybrid(), dxInterface(), { Mtu: undefined }),
    ],
    right: ['an interface carries what its link is said to', () => changed(hybrid(), dxInterface(), { Mtu: '8500' })],
  },

  {
    code: 'verify-link-not-propagated',
    wrong: ['a table does not learn what comes over a Direct Connect', () => without(hybrid(), learnsDx())],
    right: ['another resource lets the table learn it', () => renamed(hybrid(), learnsDx())],
  },
  {
    code: 'verify-link-without-attachments',
    wrong: ['a VPN is attached to the gateway of another site', () => vpnBeside('ord-pdx-dx')],
    right: ['the VPN is attached to the gateway of its site', () => vpnBeside('ord-iad-dx')],
  },
  {
    code: 'verify-link-without-interface',
    wrong: ['a Direct Connect gateway has no interface', () => without(hybrid(), dxInterface())],
    right: [
      'the interface is a hosted one, which is accepted',
      () => {
        const { stack, logicalId, body } = dxInterface();
        const { DirectConnectGatewayId } = body.Properties;
        const hosted = { Type: 'Custom::DetourHostedInterface', Properties: { DirectConnectGatewayId } };
        return edited(hybrid(), [stack, 'Resources', logicalId], hosted);
      },
    ],
  },
  {
    code: 'verify-link-not-accepted',
    wrong: ['both ends of a peering wait until it is accepted', () => peeringEnd('cmh', 'wait')],
    right: ['one end of a peering waits until the other accepts it', () => peeringEnd('iad', 'wait')],
  },
];

const LISTS: readonly Exhibit[] = [
  {
    code: 'verify-prefix-list-missing',
    wrong: ['a list is in a region where its site is not', () => listIn('acme-pdx')],
    right: ['a list is in another stack of its region', () => listIn('acme-iad-routes')],
  },
  {
    code: 'verify-prefix-list-overfull',
    wrong: ['a list has room for one entry and holds two', () => withRoom(1)],
    right: ['a list has room for just its entries', () => withRoom(2)],
  },

  {
    code: 'verify-prefix-list-missing',
    wrong: ['two lists steer the same site', () => beside(hybrid(), listOfCmh(), {})],
    right: ['the second list steers nothing', () => beside(hybrid(), listOfCmh(), { Tags: [] })],
  },
  {
    code: 'verify-prefix-list-differs',
    wrong: ['a list has an entry too few', () => withEntries((entries) => entries.slice(1))],
    right: ['a list has its entries in another order', () => withEntries((entries) => [...entries].reverse())],
  },
];

/** The list with this much room for its two entries. */
function withRoom(MaxEntries: number): Assembly {
  return changedAt(LIST, listOfCmh().path, { MaxEntries });
}

/** The list of one site in the stack of another one, which is in another region. */
function listIn(stack: string): Assembly {
  const { logicalId, body } = listOfCmh();
  return edited(without(hybrid(), listOfCmh()), [stack, 'Resources', `Moved${logicalId}`], body);
}

function withEntries(make: (entries: readonly unknown[]) => readonly unknown[]): Assembly {
  const Entries = make(listOfCmh().body.Properties.Entries as readonly unknown[]);
  return changedAt(LIST, listOfCmh().path, { Entries });
}

export const SITES_AND_LINKS: readonly Exhibit[] = [...SITES, ...LINKS, ...LISTS];
