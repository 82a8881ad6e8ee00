// Pure: which services of AWS the functions of a site ask, by the names of their endpoints in a VPC.

import type { Topology } from '../topology/topology';

/** Tables and attachments, their own parameters; and where they say what they do. */
export const INTERFACE_SERVICES = ['ec2', 'events', 'monitoring', 'sns', 'ssm'] as const;

/** Mails lie in S3, at the one site where they are read. */
export function gatewayServices({ maintenance, policy }: Topology, site: string): readonly string[] {
  return ['dynamodb', ...(maintenance.mail !== undefined && policy.admission === site ? ['s3'] : [])];
}
