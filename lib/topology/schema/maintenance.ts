// Pure: who announces maintenance, and how, as it is written.

import * as z from 'zod';
import { told } from '../../net/document/hint';
import { choice, label, text } from '../../net/document/leaves';
import { DEFAULTS } from '../defaults';

const SENDER = /^([A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64})?@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;

const mail = z
  .strictObject({
    recipient: told(z.email(), 'Address to which providers send them; SES receives mail for its domain.', {
      code: 'document-bad-value',
      what: 'a mail address',
      allowed: 'a mail address',
      example: 'maintenance@acme.example',
    }),
    ruleSet: text(
      /^[A-Za-z0-9_.-]{1,64}$/,
      'An existing receipt rule set of SES, to which the rule is added. Default: a rule set of its own, which somebody has to activate.',
      {
        code: 'document-bad-value',
        what: 'the name of a receipt rule set',
        allowed: 'up to 64 letters, digits, dots, underscores and hyphens',
        example: 'inbound',
      },
    ).optional(),
  })
  .describe('Notices by mail. Default: none are received.');

const provider = z
  .strictObject({
    senders: z
      .array(
        text(SENDER, 'A mail address, or all of a domain as @carrier.example.', {
          code: 'document-bad-value',
          what: 'a sender',
          allowed: 'a mail address, or a domain after @',
          example: 'noc@carrier.example',
        }),
      )
      .describe('Who may announce maintenance for the provider. Mails of others are told and drain nothing.'),
    announcesAs: z
      .array(
        text(/^\S(.{0,98}\S)?$/, 'A value of X-MAINTNOTE-PROVIDER.', {
          code: 'document-bad-value',
          what: 'the name of a provider in its notices',
          allowed: 'up to 100 characters of text',
          example: 'carrier.example',
        }),
      )
      .describe('What the provider calls itself in its notices. Default: its name here.')
      .optional(),
  })
  .describe('A provider of links.');

export const maintenance = z
  .strictObject({
    mail: mail.optional(),
    dropped: choice(
      ['alert', 'trusted'],
      'Notices that a person puts into the bucket: tell of them only, or drain for them too.',
      DEFAULTS.dropped,
    ).optional(),
    providers: z
      .record(label('the name of a provider', 40, 'Name of the provider; links name it as their provider.'), provider)
      .describe('The providers whose notices drain links, by name. Default: none.')
      .optional(),
  })
  .describe('How providers announce maintenance.');
