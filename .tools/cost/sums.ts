// Pure: lines of an account added up.

import type { Account, Line, Owner } from './account';
import type { PriceList, PriceName } from './prices';

/** US dollars a month. */
export function dollars(lines: readonly Line[], { prices }: PriceList): number {
  return lines.reduce((sum, { price, quantity }) => sum + quantity * prices[price].usd, 0);
}

export function quantityOf(lines: readonly Line[], price: PriceName): number {
  return lines.reduce((sum, line) => sum + (line.price === price ? line.quantity : 0), 0);
}

/** The lines of exactly this owner: those of a site are not those of its links' ends. */
export function linesOf({ lines }: Account, { site, link }: Owner): readonly Line[] {
  return lines.filter(({ owner }) => owner.site === site && owner.link === link);
}

/** The prices that occur, that of which most is paid first. */
export function byCost(lines: readonly Line[], list: PriceList): readonly PriceName[] {
  const names = [...new Set(lines.map(({ price }) => price))];
  const paid = (name: PriceName) => quantityOf(lines, name) * list.prices[name].usd;
  return names.sort((a, b) => paid(b) - paid(a));
}
