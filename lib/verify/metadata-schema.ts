// Pure: the form of a stack's part of the backbone, as templates carry it.

import * as z from 'zod';
import { linkPart, partName as name, policyPart as policy, prefixText, sitePart } from '../routing/backbone-schema';

const flow = z.object({
  from: name,
  to: name,
  survive: z.object({
    links: z.int().min(0).max(2),
    risks: z.int().min(0).max(1),
    sites: z.exactOptional(z.int().min(0).max(1)),
  }),
});

const existing = z.object({
  gateways: z.array(z.object({ id: name, site: name })),
  vpcs: z.array(z.object({ id: name, site: name, name, cidr: prefixText, routeTableIds: z.array(name) })),
});

const accepted = z.object({ ids: z.array(z.string().min(1)).min(1), reason: z.string() });

export const fragmentSchema = z.object({
  version: z.literal(1),
  backbone: z.object({ name, policy, flows: z.array(flow) }).optional(),
  sites: z.array(sitePart).optional(),
  links: z.array(linkPart).optional(),
  accepted: z.array(accepted).optional(),
  existing: existing.optional(),
});

export type ReadFragment = z.infer<typeof fragmentSchema>;
