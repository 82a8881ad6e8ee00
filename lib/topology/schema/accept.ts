// Pure: findings of verification that somebody accepts, as they are written.

import * as z from 'zod';
import { VERIFY_CODES } from '../../net/codes/verify';
import { told } from '../../net/document/hint';
import { choice, reference, text } from '../../net/document/leaves';

type VerifyCode = keyof typeof VERIFY_CODES;

/** What cannot be accepted: that nothing could be read, and what is wrong with an acknowledgement itself. */
const NEVER = /^verify-(not-an-assembly|acknowledgement-.*)$/;

const ACCEPTABLE = (Object.keys(VERIFY_CODES) as VerifyCode[]).filter(
  (code) => VERIFY_CODES[code].severity !== 'info' && !NEVER.test(code),
) as [VerifyCode, ...VerifyCode[]];

const site = () => reference('the name of a site', 'A site.');

export const accepted = z
  .strictObject({
    finding: choice(ACCEPTABLE, 'The code of the finding, as it is printed.').meta({
      examples: ['verify-single-point-of-failure'],
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
  .describe('A finding that is accepted. One that accepts nothing is told of, until it is removed.');
