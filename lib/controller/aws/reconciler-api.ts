// The function of a site's controller, for whoever has to know that a run of it has taken in what was deployed.

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { printable } from '../../net/printable';
import type { RunOutcome } from '../run';
import type { Asked } from '../settle';
import { failureOf } from './failure';

const LONGEST_WHY = 500;

const outcome: z.ZodType<RunOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('busy') }),
  z.object({ kind: z.literal('done'), changed: z.int().min(0), failed: z.int().min(0), held: z.int().min(0) }),
]);

function parsedJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function failed(why: string): Asked {
  return { kind: 'failed', why: printable(why).slice(0, LONGEST_WHY) };
}

/** Has the function run once, with the configuration read anew, and waits for it. Never rejects. */
export async function askReconciler(lambda: Pick<LambdaClient, 'send'>, functionName: string): Promise<Asked> {
  try {
    const Payload = JSON.stringify({ detour: 'settle' });
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    const text = answer.Payload ? Buffer.from(answer.Payload).toString() : '';
    if (answer.FunctionError !== undefined) return failed(text || answer.FunctionError);
    const parsed = outcome.safeParse(parsedJson(text));
    return parsed.success ? { kind: 'answered', outcome: parsed.data } : failed(`it answered ${text || 'nothing'}`);
  } catch (error) {
    const { code, message } = failureOf(error);
    return failed(`${code}: ${message}`);
  }
}
