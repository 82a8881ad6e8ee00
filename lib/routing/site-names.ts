// Pure: what a deployment writes down of the names that the VPCs of a site ask for, as parameters below
// `/PREFIX/names/SITE`: for who forces health checks, and for who compares what Route 53 has with what was deployed.
//
//   parameter        holds
//   checks/TO        the health check by which these names follow whether the site TO is reached from here
//   services/NAME    the records of the service in the zone of this site, its own health checks, and at which sites it is
//
// Beside the path of the site and not below it: its controller reads all that is there, each minute.

import * as z from 'zod';
import { partName } from './backbone-schema';

const text = z.string().min(1);

/** A health check of Route 53 that follows an alarm of CloudWatch, and keeps its last status over missing data. */
const followed = { id: text, alarm: z.object({ region: text, name: text }) };

export const reachCheck = z.object({ ...followed, to: partName });

/** One that is healthy as long as all of these are; else the service's own alarm. */
const serviceCheck = z.union([z.object({ id: text, allOf: z.array(text).min(1).readonly() }), z.object(followed)]);

/** A record, in the form in which Route 53 gives it: names have the dot at their end. */
const nameRecord = z.object({
  name: text,
  type: z.enum(['A', 'AAAA', 'CNAME']),
  setIdentifier: text,
  failover: z.enum(['PRIMARY', 'SECONDARY']),
  healthCheckId: z.exactOptional(text),
  /** Absent of an alias. */
  ttlSeconds: z.exactOptional(z.int().positive()),
  /** Empty of an alias. */
  values: z.array(text).readonly(),
  /** The name in the same zone that an alias stands for, and that it is as healthy as. */
  aliasOf: z.exactOptional(text),
});

export const namedService = z.object({
  name: partName,
  zoneId: text,
  /** Where it is: the primary's site first, then those to which the name moves. */
  sites: z.array(partName).min(1).readonly(),
  records: z.array(nameRecord).min(1).readonly(),
  checks: z.array(serviceCheck).readonly(),
});

export type ReachCheck = z.infer<typeof reachCheck>;
export type ServiceCheck = z.infer<typeof serviceCheck>;
export type NameRecord = z.infer<typeof nameRecord>;
export type NamedService = z.infer<typeof namedService>;
