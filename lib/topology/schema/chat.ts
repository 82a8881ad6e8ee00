// Pure: where a chat is, as it is written.

import * as z from 'zod';
import { text } from '../../net/document/leaves';

const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
/** As AWS takes it. */
const TEAMS_CHANNEL = /^(?=.{1,255}$)[A-Za-z0-9_=+/.,-]+%3[aA][A-Za-z0-9_=+/.,-]+%40[A-Za-z0-9_=+/.,-]+$/;

/** An id of Slack, such as `T0123ABCD`. */
function slackId(first: string, what: string, description: string) {
  const example = `${first.charAt(0)}0123ABCD`;
  return text(new RegExp(`^[${first}][0-9A-Z]{6,30}$`), description, {
    code: 'document-bad-value',
    what: `the id of a ${what} of Slack`,
    allowed: `${[...first].join(' or ')} and then capital letters and digits, such as ${example}; not a name`,
    example,
  });
}

function microsoftId(what: string, description: string, example: string) {
  return text(UUID, description, {
    code: 'document-bad-value',
    what: `the id of a ${what} of Microsoft`,
    allowed: 'a UUID',
    example,
  });
}

function explainChannel(got: unknown) {
  if (typeof got !== 'string' || !/^[^:@%]+:[^:@%]+@[^:@%]+$/.test(got)) return undefined;
  return { fix: `write ${got.replace(':', '%3a').replace('@', '%40')}` };
}

const slack = z
  .strictObject({
    workspace: slackId('TE', 'workspace', 'The workspace, which the account has to be authorized for by hand before.'),
    channel: slackId('CG', 'channel', 'The channel, which an account may have in one configuration only.'),
  })
  .meta({ examples: [{ workspace: 'T0123ABCD', channel: 'C0123ABCD' }] })
  .describe('A channel of Slack. Default: none.');

const TEAM = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const TENANT = '1b2c3d4e-5f60-7182-93a4-b5c6d7e8f90a';
const CHANNEL = '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2';

const teams = z
  .strictObject({
    team: microsoftId('team', 'The team, which the account has to be authorized for by hand before.', TEAM),
    tenant: microsoftId('tenant', 'The tenant of the team.', TENANT),
    channel: text(TEAMS_CHANNEL, 'The channel, as it is written in its link.', {
      code: 'document-bad-value',
      what: 'the id of a channel of Microsoft Teams',
      allowed: `its id, with : as %3a and @ as %40, such as ${CHANNEL}`,
      example: CHANNEL,
      explain: explainChannel,
    }),
  })
  .meta({ examples: [{ team: TEAM, tenant: TENANT, channel: CHANNEL }] })
  .describe('A channel of Microsoft Teams. Default: none.');

export const chat = z
  .strictObject({ slack: slack.optional(), teams: teams.optional() })
  .meta({ examples: [{ slack: { workspace: 'T0123ABCD', channel: 'C0123ABCD' } }] })
  .describe('Where alarms, and what controllers do, are shown in a chat. Default: nowhere.');
