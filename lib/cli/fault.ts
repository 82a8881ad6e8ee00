// `detour fault`: something goes wrong with a link of a running twin, or is right again.

import { EXIT, type Io } from './io';
import { askTwin } from './twin-endpoint';

export const FAULTS = ['down', 'grey', 'slow', 'heal'] as const;

export interface FaultOptions {
  readonly endpoint?: string;
  readonly by?: string;
}

const DONE: Readonly<Record<(typeof FAULTS)[number], string>> = {
  down: 'goes down',
  grey: 'drops all data, and nothing else shows it',
  slow: 'is slow',
  heal: 'is healed',
};

/** Exits with 1 when no twin answers, or it has no such link. */
export async function fault(
  link: string,
  form: (typeof FAULTS)[number],
  { endpoint, by }: FaultOptions,
  io: Io,
): Promise<number> {
  if (by !== undefined && (form !== 'slow' || !/^[1-9]\d{0,4}$/.test(by))) {
    io.err('error: --by is the milliseconds, 1 to 10000, by which a link is slow');
    return EXIT.usage;
  }
  const delay = by === undefined ? {} : { delayMs: Number(by) };
  const code = await askTwin(endpoint, `links/${encodeURIComponent(link)}`, { fault: form, ...delay }, io);
  if (code === EXIT.ok) io.out(`${link} ${DONE[form]}`);
  return code;
}
