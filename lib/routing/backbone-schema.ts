// Pure: the form of a backbone's parts, as templates and parameters carry them.

import * as z from 'zod';
import { parsePrefix, width } from '../net/prefix';

export const partName = z.string().min(1).max(128);

export const prefixText = z.string().refine((text) => parsePrefix(text).ok, { error: 'not a prefix' });

/** Steering splits it in two, which a single address cannot be. */
const specificText = z.string().refine(
  (text) => {
    const parsed = parsePrefix(text);
    return parsed.ok && parsed.value.length < width(parsed.value.family);
  },
  { error: 'not a prefix of several addresses' },
);

const milliseconds = z.number().nonnegative();

export const policyPart = z.object({
  admission: partName,
  maintenance: z.object({ leadMs: milliseconds }),
  probe: z.object({
    intervalMs: milliseconds,
    timeoutMs: milliseconds,
    fall: z.int().positive(),
    rise: z.int().positive(),
    lossThreshold: z.number().min(0).max(1),
  }),
  holdDownMs: milliseconds,
  maxConcurrentDrains: z.int().nonnegative(),
  massWithdrawal: z.object({ share: z.number().min(0).lt(1), links: z.int().positive() }),
  greyDx: z.enum(['wait', 'bgp-down']),
});

export const sitePart = z.object({
  name: partName,
  kind: z.enum(['aws', 'on-prem']),
  aggregate: prefixText,
  specifics: z.array(specificText),
  stateful: z.exactOptional(z.literal(true)),
});

export const linkPart = z.object({
  name: partName,
  kind: z.enum(['transit-gateway-peering', 'direct-connect', 'site-to-site-vpn']),
  between: z.tuple([partName, partName]),
  cost: z.int().min(1).max(65535),
  sharedRisks: z.array(partName),
  mtu: z.exactOptional(z.int().positive()),
  mtuHandled: z.exactOptional(z.boolean()),
  capacityGbps: z.exactOptional(z.number().positive()),
  probeTarget: z.exactOptional(z.string()),
});
