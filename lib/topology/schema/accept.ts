// Pure: findings of verification that somebody accepts, as they are written.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { reference, text } from '../../net/document/leaves';

const site = () => reference('the name of a site', 'A site.');

export const accepted = z
  .strictObject({
    finding: text(/^verify-[a-z-]+$/, 'The code of the finding, as it is printed.', {
      code: 'document-bad-value',
      what: 'a code of verification',
      allowed: 'the code of an error or warning of verification',
      example: 'verify-single-point-of-failure',
    }),
    failed: z
      .array(reference('the name of a link, shared risk or AWS site', 'A link, shared risk or AWS site.', 'iad-pdx'))
      .min(1)
      .describe('What has failed where it is found, all of it. Default: anything.')
      .meta({ examples: [['iad-pdx']] })
      .optional(),
    between: told(z.tuple([site(), site()]), 'The flow that it is about, in both directions. Default: any.', {
      code: 'document-bad-value',
      what: 'a pair of sites',
      allowed: 'exactly two names of sites',
      example: '[ord, iad]',
    }).optional(),
    at: text(/^[^,\s]+$/, 'The construct that it points at, or one above it. Default: any.', {
      code: 'document-bad-value',
      what: 'a construct path',
      allowed: 'a construct path, as it is printed',
      example: 'acme-iad-routes/Baseline',
    }).optional(),
    reason: text(/\S/, 'Why it is accepted, for whoever reads it next.', {
      code: 'document-bad-value',
      what: 'a reason',
      allowed: 'a sentence',
      example: 'pdx is a test site, and its second link comes in March',
    }),
  })
  .describe('An entry that accepts nothing is told of until it is removed.');
