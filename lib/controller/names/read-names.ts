// Pure: what a deployment wrote down of a site's names, from its parameters.

import * as z from 'zod';
import { type NamedService, namedService, type ReachCheck, reachCheck } from '../../routing/site-names';

/** Of the VPCs of one site. Without services there, or with a version that wrote nothing down, both are empty. */
export interface SiteNames {
  /** One for each site that a service is at, by name of that site. */
  readonly checks: readonly ReachCheck[];
  /** By name. */
  readonly services: readonly NamedService[];
}

function parsed<T>(name: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`the parameter ${name} of the site's names holds no JSON; deploy the stack of its names again`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const why = z.prettifyError(read.error).replaceAll(/\s+/g, ' ');
  throw new Error(`the parameter ${name} of the site's names is not of the form that Detour writes: ${why}`);
}

function valuesBelow<T>(folder: string, parameters: ReadonlyMap<string, string>, schema: z.ZodType<T>): readonly T[] {
  const found = [...parameters].filter(([name]) => name.startsWith(folder)).sort(([a], [b]) => (a < b ? -1 : 1));
  return found.map(([name, text]) => parsed(name, text, schema));
}

/** From texts by name of the parameter without the path, such as `services/orders-db`. Throws when one cannot be read. */
export function readNames(parameters: ReadonlyMap<string, string>): SiteNames {
  return {
    checks: valuesBelow('checks/', parameters, reachCheck),
    services: valuesBelow('services/', parameters, namedService),
  };
}
