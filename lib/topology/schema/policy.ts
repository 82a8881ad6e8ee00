// Pure: flows, services, policy and notices as they are written.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { choice, duration, integer, reference, text } from '../../net/document/leaves';
import { DEFAULTS } from '../defaults';
import { chat } from './chat';
import { endpointAddress, HOST_NAME } from './leaves';

export const flow = z
  .strictObject({
    between: told(
      z.tuple([reference('the name of a site', 'A site.'), reference('the name of a site', 'Another site.')]),
      'The pair of sites; both directions are meant.',
      {
        code: 'document-bad-value',
        what: 'a pair of sites',
        allowed: 'exactly two names of sites',
        example: '[ord, iad]',
      },
    ),
    survive: z
      .strictObject({
        links: integer(
          0,
          2,
          'Any so many links at once, or links and a shared risk; 0 opts out of shared risks too.',
          DEFAULTS.survive.links,
        ).optional(),
        risks: integer(0, 1, 'Any so many shared risks at once. Default: 1, or 0 when links is 0.').optional(),
        sites: integer(
          0,
          1,
          'Any so many AWS sites lost whole, other than its own two.',
          DEFAULTS.survive.sites,
        ).optional(),
      })
      .describe('What the flow must survive.'),
  })
  .describe('A pair of sites whose requirement is not the default.');

const endpoint = z.strictObject({
  site: reference('the name of an AWS site', 'The AWS site that serves.'),
  address: endpointAddress('IPv4 address inside a VPC of the site, or a host name for a CNAME.'),
  alarm: text(
    /^[ -9;-~]{1,255}$/,
    "An alarm of CloudWatch in the site's region and account that is on while the service is not well there. Route 53 follows alarms on one metric of standard resolution only. Default: none; the site's reachability alone decides.",
    {
      code: 'document-bad-value',
      what: 'the name of an alarm',
      allowed: 'the name of an alarm of CloudWatch, of 1 to 255 printable characters without a colon, and not its ARN',
      example: 'orders-db-unwell',
    },
  )
    .meta({ examples: ['orders-db-unwell'] })
    .optional(),
});

export const service = z
  .strictObject({
    zone: text(HOST_NAME, 'Private hosted zone of the records.', {
      code: 'document-bad-value',
      what: 'a domain name',
      allowed: 'a domain name in lower case with at least two labels, without a dot at its end',
      example: 'acme.internal',
    }),
    primary: endpoint.describe('Where the service is, when its site can be reached.'),
    secondary: endpoint.describe('Where it is otherwise.'),
    tertiary: endpoint
      .describe('Where it is when neither can be reached. Default: none.')
      .meta({ examples: [{ site: 'cmh', address: '10.20.1.10' }] })
      .optional(),
    ttl: integer(1, 60, 'Time to live of the records, in seconds.', DEFAULTS.ttl).optional(),
  })
  .describe('A health-checked failover record.');

const probePolicy = z
  .strictObject({
    interval: duration('Time between two probes of a link.', DEFAULTS.interval).optional(),
    timeout: duration('How long a probe waits for an answer; at most the interval.', DEFAULTS.timeout).optional(),
    fall: integer(1, 100, 'Misses in a row that make a link bad.', DEFAULTS.fall).optional(),
    rise: integer(1, 1000, 'Answers in a row that make it good again.', DEFAULTS.rise).optional(),
    loss: told(
      z.number().gt(0).max(1),
      'Share of the probes of 30 s that may be lost before a link is bad.',
      { code: 'document-out-of-range', what: 'a share', allowed: 'a number above 0, at most 1', example: '0.2' },
      DEFAULTS.loss,
    ).optional(),
  })
  .describe('How links are measured.');

const massWithdrawal = z
  .strictObject({
    share: told(
      z.number().min(0).lt(1),
      "More than this share of the site's links that were good until then.",
      { code: 'document-out-of-range', what: 'a share', allowed: 'a number from 0 up to 1, without 1', example: '0.5' },
      DEFAULTS.massWithdrawal.share,
    ).optional(),
    links: integer(2, 255, 'And at least so many of them.', DEFAULTS.massWithdrawal.links).optional(),
  })
  .describe(
    "How many of a site's links have to go bad together for its own measuring to be suspected: traffic is still steered, and nothing is withdrawn.",
  );

export const policy = z
  .strictObject({
    admission: reference(
      'the name of an AWS site',
      'Site whose controller admits voluntary drains. Default: the first AWS site of the file.',
    ).optional(),
    maintenance: z
      .strictObject({
        lead: duration('How long before an announced window a link is drained.', DEFAULTS.lead).optional(),
      })
      .describe('What is done about announced maintenance.')
      .optional(),
    probe: probePolicy.optional(),
    holdDown: duration(
      'How long a link must have been good before traffic is given back to it.',
      DEFAULTS.holdDown,
    ).optional(),
    maxConcurrentDrains: integer(
      1,
      100,
      'Number of voluntary drains at once.',
      DEFAULTS.maxConcurrentDrains,
    ).optional(),
    massWithdrawal: massWithdrawal.optional(),
    greyDx: choice(
      ['wait', 'bgp-down'],
      'A Direct Connect link that drops data outside any maintenance: wait for the announcement elsewhere to take effect, or take its BGP session down.',
      DEFAULTS.greyDx,
    ).optional(),
  })
  .describe('How the controller behaves.');

export const notify = z
  .strictObject({
    email: told(
      z.email(),
      'Address that gets alarms, and what controllers do. It has to confirm that once for each AWS site.',
      {
        code: 'document-bad-value',
        what: 'a mail address',
        allowed: 'a mail address',
        example: 'network-oncall@example.com',
      },
    ).optional(),
    chat: chat.optional(),
  })
  .describe('Who is told. Default: nobody.');
