// Pure: a mail as what matters of it: who it says it is from, and its calendars. Forwarded messages inside it are not
// looked into: what they say is somebody else's and may be long over.

import PostalMime, { type Attachment, addressParser, type Header } from 'postal-mime';
import { err, ok, type Result } from '../../../net/result';
import { MAX_NOTICE_BYTES } from './calendar-lines';

interface Mail {
  /** The one address in its one From header, in small letters; undefined when there is not exactly one. */
  readonly from?: string;
  readonly calendars: readonly string[];
}

const MAX_LINES = 10_000;
/** Lines that may delimit parts: the parser compares each with every boundary. */
const MAX_DASHED_LINES = 500;
const MAX_PARTS = 50;
const LIMITS = { maxNestingDepth: 8, maxHeadersSize: 64 * 1024, maxRfc822NestingDepth: 0 };
const MAX_FROM = 1_000;

/** In quotation marks, where anything may stand that is no address. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const ADDRESS_LIKE = /[^\s<>()[\],:;"]+@[^\s<>()[\],:;"]+/g;

/** What looks like an address in these texts, in small letters and each once. Nothing, when they are too long for one. */
export function addressesIn(texts: readonly string[]): readonly string[] {
  const text = texts.join(' ');
  if (text.length > MAX_FROM) return [];
  return [...new Set(text.replace(QUOTED, ' ').toLowerCase().match(ADDRESS_LIKE) ?? [])];
}

/**
 * The one address in these From headers; a display name in quotation marks may say anything. A second address anywhere
 * else makes it none: `<a@b>c@d` is a@b to one reader and c@d to another, and DMARC may have been about the other.
 */
function soleAddress(texts: readonly string[]): string | undefined {
  const [text, ...more] = texts;
  if (text === undefined || more.length > 0 || text.length > MAX_FROM) return undefined;
  const [mailbox, ...others] = addressParser(text);
  const address = others.length === 0 ? mailbox?.address?.toLowerCase() : undefined;
  return address && addressesIn(texts).every((one) => one === address) ? address : undefined;
}

function fromOf(headers: readonly Header[]): string | undefined {
  return soleAddress(headers.filter(({ key }) => key === 'from').map(({ value }) => value));
}

function isCalendar({ mimeType, filename }: Attachment): boolean {
  return mimeType === 'text/calendar' || mimeType === 'application/ics' || /\.ics$/i.test(filename ?? '');
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function complaint(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_NOTICE_BYTES) return `it has ${bytes.length} bytes; at most ${MAX_NOTICE_BYTES} are read`;
  let lines = 0;
  let dashed = 0;
  for (let at = 0; at < bytes.length; at = bytes.indexOf(0x0a, at) + 1 || bytes.length) {
    lines += 1;
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) dashed += 1;
  }
  if (lines > MAX_LINES) return `it has ${lines} lines; at most ${MAX_LINES} are read`;
  return dashed > MAX_DASHED_LINES ? 'it is divided into too many parts' : undefined;
}

/** The mail, or why it is not read. */
export async function readMail(bytes: Uint8Array): Promise<Result<Mail, string>> {
  const problem = complaint(bytes);
  if (problem !== undefined) return err(problem);
  try {
    const { headers, attachments } = await PostalMime.parse(bytes, LIMITS);
    if (attachments.length > MAX_PARTS) return err(`it has more than ${MAX_PARTS} attachments`);
    const from = fromOf(headers);
    // The same calendar often comes twice, as a part of its own and as an attachment.
    const calendars = [...new Set(attachments.filter(isCalendar).map(textOf))];
    return ok({ calendars, ...(from === undefined ? {} : { from }) });
  } catch {
    // postal-mime throws on what goes beyond its limits.
    return err('it is no mail that can be parsed within limits');
  }
}
