// Pure: the topology file as it is written. The JSON Schema for editors and the reference page are generated from it.

import * as z from 'zod';
import { told } from '../net/document/hint';
import { formatVersion, label, text } from '../net/document/leaves';
import { accepted } from './schema/accept';
import { link, linkName } from './schema/link';
import { maintenance } from './schema/maintenance';
import { operations } from './schema/operations';
import { flow, notify, policy, service } from './schema/policy';
import { site, siteName } from './schema/site';

const share = text(
  /^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization|ou)\/[a-z0-9/-]+)$/,
  'An account, organization or organizational unit.',
  {
    code: 'topology-bad-account',
    what: 'an account, organization or organizational unit',
    allowed: 'an account id of twelve digits in quotes, or the ARN of an organization or organizational unit',
    example: '"123456789012"',
    explain: (got) => (typeof got === 'number' ? { code: 'topology-bad-account', fix: 'put it in quotes' } : undefined),
  },
);

/** Flows grow with the square of the sites. */
const MAX_SITES = 200;

export const WRITTEN = z
  .strictObject({
    version: formatVersion(1),
    name: label('the name of a backbone', 20, 'Name of the backbone.'),
    prefix: label(
      'a prefix',
      20,
      'Begins the names of stacks and resources, so that several deployments fit in one account. Default: name.',
    )
      .meta({ examples: ['acme-test'] })
      .optional(),
    sites: told(
      z.record(siteName, site).refine((sites) => Object.keys(sites).length <= MAX_SITES),
      'The datacenters, by name.',
      {
        code: 'topology-too-many-sites',
        what: 'a map of sites that is small enough',
        allowed: `a map of at most ${MAX_SITES} sites, by name`,
        example: '{ iad: { … } }',
      },
    ),
    links: z.record(linkName, link).describe('The links between them, by name.'),
    flows: z
      .array(flow)
      .describe('Refinements. By default every pair with an AWS site survives any one link and any one shared risk.')
      .optional(),
    accept: z
      .array(accepted)
      .describe('Findings of verification that are accepted, each with a reason. Default: none.')
      .optional(),
    services: z
      .record(label('the name of a service', 30, 'Name of the record in its zone.'), service)
      .describe('Health-checked failover records, by name.')
      .optional(),
    policy: policy.optional(),
    notify: notify.optional(),
    maintenance: maintenance.optional(),
    operations: operations.optional(),
    shareWith: z
      .array(share)
      .describe('Accounts and organizations that may attach VPCs to the transit gateways. Default: none.')
      .optional(),
  })
  .describe('A Detour topology: datacenters, the links between them, and what must survive.');

export type Written = z.infer<typeof WRITTEN>;
export type WrittenSite = Written['sites'][string];
export type WrittenLink = Written['links'][string];
