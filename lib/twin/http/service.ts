// Pure: what a service of AWS is to the server: it takes a request of some region and answers it, in its own protocol.

import type { HttpAnswer, HttpRequest } from './http-message';

/** A call as the server counts and logs it. */
export interface NamedCall {
  /** Prefix of the service's IAM actions. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly writes: boolean;
}

/** How an answer comes about: it waits for what a call has to wait for, has the effect, and keeps the books. */
export type Perform = <T>(call: NamedCall, effect: () => T) => Promise<T>;

export interface Service {
  /** Rejects with Refused when AWS would refuse, and with any other Error when the twin is at fault. */
  readonly answer: (request: HttpRequest, region: string, perform: Perform) => Promise<HttpAnswer>;
  /** The answer to a call that was not carried out, in the service's protocol. */
  readonly refusal: (refusal: Refusal) => HttpAnswer;
}

export interface Refusal {
  readonly code: string;
  readonly why: string;
  readonly requestId: string;
}
