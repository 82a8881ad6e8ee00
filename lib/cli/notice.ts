// `detour notice parse`: what a notice says, which links it names, whether it would be trusted, and what Detour would do
// and when. Nothing is sent or stored.

import * as disk from 'node:fs';
import { outlookOf } from '../controller/link-state/outlook';
import { healthSignal } from '../controller/signals/aws-health/health-signal';
import { readMail } from '../controller/signals/maintnote/mail';
import { type Message, maintnoteSignals, type Readers, unreadable } from '../controller/signals/maintnote/maintnote';
import type { Origin } from '../controller/signals/maintnote/trust';
import type { Signal } from '../controller/signals/signal';
import { durationMs } from '../net/document/duration';
import { readText } from '../net/document/read-text';
import { time, timeMs } from '../net/document/time';
import { noticeLines, type ReadNotice } from '../report/notices';
import { DEFAULTS } from '../topology/defaults';
import { loadTopology } from '../topology/load';
import type { Topology } from '../topology/topology';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';
import { knownLinks } from './known-links';

export interface NoticeOptions {
  readonly topology?: string;
  readonly received?: string;
  /** What the mail server is taken to have found. */
  readonly verdicts: 'pass' | 'fail';
  readonly json?: boolean;
}

/** Every byte as one character, so that bytes which are no text reach the parser as they are. */
export const BYTES: Parameters<typeof readText>[2] = {
  statSync: disk.statSync,
  readFileSync: (file) => disk.readFileSync(file, 'latin1'),
};

/** `eml`, `ics`, `json`, or nothing. */
export function endingOf(file: string): string {
  const [, ending = ''] = /\.(ics|eml|json)$/i.exec(file) ?? [];
  return ending.toLowerCase();
}

async function originOf(bytes: Uint8Array, verdicts: NoticeOptions['verdicts']): Promise<Origin> {
  const verdict = verdicts === 'pass' ? 'PASS' : 'FAIL';
  const mail = await readMail(bytes);
  const from = mail.ok ? mail.value.from : undefined;
  const passed = { spf: verdict, dkim: verdict, dmarc: verdict, virus: 'PASS' };
  return { kind: 'mail', verdicts: passed, commonFrom: from === undefined ? [] : [from] };
}

function healthSignals(bytes: Uint8Array, about: Parameters<typeof unreadable>[1], readers: Readers): Signal {
  try {
    const event: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return healthSignal(event, { ...readers, nowMs: about.receivedMs });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable('it is no JSON', about, readers.site);
  }
}

async function signalsOf(
  file: string,
  bytes: Uint8Array,
  options: NoticeOptions,
  readers: Readers,
  receivedMs: number,
): Promise<readonly Signal[]> {
  const about = { bytes, name: file, receivedMs } satisfies Partial<Message>;
  switch (endingOf(file)) {
    case 'ics':
      return maintnoteSignals({ ...about, format: 'calendar', origin: { kind: 'dropped' } }, readers);
    case 'eml':
      return maintnoteSignals({ ...about, format: 'mail', origin: await originOf(bytes, options.verdicts) }, readers);
    case 'json':
      return [healthSignals(bytes, about, readers)];
    default:
      return [unreadable('its name ends neither in .ics nor in .eml nor in .json', about, readers.site)];
  }
}

function readersFor(topology: Topology | undefined): Readers {
  const { dropped, providers } = topology?.maintenance ?? { dropped: DEFAULTS.dropped, providers: [] };
  const site = topology?.policy.admission ?? '';
  return { site, identities: topology ? knownLinks(topology) : [], announcers: { dropped, providers } };
}

function readNotices(signal: Signal, leadMs: number, nowMs: number): readonly ReadNotice[] {
  const entries = signal.entries.map(({ code, because }) => ({ code, because }));
  const notices = signal.items.flatMap((item) => (item.kind === 'notice' ? [item] : []));
  if (notices.length === 0) return [{ entries, outlook: { kind: 'told', because: 'it counts as no notice' } }];
  return notices.map((notice) => ({ entries, notice, outlook: outlookOf(notice, leadMs, nowMs) }));
}

/** Exits with 1 when the file, or part of it, is no notice that can be acted on. */
export async function parseNotice(file: string, options: NoticeOptions, io: Io): Promise<number> {
  const { received, topology: topologyFile } = options;
  if (received !== undefined && !time('').safeParse(received).success) {
    io.err(`error: ${received} is not a time in UTC, as 2026-12-01T20:10:00Z`);
    return EXIT.usage;
  }
  const topology = topologyFile === undefined ? undefined : loadTopology(topologyFile);
  const text = readText(file, 'a notice', BYTES);
  const problems = [topology, text].flatMap((result) => (result && !result.ok ? result.error : []));
  complain(problems, io);
  if (!text.ok || problems.length > 0) return EXIT.problem;
  if (topology === undefined) io.err('no topology was given: no link is known by any id, and nobody is trusted');
  const known = topology?.ok ? topology.value : undefined;
  const nowMs = received === undefined ? Date.now() : timeMs(received);
  const signals = await signalsOf(file, Buffer.from(text.value, 'latin1'), options, readersFor(known), nowMs);
  const leadMs = known?.policy.maintenance.leadMs ?? durationMs(DEFAULTS.lead);
  const read = signals.flatMap((signal) => readNotices(signal, leadMs, nowMs));
  print(file, read, options, io);
  const isBad = read.some(({ entries }) => entries.some(({ code }) => code === 'notice-unreadable'));
  return isBad ? EXIT.problem : EXIT.ok;
}

function print(file: string, notices: readonly ReadNotice[], { json, verdicts }: NoticeOptions, io: Io): void {
  if (json) {
    io.out(JSON.stringify(harmless({ file, notices }), undefined, 2));
    return;
  }
  for (const notice of notices) for (const line of noticeLines(notice, io.colors)) io.out(line);
  if (/\.eml$/i.test(file)) io.err(`taken as if SPF, DKIM and DMARC had ${verdicts === 'pass' ? 'passed' : 'failed'}`);
}
