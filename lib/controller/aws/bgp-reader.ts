// The AWS ends of one site's BGP links as they stand: for the controller, and for functions that look at what stands and have
// no code that writes.

import type { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { GatewayTable } from '../../routing/network';
import type { BgpPort, BgpReading } from '../ports';
import { gatewayTable } from '../seen-routes';
import { type SessionEnd, type SiteRouting, STEERED_TABLES } from '../site-routing';
import { type Announcer, announcedBy } from './announced-prefixes';
import { withinMs } from './in-time';
import { isPropagating, propagationsOf, type SeenPropagation } from './propagations';
import { RouteSearch } from './route-search';

export interface BgpApis {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly directConnect: Pick<DirectConnectClient, 'send'>;
}

type Propagations = ReadonlyMap<string, readonly SeenPropagation[]>;

/** Direct Connect's answers are waited for only so long with all tries: what EC2 steers does not wait for them. */
const DIRECT_CONNECT_MS = 4_000;

/** What was answered of each, and why it was not. */
interface Answers<T> {
  readonly found: ReadonlyMap<string, T>;
  readonly unread: ReadonlyMap<string, string>;
}

/** One after the other is too slow for many, and each is another question: all at once. One that fails is told as such. */
async function askedOfEach<V, T>(
  of: ReadonlyMap<string, V>,
  ask: (value: V, link: string) => Promise<T>,
): Promise<Answers<T>> {
  const found = new Map<string, T>();
  const unread = new Map<string, string>();
  const one = async ([link, value]: [string, V]) => {
    try {
      found.set(link, await ask(value, link));
    } catch (error) {
      unread.set(link, error instanceof Error ? error.message : String(error));
    }
  };
  await Promise.all([...of].map(one));
  return { found, unread };
}

function told<T, R>({ found }: Answers<T>, what: (answer: T) => R): ReadonlyMap<string, R> {
  return new Map([...found].map(([link, answer]) => [link, what(answer)]));
}

function vpnEnds({ sessionOf }: SiteRouting): ReadonlyMap<string, string> {
  return new Map(
    [...sessionOf.values()].flatMap(({ link, edgeTable }): [string, string][] =>
      edgeTable === undefined ? [] : [[link, edgeTable]],
    ),
  );
}

/** An edge table, and the VPCs that propagate into it. */
interface Edge {
  readonly table: GatewayTable;
  readonly vpcs: readonly string[];
}

async function edgeOf({ ec2 }: BgpApis, routing: SiteRouting, link: string, id: string): Promise<Edge> {
  const [routes, propagations] = await Promise.all([new RouteSearch(ec2, id).all(), propagationsOf(ec2, id)]);
  // Nothing of Detour refers to a prefix list from an edge table: that such routes are advertised is not documented.
  const table = gatewayTable({ id, name: `edge-${link}`, routes, references: [] }, routing);
  return { table, vpcs: propagatingVpcs(propagations) };
}

async function steeredPropagations({ ec2 }: BgpApis, { tables }: SiteRouting): Promise<Propagations> {
  const ids = STEERED_TABLES.map((name) => tables[name]);
  return new Map(await Promise.all(ids.map(async (id) => [id, await propagationsOf(ec2, id)] as const)));
}

function learningTables({ attachment }: SessionEnd, { tables }: SiteRouting, propagations: Propagations) {
  return STEERED_TABLES.map((name) => tables[name]).filter((table) =>
    propagations.get(table)?.some((one) => one.attachment === attachment && isPropagating(one)),
  );
}

function propagatingVpcs(propagations: readonly SeenPropagation[]): readonly string[] {
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
  const readBgp = async (): Promise<BgpReading> => {
    const [edges, propagations, allowed] = await Promise.all([
      askedOfEach(vpnEnds(routing), (table, link) => edgeOf(apis, routing, link, table)),
      steeredPropagations(apis, routing),
      askedOfEach(announcers, (announcer) => withinMs(DIRECT_CONNECT_MS, () => announcedBy(announcer))),
    ]);
    const ends = [...routing.sessionOf.values()];
    const unread = new Map([...edges.unread, ...allowed.unread]);
    return {
      edges: told(edges, ({ table }) => table),
      propagations: new Map(ends.map((end) => [end.link, learningTables(end, routing, propagations)])),
      edgePropagations: told(edges, ({ vpcs }) => vpcs),
      allowed: allowed.found,
      ...(unread.size === 0 ? {} : { unread }),
    };
  };
  return { readBgp };
}
