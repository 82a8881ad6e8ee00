// Codes of quotas: so many of one kind of resource, and one more or less.

import type { Assembly } from '../../../lib/verify/assembly';
import { changed, edited, stack } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { changedAt, hybrid, the } from './world';

const GATEWAY = {
  Type: 'AWS::EC2::TransitGateway',
  Properties: { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' },
};
const ON_GATEWAY = { TransitGatewayId: { Ref: 'Gateway' } };

/** So many resources of one kind under names of their own. */
function many(count: number, make: (number: number) => object): Record<string, object> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`Item${i}`, make(i)]));
}

function plain(resources: object): Assembly {
  return { stacks: [stack('app', { Resources: { Gateway: GATEWAY, ...resources } })] };
}

function tables(count: number): Assembly {
  return plain(many(count, () => ({ Type: 'AWS::EC2::TransitGatewayRouteTable', Properties: ON_GATEWAY })));
}

/** A gateway with so many Direct Connect gateways. */
function directConnects(count: number): Assembly {
  const association = (number: number) => ({
    Type: 'AWS::DirectConnect::DirectConnectGatewayAssociation',
    Properties: {
      AssociatedGatewayId: { Ref: 'Gateway' },
      DirectConnectGatewayId: `00000000-0000-0000-0000-0000000000${10 + number}`,
      AllowedPrefixesToDirectConnectGateway: ['10.0.0.0/16'],
    },
  });
  return plain(many(count, association));
}

/** A table of a VPC with so many routes, beside its local one. */
function routes(count: number): Assembly {
  const route = (number: number) => ({
    Type: 'AWS::EC2::Route',
    Properties: {
      ...ON_GATEWAY,
      RouteTableId: { Ref: 'Table' },
      DestinationCidrBlock: `10.${number >> 8}.${number & 255}.0/24`,
    },
  });
  const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.255.0.0/24' } };
  const Table = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } };
  return plain({ Vpc, Table, ...many(count, route) });
}

/** A route to a list of one prefix with room for so many. */
function listed(MaxEntries: number): Assembly {
  const Entries = [{ Cidr: '10.9.0.0/16' }];
  const List = { Type: 'AWS::EC2::PrefixList', Properties: { AddressFamily: 'IPv4', Entries, MaxEntries } };
  const before = routes(1);
  const listedRoute = edited(before, ['app', 'Resources', 'Item0', 'Properties'], {
    ...ON_GATEWAY,
    RouteTableId: { Ref: 'Table' },
    DestinationPrefixListId: { Ref: 'List' },
  });
  return edited(listedRoute, ['app', 'Resources', 'List'], List);
}

/** The Direct Connect of iad with more prefixes, so that it always announces so many beside the aggregates. */
function allowing(count: number): Assembly {
  const more = the('Custom::DetourAllowedPrefixes', 'acme-link-ord-iad-dx/');
  const Prefixes = Array.from({ length: count }, (_, i) => `10.10.${i}.0/24`);
  return changed(hybrid(), more, { Prefixes });
}

/** The lists by which iad steers, with room for so many entries each. */
function roomy(MaxEntries: number): Assembly {
  return ['cmh', 'ord', 'pdx'].reduce(
    (before, site) => changedAt('AWS::EC2::PrefixList', `acme-iad/Steering/${site}/All`, { MaxEntries }, before),
    hybrid(),
  );
}

export const QUOTAS: readonly Exhibit[] = [
  {
    code: 'verify-quota-near',
    wrong: ['a gateway has four fifths of its tables', () => tables(16)],
    right: ['a gateway has one table less', () => tables(15)],
  },
  {
    code: 'verify-quota-near',
    about: 'steered at once',
    wrong: ['overrides of lists with much room would fill a gateway', () => roomy(1_333)],
    right: ['the lists have less room', () => roomy(1_300)],
  },
  {
    code: 'verify-quota-near',
    about: 'the route table app.Table takes 40',
    wrong: ['a route to a list of one prefix has room for many', () => listed(39)],
    right: ['a route to such a list has less room', () => listed(38)],
  },
  {
    code: 'verify-quota-default',
    wrong: ['a gateway has a table more than AWS gives unasked', () => tables(21)],
    right: ['a gateway has all its tables', () => tables(20)],
  },
  {
    code: 'verify-quota-exceeded',
    wrong: ['a gateway has a Direct Connect gateway too many', () => directConnects(21)],
    right: ['a gateway has as many Direct Connect gateways as it may', () => directConnects(20)],
  },
  {
    code: 'verify-quota-exceeded',
    wrong: ['a table of a VPC has more routes than AWS gives to anybody', () => routes(1_000)],
    right: ['a table of a VPC has as many routes as AWS gives when it is asked', () => routes(999)],
  },
  {
    code: 'verify-quota-exceeded',
    about: 'the Direct Connect link ord-iad-dx, when the worst one or two failures draw other sites to it, takes 201',
    wrong: ['an override would no longer fit on a Direct Connect', () => allowing(196)],
    right: ['every override still fits on a Direct Connect', () => allowing(195)],
  },
];
