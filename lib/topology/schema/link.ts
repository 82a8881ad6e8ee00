// Pure: a link as it is written.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { flag, integer, label, reference, text } from '../../net/document/leaves';
import { DEFAULTS } from '../defaults';
import { awsId, interfaceAddress, ipv4, LAST_ASN } from './leaves';

const common = {
  between: told(
    z.tuple([reference('the name of a site', 'A site.'), reference('the name of a site', 'Another site.')]),
    'The two sites that the link joins.',
    {
      code: 'document-bad-value',
      what: 'a pair of sites',
      allowed: 'exactly two names of sites',
      example: '[iad, pdx]',
    },
  ),
  index: integer(
    1,
    255,
    'Number of the link, unique at each of its sites. It fixes everything derived from the link, so never change it.',
  ),
  cost: integer(1, 65535, 'Cost of the link; traffic takes the path with the smallest sum.'),
  sharedRisks: z
    .array(label('the name of a shared risk', 40, 'Name of a shared risk.'))
    .describe(
      'Facilities, carriers, devices and cables whose loss takes this link and all others that list them. Default: none.',
    )
    .optional(),
  circuitIds: z
    .array(text(/^\S(.{0,98}\S)?$/, 'A circuit id.', circuitIdHint()))
    .describe('Circuit ids of the provider, matched against maintenance notices. Default: none.')
    .optional(),
  provider: reference(
    'the name of a provider',
    'Provider of the circuits, who alone may announce maintenance of them. Default: any of maintenance.providers.',
    'carrier-a',
  ).optional(),
  capacityGbps: told(z.number().gt(0).max(100_000), 'Capacity in gigabits per second. Default: not considered.', {
    code: 'document-out-of-range',
    what: 'a capacity',
    allowed: 'a number above 0, at most 100000',
    example: '10',
  }).optional(),
  mtu: integer(576, 9001, 'Largest packet in bytes that the link is known to carry. Default: 8500, or 1446 in a VPN.')
    .meta({ examples: [1400] })
    .optional(),
  mssClamp: flag('The sites clamp TCP segments to what the link carries.', DEFAULTS.mssClamp).optional(),
};

function circuitIdHint() {
  return {
    code: 'document-bad-value',
    what: 'a circuit id',
    allowed: 'up to 100 characters of text; put numbers in quotes',
    example: '"DX/12345"',
  } as const;
}

const probe = z
  .strictObject({
    target: ipv4('Address inside the on-prem site that answers TCP; each link has its own.'),
    port: integer(1, 65535, 'TCP port that answers.', DEFAULTS.probePort).optional(),
  })
  .describe('What the path-pinned probe of the link connects to. Default: the link is not probed end to end.')
  .optional();

const peeringLink = z
  .strictObject({
    kind: z.literal('transit-gateway-peering').describe('A peering between the transit gateways of two AWS sites.'),
    ...common,
  })
  .describe('A peering of transit gateways.');

const peer = {
  amazonAddress: interfaceAddress('Address of the AWS end with its length. Default: AWS chooses it.').optional(),
  customerAddress: interfaceAddress('Address of the on-prem end with its length. Default: AWS chooses it.').optional(),
  authKeySecret: text(
    /^[A-Za-z0-9/_+=.@:-]{1,512}$/,
    'Name or ARN of the Secrets Manager secret with the MD5 key. Default: AWS makes a key.',
    {
      code: 'document-bad-value',
      what: 'the name or ARN of a secret',
      allowed: 'letters, digits and /_+=.@:-',
      example: 'detour/ord-iad-dx',
    },
  ).optional(),
};

const bgp = z
  .strictObject({
    ...peer,
    second: z
      .strictObject(peer)
      .describe(
        'A second BGP session beside the first, with addresses of its own. AWS refuses it on a connection without logical redundancy. Default: there is one session.',
      )
      .meta({ examples: [{ amazonAddress: '169.254.255.6/30', customerAddress: '169.254.255.5/30' }] })
      .optional(),
  })
  .describe('The BGP session of the virtual interface. Default: AWS chooses the addresses and the key.')
  .meta({ examples: [{ amazonAddress: '169.254.255.2/30', customerAddress: '169.254.255.1/30' }] })
  .optional();

const directConnectLink = z
  .strictObject({
    kind: z.literal('direct-connect').describe('A Direct Connect gateway with one transit virtual interface.'),
    ...common,
    connection: awsId(
      'dxcon',
      'The connection on which a transit virtual interface is made; vlan is then needed.',
      '[a-z0-9]{8}',
    ).optional(),
    vlan: integer(1, 4094, 'VLAN of the transit virtual interface.').optional(),
    virtualInterface: awsId(
      'dxvif',
      'An existing transit virtual interface, instead of connection and vlan. Write mtu: 1500 where its owner did not ask for 8500.',
      '[a-z0-9]{8}',
    ).optional(),
    directConnectGateway: text(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'An existing Direct Connect gateway, to which virtualInterface is attached, and which is not associated with the transit gateway yet; amazonAsn is then needed. Default: a gateway of its own for the link.',
      {
        code: 'topology-bad-id',
        what: 'the id of a Direct Connect gateway',
        allowed: 'its id, a UUID in small letters',
        example: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      },
    ).optional(),
    amazonAsn: integer(
      1,
      LAST_ASN,
      'Autonomous system number of the Direct Connect gateway, other than those of both sites; of an existing gateway, the one that it has. Default: 4266000000 plus index.',
    )
      .meta({ examples: [4266000004] })
      .optional(),
    bgp,
    probe,
  })
  .describe('A Direct Connect link.');

const customerGateway = z
  .strictObject({
    ip: ipv4('Public address of the on-prem gateway; one without has to bring the tunnels up itself.').optional(),
    certificateArn: text(
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9A-Za-z-]+$/,
      'Private certificate of the on-prem gateway in ACM, in the region of the AWS end. Default: AWS makes pre-shared keys.',
      {
        code: 'topology-bad-id',
        what: 'the ARN of a certificate',
        allowed: 'the ARN of an ACM certificate',
        example: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      },
    ).optional(),
  })
  .describe('The on-prem end of the VPN: ip, certificateArn or both.');

const vpnLink = z
  .strictObject({
    kind: z.literal('site-to-site-vpn').describe('A site-to-site VPN with two tunnels and BGP.'),
    ...common,
    customerGateway,
    acceleration: flag(
      'Carry the tunnels over Global Accelerator; with a certificate, the on-prem gateway then has to fragment IKE messages.',
      DEFAULTS.acceleration,
    ).optional(),
    probe,
  })
  .describe('A site-to-site VPN.');

export const link = z.discriminatedUnion('kind', [peeringLink, directConnectLink, vpnLink]);
export const linkName = label('the name of a link', 30, 'Name of a link.');
