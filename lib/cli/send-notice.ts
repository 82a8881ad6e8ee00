// `detour notice send`: a notice arrives at a running twin, as it would at AWS.

import path from 'node:path';
import { readText } from '../net/document/read-text';
import { complain } from './complain';
import { EXIT, type Io } from './io';
import { BYTES, endingOf } from './notice';
import { askTwin } from './twin-endpoint';

export interface SendOptions {
  readonly endpoint?: string;
  /** What the mail server finds. */
  readonly verdicts: 'pass' | 'fail';
}

const FORMS: Readonly<Record<string, string>> = { eml: 'mail', ics: 'calendar', json: 'health' };

/** Exits with 1 when the file cannot be read, no twin answers, or the twin cannot take it. */
export async function sendNotice(file: string, { endpoint, verdicts }: SendOptions, io: Io): Promise<number> {
  const form = FORMS[endingOf(file)];
  if (form === undefined) {
    io.err(`error: the name of ${file} ends neither in .ics nor in .eml nor in .json`);
    return EXIT.problem;
  }
  const text = readText(file, 'a notice', BYTES);
  if (!text.ok) {
    complain(text.error, io);
    return EXIT.problem;
  }
  const content = Buffer.from(text.value, 'latin1').toString('base64');
  const notice = { form, name: path.basename(file), content, authentic: verdicts === 'pass' };
  const code = await askTwin(endpoint, 'notices', notice, io);
  if (code === EXIT.ok) io.out(`${file} is sent; the twin says what is made of it`);
  return code;
}
