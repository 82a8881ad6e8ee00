// Pure: what a prober function is told by its environment.

import * as z from 'zod';
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
  DETOUR_LINK: z.string().min(1),
  DETOUR_SITE: z.string().min(1),
  DETOUR_TARGET: z.ipv4(),
  DETOUR_PORT: count(1, 65_535),
  DETOUR_FULL_SIZE_BYTES: count(576, 9_001),
  DETOUR_INTERVAL_MS: count(100, 60_000),
  DETOUR_TIMEOUT_MS: count(1, 60_000),
  DETOUR_FALL: count(1, 1_000),
  DETOUR_RISE: count(1, 1_000),
  DETOUR_LOSS_THRESHOLD: z.coerce.number().min(0).max(1),
  DETOUR_TABLE: z.string().min(1),
});

/** Throws when the environment is not as the construct writes it, which is a defect. */
export function proberSettings(variables: Readonly<Record<string, string | undefined>>): ProberSettings {
  const told = environment.parse(variables);
  const policy = {
    intervalMs: told.DETOUR_INTERVAL_MS,
    timeoutMs: told.DETOUR_TIMEOUT_MS,
    fall: told.DETOUR_FALL,
    rise: told.DETOUR_RISE,
    lossThreshold: told.DETOUR_LOSS_THRESHOLD,
  };
  return {
    end: { link: told.DETOUR_LINK, site: told.DETOUR_SITE, policy },
    target: { host: told.DETOUR_TARGET, port: told.DETOUR_PORT },
    fullSizeBytes: told.DETOUR_FULL_SIZE_BYTES,
    tableName: told.DETOUR_TABLE,
  };
}
