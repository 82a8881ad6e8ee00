// EC2's side of reading a gateway's route table: every route, or none. EC2 tells at most a thousand at a time. Where it
// says that there are more and not how to get them, the search is made anew in halves of the address space, and each of
// them again, until nothing is left out.

import {
  type EC2Client,
  type Filter,
  SearchTransitGatewayRoutesCommand,
  type SearchTransitGatewayRoutesResult,
  type TransitGatewayRoute,
} from '@aws-sdk/client-ec2';
import { halves, type Prefix, prefix, width } from '../../net/prefix';
import type { SeenRoute } from '../seen-routes';
import { called } from './failure';

const PAGE = 1_000;
/** A gateway has room for 10,000 routes: with more calls than that takes, something else is wrong. */
const MOST_CALLS = 400;
const STATES: Filter = { Name: 'state', Values: ['active', 'blackhole'] };
const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

function seen(route: TransitGatewayRoute): SeenRoute {
  const { DestinationCidrBlock: cidr, PrefixListId: list, TransitGatewayAttachments = [], Type, State } = route;
  const attachments = TransitGatewayAttachments.flatMap(
    ({ TransitGatewayAttachmentId: id, ResourceType: type = '' }) => (id === undefined ? [] : [{ id, type }]),
  );
  return {
    ...(cidr === undefined ? {} : { cidr }),
    ...(list === undefined ? {} : { list }),
    attachments,
    type: Type ?? '',
    state: State ?? '',
  };
}

export class RouteSearch {
  private calls = 0;

  constructor(
    private readonly ec2: Pick<EC2Client, 'send'>,
    private readonly table: string,
  ) {}

  /** Rejects with a CallFailure, and when EC2 keeps back routes. */
  async all(): Promise<readonly SeenRoute[]> {
    const { routes, isWhole } = await this.pages([]);
    if (isWhole) return routes;
    const parts = [];
    for (const part of EVERYTHING) parts.push(...(await this.within(part)));
    return parts;
  }

  /** The routes to exactly this prefix. */
  async to({ text }: Prefix): Promise<readonly SeenRoute[]> {
    const { routes, isWhole } = await this.pages([{ Name: 'route-search.exact-match', Values: [text] }]);
    if (!isWhole) throw new Error(`EC2 does not tell all routes of ${this.table} to ${text}`);
    return routes;
  }

  /** Whether the subnets of a prefix include itself is not documented, so that it is asked for by itself. */
  private async within(part: Prefix): Promise<readonly SeenRoute[]> {
    const own = await this.to(part);
    if (part.length === width(part.family)) return own;
    const { routes, isWhole } = await this.pages([{ Name: 'route-search.subnet-of-match', Values: [part.text] }]);
    if (isWhole) return [...own, ...routes.filter(({ cidr }) => cidr !== part.text)];
    const [low, high] = halves(part);
    return [...own, ...(await this.within(low)), ...(await this.within(high))];
  }

  private async pages(filters: readonly Filter[]) {
    const routes: SeenRoute[] = [];
    let NextToken: string | undefined;
    let isWhole = true;
    do {
      const page = await this.page(filters, NextToken);
      routes.push(...(page.Routes ?? []).map(seen));
      NextToken = page.NextToken || undefined;
      isWhole = NextToken !== undefined || page.AdditionalRoutesAvailable !== true;
    } while (NextToken !== undefined);
    return { routes, isWhole };
  }

  private page(filters: readonly Filter[], NextToken: string | undefined): Promise<SearchTransitGatewayRoutesResult> {
    this.calls += 1;
    if (this.calls > MOST_CALLS)
      throw new Error(`EC2 still has more routes of ${this.table} after it was asked ${MOST_CALLS} times`);
    const command = new SearchTransitGatewayRoutesCommand({
      TransitGatewayRouteTableId: this.table,
      Filters: [STATES, ...filters],
      MaxResults: PAGE,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return called('SearchTransitGatewayRoutes', this.table, () => this.ec2.send(command));
  }
}
