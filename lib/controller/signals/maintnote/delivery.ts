// Pure: which message an event is about, and how it came. SES calls the function after it has put a mail into the bucket;
// S3 says by EventBridge that somebody put an object there.

import * as z from 'zod';
import { err, ok, type Result } from '../../../net/result';
import type { Message } from './maintnote';
import type { Origin } from './trust';

/** Where SES puts mails, which nobody else may. */
const MAIL_FOLDER = 'mail/';
/** Where a person puts a message. */
const DROPPED_FOLDER = 'dropped/';

interface Delivery {
  /** Of the object that holds the message. */
  readonly key: string;
  readonly format: Message['format'];
  readonly origin: Origin;
  readonly receivedMs: number;
}

const text = z.string().max(1024);
const verdict = z.object({ status: z.string().max(40) });
const time = z.iso.datetime({ offset: true });

const SES_EVENT = z.object({
  Records: z
    .array(
      z.object({
        eventSource: z.literal('aws:ses'),
        ses: z.object({
          mail: z.object({
            messageId: z.string().regex(/^[A-Za-z0-9._-]{1,200}$/),
            timestamp: time,
            commonHeaders: z.object({ from: z.array(z.string()).max(100).optional() }),
          }),
          receipt: z.object({
            spfVerdict: verdict,
            dkimVerdict: verdict,
            dmarcVerdict: verdict,
            virusVerdict: verdict,
          }),
        }),
      }),
    )
    .length(1),
});

const S3_EVENT = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  time,
  detail: z.object({ object: z.object({ key: text }) }),
});

function mailed(event: z.output<typeof SES_EVENT>): Result<Delivery, string> {
  const [record] = event.Records;
  if (record === undefined) return err('it is about no mail');
  const { mail, receipt } = record.ses;
  const verdicts = {
    spf: receipt.spfVerdict.status,
    dkim: receipt.dkimVerdict.status,
    dmarc: receipt.dmarcVerdict.status,
    virus: receipt.virusVerdict.status,
  };
  return ok({
    key: `${MAIL_FOLDER}${mail.messageId}`,
    format: 'mail',
    origin: { kind: 'mail', verdicts, commonFrom: mail.commonHeaders.from ?? [] },
    receivedMs: Date.parse(mail.timestamp),
  });
}

function dropped({ time: at, detail }: z.output<typeof S3_EVENT>): Result<Delivery, string> {
  const { key } = detail.object;
  const [, ending] = /\.(ics|eml)$/i.exec(key) ?? [];
  if (!key.startsWith(DROPPED_FOLDER)) return err(`objects outside ${DROPPED_FOLDER} are not read`);
  if (ending === undefined) return err('its name ends neither in .ics nor in .eml');
  const format = ending.toLowerCase() === 'eml' ? 'mail' : 'calendar';
  return ok({ key, format, origin: { kind: 'dropped' }, receivedMs: Date.parse(at) });
}

/** What the event is about, or why it is about nothing that is read. */
export function deliveryOf(event: unknown): Result<Delivery, string> {
  const ses = SES_EVENT.safeParse(event);
  if (ses.success) return mailed(ses.data);
  const s3 = S3_EVENT.safeParse(event);
  return s3.success ? dropped(s3.data) : err('the event is neither of SES nor of S3');
}
