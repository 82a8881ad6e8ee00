// Requests that no client of the SDK would send: signed for a region and service as far as the twin looks, and otherwise as
// the test wants them.

interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The Authorization header for a service in a region. */
export function signature(service: string, region: string): string {
  const scope = `AKIDEXAMPLE/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`;
}

export async function sendRaw(endpoint: string, { method = 'POST', path = '/', headers = {}, body }: RawRequest) {
  const withBody = body === undefined ? {} : { body };
  const response = await fetch(`${endpoint}${path}`, { method, headers, ...withBody });
  return { status: response.status, headers: response.headers, body: await response.text() } satisfies RawAnswer;
}

/** A call in the JSON protocol. */
export function sendJson(endpoint: string, service: string, target: string, input: unknown, region = 's0') {
  const headers = { authorization: signature(service, region), 'x-amz-target': target };
  return sendRaw(endpoint, { headers, body: typeof input === 'string' ? input : JSON.stringify(input) });
}
