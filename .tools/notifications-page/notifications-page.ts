// The messages that people get, as a table and as they are read, for docs/notifications.md.

import { HEADINGS } from '../../lib/controller/announce/headings';
import { CODES } from '../../lib/net/codes';
import { exampleMessage, HEARD_CODES, STORY_CODES } from './example-messages';

function messageTable(): string {
  const rows = HEARD_CODES.map((code) => {
    const page = HEADINGS[code]?.page ?? '';
    return `| \`${exampleMessage(code).subject}\` | ${CODES[code].meaning} | [${page}](runbooks/${page}.md) |`;
  });
  return ['| subject | means | page |', '|---|---|---|', ...rows].join('\n');
}

function examples(): string {
  return STORY_CODES.map((code) => {
    const { subject, text } = exampleMessage(code);
    return ['```text', `Subject: ${subject}`, '', text.trimEnd(), '```'].join('\n');
  }).join('\n\n');
}

/** By the name of the mark in docs/notifications.md between whose two lines it stands. */
export const NOTIFICATIONS_PARTS: Readonly<Record<string, () => string>> = {
  'subjects: ': messageTable,
  'mails: ': examples,
};
