// An entry for each reason that people hear of, as controllers of the example backbone say them around a maintenance of a
// link, and what makes a message of it. Where it matters they are in the order in which they come.

import { HEADINGS } from '../../lib/controller/announce/headings';
import { type Message, messagesOf } from '../../lib/controller/announce/messages';
import type { AuditEntry, AuditedChange } from '../../lib/controller/audit';
import { CODES, type Code } from '../../lib/net/codes';

type Said = Omit<AuditEntry, 'code'>;

const at = (time: string) => Date.parse(`2025-10-01T${time}Z`);
const LINK = 'iad-pdx';
const WINDOW = { fromMs: at('20:00:00'), untilMs: at('21:30:00') } as const;
const AROUND = ['iad and pdx go over iad-cmh, cmh-pdx'];
const ALONE = [`${AROUND[0]}; nothing is left to take over from iad-cmh or cmh-pdx`];
const TO_PDX: AuditedChange = {
  kind: 'override',
  table: 'spokes',
  remote: 'pdx',
  before: null,
  after: 'iad-cmh',
  from: [LINK],
  to: ['iad-cmh'],
};
const SESSION: AuditedChange = { kind: 'bgp-down', link: 'ord-iad-dx', premises: 'ord', before: false, after: true };
const ANNOUNCED = `carrier-a announced maintenance of ${LINK} 2025-10-01 20:00 to 21:30 UTC`;
const about = (time: string, because: string, more: Partial<Said> = {}): Said => {
  return { site: 'iad', atMs: at(time), link: LINK, because, ...more };
};

/** In the order in which people hear of them around a maintenance. */
const STORY: Readonly<Partial<Record<Code, Said>>> = {
  'maintenance-upcoming': about('19:00:02', ANNOUNCED, WINDOW),
  'drain-refused': about('19:50:02', `${LINK} waits: iad-cmh is drained, and 1 may be at once`),
  'link-maintenance': about(
    '19:52:04',
    `${LINK} is drained: carrier-a announced maintenance, 2025-10-01 20:00 to 21:30 UTC`,
    {
      standing: 'drained',
      untilMs: WINDOW.untilMs,
      traffic: AROUND,
    },
  ),
  'drain-complete': about('19:52:40', `no site sends anything over ${LINK}`),
  'maintenance-begun': about('20:00:01', ANNOUNCED, { untilMs: WINDOW.untilMs }),
  'link-probes-lost': about('20:10:03', `${LINK} is down: probes from iad and pdx get no answer`, {
    standing: 'down',
    traffic: ALONE,
    expected: true,
  }),
  'link-reported-down': about('20:12:07', 'iad-cmh is down: AWS reports that the attachment at cmh is not there', {
    link: 'iad-cmh',
    standing: 'down',
    traffic: ['iad and cmh have no working way'],
  }),
  'link-healthy': about('21:36:02', `${LINK} is up: probes are answered and nobody announced maintenance`, {
    standing: 'up',
    traffic: [`iad and pdx go over ${LINK}`],
  }),
};

/** What a link counts as for this reason. */
function standingOf(code: Code): Pick<Said, 'standing'> {
  if (!code.startsWith('link-')) return {};
  if (['link-degraded', 'link-drain-late', 'link-forced-up', 'link-unobserved'].includes(code))
    return { standing: 'up' };
  return { standing: code === 'link-reported-down' ? 'down' : 'drained' };
}

function entryOf(code: Code): AuditEntry {
  const told = STORY[code];
  if (told) return { code, ...told };
  const said = { code, site: 'iad', atMs: at('20:00:00'), because: CODES[code].meaning };
  if (/^(link|maintenance)-/.test(code)) return { ...said, link: LINK, ...standingOf(code) };
  if (code === 'bgp-taken-down') return { ...said, change: SESSION };
  return /^(held|write)-/.test(code) ? { ...said, change: TO_PDX } : said;
}

export const STORY_CODES = Object.keys(STORY) as Code[];

/** Every reason that people hear of: those of the story first, in its order. */
export const HEARD_CODES: readonly Code[] = [...new Set([...STORY_CODES, ...(Object.keys(HEADINGS) as Code[])])];

/** Throws when people do not hear of it. */
export function exampleMessage(code: Code): Message {
  const [message] = messagesOf([entryOf(code)]);
  if (!message) throw new Error(`people do not hear of ${code}`);
  return message;
}
