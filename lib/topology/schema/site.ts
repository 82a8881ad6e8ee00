// Pure: a site as it is written.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { flag, integer, label, text } from '../../net/document/leaves';
import { DEFAULTS } from '../defaults';
import { account, awsId, cidr, LAST_ASN } from './leaves';

const vpc = z
  .strictObject({
    cidr: cidr('Prefix of the VPC, strictly inside the aggregate of its site, from /16 to /26.'),
    azs: integer(2, 4, 'Number of availability zones that get subnets. A /26 has room for 2.', DEFAULTS.azs).optional(),
    vpcId: awsId(
      'vpc',
      'An existing VPC, not attached to the transit gateway of the site yet; subnetIds and routeTableIds are then needed. Default: a VPC is created.',
    ).optional(),
    subnetIds: z
      .array(awsId('subnet', 'A subnet, one per availability zone.'))
      .min(1)
      .describe(
        'Subnets of the existing VPC that get the attachment of the transit gateway, one per availability zone.',
      )
      .optional(),
    routeTableIds: z
      .array(awsId('rtb', 'A route table.'))
      .min(1)
      .describe('Route tables of the existing VPC that get routes to the other sites, and have none to their cidr yet.')
      .optional(),
  })
  .describe('A VPC of the site.');

const awsSite = z
  .strictObject({
    kind: z.literal('aws').describe('An AWS region with its VPCs behind one transit gateway.'),
    region: text(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'AWS region. No two sites share one.', {
      code: 'topology-bad-region',
      what: 'an AWS region',
      allowed: 'the code of an AWS region',
      example: 'us-east-1',
    }),
    account: account(
      'Account to bind the stacks of the site to. Default: the account of the credentials in use.',
    ).optional(),
    asn: integer(
      1,
      LAST_ASN,
      'Autonomous system number of the transit gateway: 64512 to 65534 or 4200000000 to 4294967294.',
    ),
    cidr: cidr('Aggregate of the site: covers everything that the site uses.'),
    vpcs: told(
      z.record(label('the name of a VPC', 20, 'Name of a VPC.'), vpc).refine((vpcs) => Object.keys(vpcs).length > 0),
      'The VPCs of the site, by name; at least one.',
      {
        code: 'document-bad-value',
        what: 'a map with at least one VPC',
        allowed: 'a map with at least one VPC, by name',
        example: '{ core: { cidr: 10.10.0.0/18 } }',
      },
    ),
    transitGatewayId: awsId(
      'tgw',
      'An existing transit gateway to use instead of creating one. Its default route table association and propagation are off, and none of the VPCs, Direct Connect gateways and transit gateways that the file joins to it is joined to it yet. Default: one is created.',
    ).optional(),
    probeCidr: cidr(
      'A /20 for probe subnets, whose /28 number `index` belongs to that link. Write it down before a VPC comes that sorts before all others: the default would move. Default: the last quarter of the first VPC by name, of those that are created.',
    )
      .meta({ examples: ['10.10.240.0/20'] })
      .optional(),
    controller: z
      .strictObject({
        vpc: label(
          'the name of a VPC',
          20,
          'A VPC of the site that is created. It gets interface endpoints of EC2, EventBridge, SNS, CloudWatch and Systems Manager, which everything in it then uses, and gateway endpoints; best is one that is for nothing else.',
        ).meta({ examples: ['tools'] }),
      })
      .describe(
        'Where the controller runs, and the functions that take in signals. Not at a site with Direct Connect links, whose service has no endpoint in a VPC. Default: in no VPC.',
      )
      .optional(),
  })
  .describe('A site in AWS.');

const onPremSite = z
  .strictObject({
    kind: z.literal('on-prem').describe('Premises that this program does not configure.'),
    asn: integer(1, LAST_ASN, 'Autonomous system number of the routers on the premises.'),
    cidr: cidr('Aggregate of the site: covers everything that the site uses.'),
    announces: z
      .array(cidr('A prefix that the site announces, strictly inside its aggregate, at most /26 long.'))
      .min(1)
      .describe('What the site announces over BGP: the specifics. Default: the two halves of cidr.')
      .meta({ examples: [['10.40.0.0/18', '10.40.64.0/18']] })
      .optional(),
    stateful: flag(
      'Firewalls of the site keep state of connections, each for one link alone: both directions of a flow have to use the same link, else a warning says so.',
      DEFAULTS.stateful,
    ).optional(),
  })
  .describe('A site on premises.');

export const site = z.discriminatedUnion('kind', [awsSite, onPremSite]);
export const siteName = label('the name of a site', 20, 'Name of a site.');
