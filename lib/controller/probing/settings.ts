// Pure: what a prober function is told by its environment.

import { z } from 'zod';
import type { ProbedEnd } from './run';

export interface ProberSettings {
  readonly end: ProbedEnd;
  /** IPv4 address and port that are probed. */
  readonly target: { readonly host: string; readonly port: number };
  /** Of the largest packet that the link should carry. */
  readonly fullSizeBytes: number;
  readonly tableName: string;
}

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const environment = z.object({
  LINK: z.string().min(1),
  SITE: z.string().min(1),
  TARGET: z.ipv4(),
  PORT: count(1, 65_535),
  FULL_SIZE_BYTES: count(576, 9_001),
  INTERVAL_MS: count(100, 60_000),
  TIMEOUT_MS: count(1, 60_000),
  FALL: count(1, 1_000),
  RISE: count(1, 1_000),
  LOSS_THRESHOLD: z.coerce.number().min(0).max(1),
  TABLE_NAME: z.string().min(1),
});

/** Throws when the environment is not as the construct writes it, which is a defect. */
export function proberSettings(variables: Readonly<Record<string, string | undefined>>): ProberSettings {
  const told = environment.parse(variables);
  const policy = {
    intervalMs: told.INTERVAL_MS,
    timeoutMs: told.TIMEOUT_MS,
    fall: told.FALL,
    rise: told.RISE,
    lossThreshold: told.LOSS_THRESHOLD,
  };
  return {
    end: { link: told.LINK, site: told.SITE, policy },
    target: { host: told.TARGET, port: told.PORT },
    fullSizeBytes: told.FULL_SIZE_BYTES,
    tableName: told.TABLE_NAME,
  };
}
