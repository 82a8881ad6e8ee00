// Pure: the list prices that the calculation knows, as prices.yaml has them.

import { parse } from 'yaml';
import * as z from 'zod';

/** What the stacks cost in any case. */
export const FIXED = [
  'gateway-attachment-hour',
  'vpn-connection-hour',
  'vpn-accelerator-hour',
  'public-address-hour',
  'endpoint-hour',
  'key-month',
  'alarm-month',
  'dashboard-month',
  'metric-month',
  'metric-request',
  'hosted-zone-month',
  'health-check-month',
  'log-gb',
  'log-gb-month',
  'function-arm-gb-second',
  'function-request',
  'database-write',
  'database-read',
  'database-gb-month',
] as const;

/** What depends on use alone, and is named without a sum. */
export const BY_USE = [
  'gateway-gb',
  'region-gb',
  'direct-connect-gb',
  'direct-connect-port-hour',
  'internet-gb',
  'endpoint-gb',
  'flow-log-gb',
  'key-request',
  'event',
  'mail-told',
  'mail-received',
  'state-transition',
] as const;

export type PriceName = (typeof FIXED)[number];

const price = z.strictObject({
  usd: z.number().positive(),
  per: z.string().min(1),
  what: z.string().min(1),
  page: z.url({ hostname: /^aws\.amazon\.com$/ }),
  seen: z.exactOptional(z.url()),
});

const priceList = z.strictObject({
  region: z.string(),
  date: z.iso.date(),
  prices: z.record(z.enum([...FIXED, ...BY_USE]), price),
});

export type Price = z.infer<typeof price>;
export type PriceList = z.infer<typeof priceList>;

/** Throws when a price is missing, unknown, or not as it should be. */
export function readPrices(text: string): PriceList {
  return priceList.parse(parse(text));
}
