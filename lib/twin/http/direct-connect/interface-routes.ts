// Pure: the routes that a virtual interface has accepted from the premises and advertised to them. Source: Direct Connect
// API reference, ListVirtualInterfaceRoutes. The twin does not know AS paths and communities: it neither shows nor
// filters them.

import * as z from 'zod';
import type { Prefix } from '../../../net/prefix';
import { CLIENT_ERROR, refusedByDirectConnect as refused } from '../../refused';
import type { Inventory } from '../inventory';
import { type JsonObject, type JsonOperation, jsonOperation } from '../json-service';
import { page } from '../pages';
import type { World } from '../world';
import { pagingOf } from './paging';
import type { VirtualInterfaces } from './virtual-interfaces';

type VirtualInterface = Inventory['virtualInterfaces'][number];

const FILTERS = z.object({
  routeDirection: z.enum(['accepted', 'advertised']).exactOptional(),
  addressFamily: z.enum(['ipv4', 'ipv6']).exactOptional(),
  cidrs: z.array(z.string()).max(10).exactOptional(),
  asPath: z.unknown().optional(),
  communities: z.unknown().optional(),
});
const LIST = z.object({
  virtualInterfaceId: z.string(),
  filters: FILTERS.exactOptional(),
  maxResults: z.number().exactOptional(),
  nextToken: z.string().exactOptional(),
});

interface InterfaceRoute {
  readonly cidr: string;
  readonly addressFamily: 'ipv4' | 'ipv6';
  readonly routeDirection: 'accepted' | 'advertised';
}

function routesOf(world: World, { link }: VirtualInterface): readonly InterfaceRoute[] {
  const { network } = world.fabric;
  const session = network.sessions.find((one) => one.link === link);
  const premises = network.routers.find(({ id }) => id === session?.router);
  const allowed = session?.advertises.kind === 'prefixes' ? session.advertises.prefixes : [];
  const routes = (routeDirection: InterfaceRoute['routeDirection'], prefixes: readonly Prefix[]) =>
    prefixes.map(
      ({ text, family }): InterfaceRoute => ({
        cidr: text,
        addressFamily: family === 4 ? 'ipv4' : 'ipv6',
        routeDirection,
      }),
    );
  return [...routes('accepted', premises?.announces ?? []), ...routes('advertised', allowed)];
}

export function interfaceRouteOperations(
  world: World,
  { require, isUp }: VirtualInterfaces,
): Readonly<Record<string, JsonOperation>> {
  const list = (input: z.infer<typeof LIST>, region: string): JsonObject => {
    const { virtualInterfaceId, filters = {} } = input;
    const { routeDirection, addressFamily, cidrs = [], asPath, communities } = filters;
    const found = require(virtualInterfaceId, region);
    if (asPath !== undefined || communities !== undefined)
      throw refused('the twin knows neither AS paths nor communities');
    const routes = (isUp(found) ? routesOf(world, found) : [])
      .filter((route) => !routeDirection || route.routeDirection === routeDirection)
      .filter((route) => !addressFamily || route.addressFamily === addressFamily)
      .filter(({ cidr }) => cidrs.length === 0 || cidrs.includes(cidr));
    const paging = pagingOf(world, input, [virtualInterfaceId, routeDirection, addressFamily, cidrs]);
    const { items, next } = page(routes, (route) => `${route.routeDirection} ${route.cidr}`, paging);
    return { routes: items.map((route) => ({ ...route })), nextToken: next };
  };
  return { ListVirtualInterfaceRoutes: jsonOperation(false, CLIENT_ERROR, LIST, list) };
}
