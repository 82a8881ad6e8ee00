// Pure: the configuration of a health check, and what of it UpdateHealthCheck changes. It is read from texts, as they stand
// in XML and in templates once they are resolved.

import * as z from 'zod';
import { err, ok, type Result } from '../../../net/result';
import { Refused } from '../../refused';
import type { XmlObject } from '../xml';

const text = z.string();
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** A list as XML has it: an element of this name for each item. */
function list(item: string) {
  const items = z.union([z.array(text), text.transform((one) => [one])]);
  const wrapped = z.object({ [item]: items.optional() }).transform((read) => read[item] ?? []);
  return z.union([wrapped, z.literal('').transform((): string[] => [])]);
}

const CHANGEABLE = {
  IPAddress: text.exactOptional(),
  Port: number.exactOptional(),
  ResourcePath: text.exactOptional(),
  FullyQualifiedDomainName: text.exactOptional(),
  SearchString: text.exactOptional(),
  FailureThreshold: number.refine((value) => value >= 1 && value <= 10, 'has to be 1 to 10').exactOptional(),
  Inverted: flag.exactOptional(),
  Disabled: flag.exactOptional(),
  HealthThreshold: number.refine((value) => value <= 256, 'has to be 0 to 256').exactOptional(),
  ChildHealthChecks: list('ChildHealthCheck').exactOptional(),
  EnableSNI: flag.exactOptional(),
  Regions: list('Region').exactOptional(),
  AlarmIdentifier: z.object({ Region: text, Name: text }).exactOptional(),
  InsufficientDataHealthStatus: z.enum(['Healthy', 'Unhealthy', 'LastKnownStatus']).exactOptional(),
};

const RESETS = ['FullyQualifiedDomainName', 'Regions', 'ResourcePath', 'ChildHealthChecks'] as const;

const CONFIG = z.object({
  Type: text,
  RequestInterval: number.exactOptional(),
  MeasureLatency: flag.exactOptional(),
  RoutingControlArn: text.exactOptional(),
  ...CHANGEABLE,
});

const UPDATE = z.object({
  HealthCheckVersion: number.exactOptional(),
  ResetElements: list('ResettableElementName').exactOptional(),
  ...CHANGEABLE,
});

export type HealthCheckConfig = z.infer<typeof CONFIG>;

/** The configuration, or what is wrong with it. */
export function readHealthCheckConfig(config: unknown): Result<HealthCheckConfig, string> {
  const read = CONFIG.safeParse(config);
  return read.success ? ok(read.data) : err(z.prettifyError(read.error));
}

/** Throws Refused. */
export function readHealthCheckUpdate(update: unknown): z.infer<typeof UPDATE> {
  const read = UPDATE.safeParse(update);
  if (!read.success) throw new Refused('InvalidInput', z.prettifyError(read.error));
  return read.data;
}

/** Members that only checks of some type have. */
const OF_TYPE: Readonly<Record<string, string>> = {
  AlarmIdentifier: 'CLOUDWATCH_METRIC',
  InsufficientDataHealthStatus: 'CLOUDWATCH_METRIC',
  ChildHealthChecks: 'CALCULATED',
  HealthThreshold: 'CALCULATED',
};

/** The configuration after an update; throws Refused. */
export function updatedConfig(
  config: HealthCheckConfig,
  { HealthCheckVersion: _, ResetElements: resets = [], ...changes }: ReturnType<typeof readHealthCheckUpdate>,
): HealthCheckConfig {
  for (const name of Object.keys(changes)) {
    const type = OF_TYPE[name];
    if (type !== undefined && type !== config.Type)
      throw new Refused('InvalidInput', `${name} cannot be given for a health check of type ${config.Type}`);
  }
  const unknown = resets.find((name) => !RESETS.some((reset) => reset === name));
  if (unknown !== undefined) throw new Refused('InvalidInput', `${unknown} cannot be reset`);
  const kept = Object.entries(config).filter(([name]) => !resets.includes(name));
  return { ...(Object.fromEntries(kept) as HealthCheckConfig), ...changes };
}

export function shownConfig({ ChildHealthChecks, Regions, ...config }: HealthCheckConfig): XmlObject {
  return {
    ...config,
    ...(ChildHealthChecks ? { ChildHealthChecks: { ChildHealthCheck: ChildHealthChecks } } : {}),
    ...(Regions ? { Regions: { Region: Regions } } : {}),
  };
}
