// Pure: the form of a stack's part of the backbone, as templates carry it.

import { z } from 'zod';
import { parsePrefix, width } from '../net/prefix';

const name = z.string().min(1).max(128);

const prefixText = z.string().refine((text) => parsePrefix(text).ok, { error: 'not a prefix' });

/** Steering splits it in two, which a single address cannot be. */
const specificText = z.string().refine(
  (text) => {
    const parsed = parsePrefix(text);
    return parsed.ok && parsed.value.length < width(parsed.value.family);
  },
  { error: 'not a prefix of several addresses' },
);

const milliseconds = z.number().nonnegative();

const policy = z.object({
  admission: name,
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
  greyDx: z.enum(['wait', 'bgp-down']),
});

const flow = z.object({
  from: name,
  to: name,
  survive: z.object({ links: z.int().min(0).max(2), risks: z.int().min(0).max(1) }),
});

const site = z.object({
  name,
  kind: z.enum(['aws', 'on-prem']),
  aggregate: prefixText,
  specifics: z.array(specificText),
});

const link = z.object({
  name,
  kind: z.enum(['transit-gateway-peering', 'direct-connect', 'site-to-site-vpn']),
  between: z.tuple([name, name]),
  cost: z.int().min(1).max(65535),
  sharedRisks: z.array(name),
  mtu: z.int().positive().optional(),
  mtuHandled: z.boolean().optional(),
  capacityGbps: z.number().positive().optional(),
  probeTarget: z.string().optional(),
});

const existing = z.object({
  gateways: z.array(z.object({ id: name, site: name })),
  vpcs: z.array(z.object({ id: name, site: name, name, cidr: prefixText, routeTableIds: z.array(name) })),
});

export const fragmentSchema = z.object({
  version: z.literal(1),
  backbone: z.object({ name, policy, flows: z.array(flow) }).optional(),
  sites: z.array(site).optional(),
  links: z.array(link).optional(),
  existing: existing.optional(),
});

export type ReadFragment = z.infer<typeof fragmentSchema>;
export type ReadLink = z.infer<typeof link>;
