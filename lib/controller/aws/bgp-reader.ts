// The AWS ends of one site's BGP links as they stand: for the controller, and for functions that look at what stands and have
// no code that writes.

import type { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { GatewayTable } from '../../routing/network';
import type { BgpPort, BgpReading } from '../ports';
import { gatewayTable } from '../seen-routes';
import { type SessionEnd, type SiteRouting, STEERED_TABLES } from '../site-routing';
import { type Announcer, announcedBy } from './announced-prefixes';
import { isPropagating, propagationsOf, type SeenPropagation } from './propagations';
import { RouteSearch } from './route-search';

export interface BgpApis {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly directConnect: Pick<DirectConnectClient, 'send'>;
}

type Propagations = ReadonlyMap<string, readonly SeenPropagation[]>;

/** One after the other is too slow for many, and each is another question: all at once. */
async function askedOfEach<K, V, T>(of: ReadonlyMap<K, V>, ask: (value: V, key: K) => Promise<T>) {
  return new Map(await Promise.all([...of].map(async ([key, value]): Promise<[K, T]> => [key, await ask(value, key)])));
}

function vpnEnds({ sessionOf }: SiteRouting): ReadonlyMap<string, string> {
  return new Map(
    [...sessionOf.values()].flatMap(({ link, edgeTable }): [string, string][] =>
      edgeTable === undefined ? [] : [[link, edgeTable]],
    ),
  );
}

async function edgeTable({ ec2 }: BgpApis, routing: SiteRouting, link: string, id: string): Promise<GatewayTable> {
  const routes = await new RouteSearch(ec2, id).all();
  // Nothing of Detour refers to a prefix list from an edge table: that such routes are advertised is not documented.
  return gatewayTable({ id, name: `edge-${link}`, routes, references: [] }, routing);
}

function learningTables({ attachment }: SessionEnd, { tables }: SiteRouting, propagations: Propagations) {
  return STEERED_TABLES.map((name) => tables[name]).filter((table) =>
    propagations.get(table)?.some((one) => one.attachment === attachment && isPropagating(one)),
  );
}

function propagatingVpcs(propagations: readonly SeenPropagation[] = []): readonly string[] {
  return propagations.filter((one) => one.type === 'vpc' && isPropagating(one)).map(({ attachment }) => attachment);
}

/** By link, of links without an edge table. Throws when it is not known by which Direct Connect gateway one of them ends. */
export function announcersOf(
  { directConnect }: BgpApis,
  { gateway: transitGateway, sessionOf }: SiteRouting,
  gatewayOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, Announcer> {
  const ends = [...sessionOf.values()].filter(({ origin }) => origin === 'direct-connect');
  return new Map(
    ends.map(({ link }) => {
      const directConnectGateway = gatewayOf.get(link);
      if (directConnectGateway === undefined) throw new Error(`the Direct Connect gateway of ${link} is not known`);
      return [link, { directConnect, directConnectGateway, transitGateway }];
    }),
  );
}

export function bgpReader(
  apis: BgpApis,
  routing: SiteRouting,
  announcers: ReadonlyMap<string, Announcer>,
): Pick<BgpPort, 'readBgp'> {
  const edgeOf = vpnEnds(routing);
  const tables = [...STEERED_TABLES.map((name) => routing.tables[name]), ...edgeOf.values()];
  const readBgp = async (): Promise<BgpReading> => {
    const [edges, propagations, allowed] = await Promise.all([
      askedOfEach(edgeOf, (table, link) => edgeTable(apis, routing, link, table)),
      askedOfEach(new Map(tables.map((table) => [table, table])), (table) => propagationsOf(apis.ec2, table)),
      askedOfEach(announcers, announcedBy),
    ]);
    const ends = [...routing.sessionOf.values()];
    return {
      edges,
      propagations: new Map(ends.map((end) => [end.link, learningTables(end, routing, propagations)])),
      edgePropagations: new Map([...edgeOf].map(([link, table]) => [link, propagatingVpcs(propagations.get(table))])),
      allowed,
    };
  };
  return { readBgp };
}
