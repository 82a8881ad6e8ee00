// docs/cost.md, from the templates of the examples and the price list.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf, type Deployed } from './account';
import { costPage } from './page';
import { type PriceList, readPrices } from './prices';

/** Whose sums are on the page, and whose parts. */
export const EXAMPLES = ['backbone', 'hybrid'];
const SHOWN = 'hybrid';

export function priceList(): PriceList {
  return readPrices(readFileSync(join(__dirname, 'prices.yaml'), 'utf8'));
}

/** Throws when a resource has no price. */
export function costOf(deployments: readonly Deployed[]): string {
  const priced = deployments.map((deployed) => ({ deployed, account: accountOf(deployed) }));
  const unpriced = priced.flatMap(({ account }) => account.unpriced);
  if (unpriced.length > 0)
    throw new Error(`nobody has said what these cost, do so in .tools/cost/resources.ts: ${unpriced.join(', ')}`);
  return costPage(priced, SHOWN, priceList());
}
