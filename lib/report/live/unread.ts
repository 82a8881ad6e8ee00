// Pure: what could not be read of a running backbone, as lines of text.

import type { Unread } from '../../controller/operator/site-reading';
import { printable } from '../../net/printable';

const WHAT: Readonly<Record<Unread['what'], string>> = {
  configuration: 'its configuration',
  database: 'its replica of the link state database',
  item: 'an item of the link state database',
  routes: 'its routes',
  end: 'its end of a BGP link',
  audit: 'its replica of the audit',
  names: 'what was deployed of its names',
};

/** `pdx: its routes could not be read: SearchTransitGatewayRoutes of … is not permitted: …` */
export function unreadLine({ site, what, why }: Unread): string {
  return printable(`${site}: ${WHAT[what]} could not be read: ${why}`);
}
