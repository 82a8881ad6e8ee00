// The steered tables of one site's transit gateway as EC2 shows them: for the controller, and for functions that look at
// what stands and have no code that writes. Source of what EC2 does: "How transit gateways work" of its documentation.

import type { EC2Client } from '@aws-sdk/client-ec2';
import type { GatewayTable } from '../../routing/network';
import type { RoutingPort } from '../ports';
import { type Doubt, doubts, gatewayTable } from '../seen-routes';
import type { SiteRouting, SteeredTable } from '../site-routing';
import { lookAgain, PAUSES, type Pauses } from './look-again';
import { entriesOf, referencesOf } from './prefix-list-references';
import { RouteSearch } from './route-search';

type Ec2 = Pick<EC2Client, 'send'>;

/** A deployment may have changed a list since this controller was told of it: what left the list leaves no doubt. */
async function confirmed(ec2: Ec2, doubt: Doubt): Promise<string | undefined> {
  if (doubt.kind === 'contradiction') return doubt.why;
  const held = await entriesOf(ec2, doubt.list);
  return doubt.entries.some(({ text }) => held.has(text)) ? doubt.why : undefined;
}

interface Sight {
  readonly table: GatewayTable;
  /** Why it cannot be believed; undefined: it can. */
  readonly doubt: string | undefined;
}

async function sighted(ec2: Ec2, routing: SiteRouting, name: SteeredTable): Promise<Sight> {
  const id = routing.tables[name];
  const [references, routes] = await Promise.all([referencesOf(ec2, id), new RouteSearch(ec2, id).all()]);
  const seen = { id, name, routes, references };
  const table = gatewayTable(seen, routing);
  for (const doubt of doubts(seen, table, routing)) {
    const why = await confirmed(ec2, doubt);
    if (why !== undefined) return { table, doubt: why };
  }
  return { table, doubt: undefined };
}

export function tablesReader(ec2: Ec2, routing: SiteRouting, pauses: Pauses = PAUSES): Pick<RoutingPort, 'readTables'> {
  const read = async (name: SteeredTable) => {
    const look = () => sighted(ec2, routing, name);
    const { table, doubt } = await lookAgain(look, (sight) => sight.doubt === undefined, pauses);
    if (doubt !== undefined) throw new Error(`what EC2 says of ${name} contradicts itself: ${doubt}`);
    return table;
  };
  return {
    async readTables() {
      const [transit, spokes] = await Promise.all([read('transit'), read('spokes')]);
      return { transit, spokes };
    },
  };
}
