// Pure: the form in which the deployment writes down who may announce maintenance for a provider.

import * as z from 'zod';
import type { Provider } from './trust';

const text = z.string().min(1).max(320);

const provider: z.ZodType<Provider> = z.object({
  name: text,
  senders: z.array(text).max(100),
  announcesAs: z.array(text).max(100),
});

/** Throws an Error that says what is wrong with the text. */
export function readProvider(json: string): Provider {
  const read = provider.safeParse(JSON.parse(json));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`${first?.path.join('.') ?? ''}: ${first?.message ?? 'not as expected'}`);
}
