// Pure: AWS's JSON protocols 1.0 and 1.1: the operation is named in a header, input and output are JSON. Source: Smithy, "AWS
// JSON 1.0 protocol" and "AWS JSON 1.1 protocol", which differ in nothing else that matters here than the type of the content.

import * as z from 'zod';
import { Refused } from '../refused';
import type { HttpAnswer } from './http-message';
import type { Service } from './service';

/** What is undefined is left out; a time is seconds since the epoch. */
type Json = string | number | boolean | Date | undefined | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export interface JsonOperation {
  readonly writes: boolean;
  /** Throws Refused, also when the input is not of the operation's form. */
  readonly run: (input: unknown, region: string) => JsonObject;
}

interface JsonProtocol {
  /** Prefix of the service's IAM actions. */
  readonly service: string;
  /** What stands before the dot in the header. */
  readonly target: string;
  /** @default '1.1' */
  readonly version?: '1.0' | '1.1';
  readonly operations: Readonly<Record<string, JsonOperation>>;
}

/**
 * An operation whose input has this form.
 *
 * @param invalid the service's error for input that has not
 */
export function jsonOperation<T>(
  writes: boolean,
  invalid: string,
  form: z.ZodType<T>,
  run: (input: T, region: string) => JsonObject,
): JsonOperation {
  return {
    writes,
    run: (input, region) => {
      const read = form.safeParse(input);
      if (!read.success) throw new Refused(invalid, z.prettifyError(read.error));
      return run(read.data, region);
    },
  };
}

function json(version: string, status: number, content: JsonObject): HttpAnswer {
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify(content, function (this: JsonObject, name, value: unknown) {
      const own = this[name];
      return own instanceof Date ? own.getTime() / 1_000 : value;
    }),
  };
}

function inputOf(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new Refused('SerializationException', 'The body is not JSON');
  }
}

export function jsonService({ service, target, version = '1.1', operations }: JsonProtocol): Service {
  return {
    answer: async ({ headers, body }, region, perform) => {
      const [prefix, action = ''] = (headers['x-amz-target'] ?? '').split('.', 2);
      const operation = prefix === target && Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) throw new Refused('UnknownOperationException', `There is no operation ${prefix}.${action}`);
      const input = inputOf(body);
      const call = { service, action, region, writes: operation.writes };
      return json(version, 200, await perform(call, () => operation.run(input, region)));
    },
    refusal: ({ code, why }) => json(version, code === 'InternalError' ? 500 : 400, { __type: code, message: why }),
  };
}
