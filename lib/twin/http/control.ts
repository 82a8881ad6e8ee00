// What the owner of a running twin asks of it over HTTP, below a path that no service of AWS has. It changes networks that
// people look at, so nobody but programs of this machine may ask: the server is on loopback, and pages in a browser, which
// can send there as well, cannot give the header without being allowed to beforehand, which nobody allows them. A page that
// has had its own name resolved to this machine gives itself away by that name.

import type { HttpAnswer, HttpRequest } from './http-message';

export const CONTROL_PATH = '/_detour/';
export const CONTROL_HEADER = 'x-detour-twin';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** A JSON value and the status that goes with it. */
export interface ControlAnswer {
  readonly status: number;
  readonly content: unknown;
}

/** `path` is what follows the path of the control; `input` is JSON, undefined where there was none. */
export type ControlOperation = (method: string, path: string, input: unknown) => Promise<ControlAnswer>;

export function complaint(status: number, error: string): ControlAnswer {
  return { status, content: { error } };
}

function refusalOf({ headers }: HttpRequest): string | undefined {
  if (headers[CONTROL_HEADER] === undefined) return `the header ${CONTROL_HEADER} is missing`;
  if (headers.origin !== undefined) return 'pages in a browser may not ask';
  return LOOPBACK.test(headers.host ?? '') ? undefined : 'the host is not this machine';
}

function inputOf(body: string): { readonly input: unknown } | undefined {
  try {
    return { input: body === '' ? undefined : JSON.parse(body) };
  } catch {
    return undefined;
  }
}

async function answerOf(request: HttpRequest, operate: ControlOperation): Promise<ControlAnswer> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return complaint(403, refusal);
  const read = inputOf(request.body);
  if (!read) return complaint(400, 'the body is not JSON');
  try {
    return await operate(request.method, request.path.slice(CONTROL_PATH.length), read.input);
  } catch (error) {
    return complaint(500, String(error));
  }
}

/** Never rejects. */
export function controlled(operate: ControlOperation): (request: HttpRequest) => Promise<HttpAnswer> {
  return async (request) => {
    const { status, content } = await answerOf(request, operate);
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
  };
}
