// The way to a twin that runs in another terminal. Nothing is ever sent anywhere but to this machine: what is meant for a twin is
// not meant for AWS.

import { CONTROL_HEADER, CONTROL_PATH } from '../twin/http/control';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';

/** Where a twin is served unless it is told otherwise. */
export const TWIN_PORT = 4577;

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const PATIENCE_MS = 10_000;

/** What is given, else what AWS's clients are told, else where a twin is usually; undefined when it is not on this machine. */
export function twinEndpoint(given: string | undefined, told: string | undefined): URL | undefined {
  const text = given ?? (told || `http://127.0.0.1:${TWIN_PORT}`);
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' && LOOPBACK.includes(url.hostname) ? url : undefined;
}

function errorIn(text: string): string {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null && 'error' in said && typeof said.error === 'string')
      return said.error;
  } catch {
    // Whoever answers so is no twin.
  }
  return 'what answers there is no twin';
}

/** Gives what is wrong; undefined when the twin has taken it. */
async function faultOfPosting(endpoint: URL, path: string, content: unknown): Promise<string | undefined> {
  try {
    const answer = await fetch(new URL(CONTROL_PATH + path, endpoint), {
      method: 'POST',
      headers: { [CONTROL_HEADER]: 'detour', 'content-type': 'application/json' },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    return answer.ok && text === '{}' ? undefined : errorIn(text);
  } catch {
    return 'no twin answers there; `detour twin` starts one';
  }
}

/** Asks the twin for a change, and complains when it is not made. Gives the exit code. */
export async function askTwin(given: string | undefined, path: string, content: unknown, io: Io): Promise<number> {
  const told = process.env.AWS_ENDPOINT_URL;
  const endpoint = twinEndpoint(given, told);
  if (!endpoint) {
    const whose = given === undefined ? 'AWS_ENDPOINT_URL' : '--endpoint';
    io.err(
      `error: ${whose} ${harmless(given ?? told ?? '')} is no address of a twin, as http://127.0.0.1:${TWIN_PORT}`,
    );
    return EXIT.usage;
  }
  const fault = await faultOfPosting(endpoint, path, content);
  if (fault === undefined) return EXIT.ok;
  io.err(`error: ${endpoint.origin}: ${harmless(fault)}`);
  return EXIT.problem;
}
