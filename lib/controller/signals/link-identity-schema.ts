// Pure: the form in which the deployment writes down how a link is known.

import * as z from 'zod';
import type { LinkIdentity } from './signal';

const text = z.string().min(1).max(256);

const end = z.object({
  site: text,
  transitGatewayId: text.exactOptional(),
  attachmentId: text.exactOptional(),
  vpnConnectionId: text.exactOptional(),
  virtualInterfaceId: text.exactOptional(),
  directConnectGatewayId: text.exactOptional(),
  edgeTableId: text.exactOptional(),
});

const identity: z.ZodType<LinkIdentity> = z.object({
  link: text,
  entities: z.array(text).max(100),
  circuitIds: z.array(text).max(100),
  provider: text.exactOptional(),
  ends: z.array(end).max(2).exactOptional(),
});

/** Throws an Error that says what is wrong with the text. */
export function readLinkIdentity(json: string): LinkIdentity {
  const read = identity.safeParse(JSON.parse(json));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`${first?.path.join('.') ?? ''}: ${first?.message ?? 'not as expected'}`);
}
