// The APIs of one site's ends of BGP links, in memory, behind the controller's port: routes and propagations of EC2,
// allowed prefixes of Direct Connect. They refuse what AWS refuses. An edge table's change is in force when its call
// returns; a new list of allowed prefixes is told to the premises minutes later, and until then no other is accepted.

import type { AllowedPrefixes, BgpPort, BgpReading, EdgeRoute } from '../controller/ports';
import { type SessionEnd, type SiteRouting, STEERED_TABLES } from '../controller/site-routing';
import type { Prefix } from '../net/prefix';
import type { Network, Session } from '../routing/network';
import { has, tellingPrefixes, toldPrefixes, updatedPrefixes } from './allowed-prefixes';
import { ApiCalls, type CallCounts } from './api-calls';
import type { Clock } from './clock';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import { requireTable } from './gateway-tables';
import type { Latencies } from './latencies';
import { disablePropagation, enablePropagation, propagatingVpcs, type TablePropagation } from './propagation';
import type { Random } from './random';
import { refusedByDirectConnect as refused } from './refused';
import { createRoute, deleteRoute, replaceRoute } from './static-routes';

export class BgpApi implements BgpPort {
  /** Lists of allowed prefixes whose update is under way, by link. */
  private readonly updating = new Map<string, readonly Prefix[]>();
  private readonly calls: ApiCalls;

  constructor(
    private readonly routing: SiteRouting,
    private readonly fabric: Fabric,
    private readonly clock: Clock,
    private readonly latencies: Latencies,
    private readonly random: Random,
    counts: CallCounts,
    private readonly note: Note = () => {},
  ) {
    this.calls = new ApiCalls(routing.site, clock, random, counts, note);
  }

  async readBgp(): Promise<BgpReading> {
    const ends = [...this.routing.sessionOf.values()];
    const edges = ends.filter(({ edgeTable }) => edgeTable !== undefined);
    const associations = ends.filter(({ origin }) => origin === 'direct-connect').length;
    const counts = {
      'ec2:SearchTransitGatewayRoutes': edges.length,
      'ec2:GetTransitGatewayRouteTablePropagations': STEERED_TABLES.length + edges.length,
      'directconnect:DescribeDirectConnectGatewayAssociations': associations,
    };
    await this.calls.read(counts, associations > 0 ? this.latencies.directConnectRead : this.latencies.apiRead);
    const { network, settled } = this.fabric;
    return {
      edges: byLink(edges, (end) => requireTable(settled, this.routing, end.edgeTable ?? '')),
      propagations: byLink(ends, ({ link }) => this.steeredPropagations(link)),
      edgePropagations: byLink(edges, (end) =>
        propagatingVpcs(network, requireTable(network, this.routing, end.edgeTable ?? '')),
      ),
      allowed: byLink(ends, ({ link }) => this.allowedPrefixes(link)),
    };
  }

  async createEdgeRoute(route: EdgeRoute): Promise<void> {
    await this.write('CreateTransitGatewayRoute', (network) => createRoute(network, this.routing, route, route));
  }

  async replaceEdgeRoute(route: EdgeRoute): Promise<void> {
    await this.write('ReplaceTransitGatewayRoute', (network) => replaceRoute(network, this.routing, route, route));
  }

  async deleteEdgeRoute(route: Pick<EdgeRoute, 'table' | 'prefix'>): Promise<void> {
    await this.write('DeleteTransitGatewayRoute', (network) => deleteRoute(network, this.routing, route));
  }

  async enablePropagation(propagation: TablePropagation): Promise<void> {
    await this.write('EnableTransitGatewayRouteTablePropagation', (network) =>
      enablePropagation(network, this.routing, propagation),
    );
  }

  async disablePropagation(propagation: TablePropagation): Promise<void> {
    await this.write('DisableTransitGatewayRouteTablePropagation', (network) =>
      disablePropagation(network, this.routing, propagation),
    );
  }

  /** As the port has it, what is as it should be is left out; the rest is refused where Direct Connect would refuse it. */
  async changeAllowedPrefixes(link: string, add: readonly Prefix[], remove: readonly Prefix[]): Promise<void> {
    const name = 'UpdateDirectConnectGatewayAssociation';
    await this.calls.write('directconnect', name, this.latencies.directConnectWrite, () => {
      const { prefixes, settled } = this.allowedPrefixes(link) ?? {};
      if (!prefixes) throw refused(`there is no association of ${link}`);
      if (!settled) throw refused(`the association of ${link} is being updated`);
      const missing = add.filter((one) => !has(prefixes, one));
      const left = remove.filter((one) => has(prefixes, one));
      if (missing.length + left.length === 0) return;
      const next = updatedPrefixes(prefixes, missing, left);
      this.updating.set(link, next);
      const sinceMs = this.clock.now();
      const atMs = sinceMs + this.random(...this.latencies.announcement);
      this.clock.at(atMs, () => this.tell(link, next, sinceMs));
    });
  }

  private tell(link: string, prefixes: readonly Prefix[], sinceMs: number): void {
    this.updating.delete(link);
    this.note({ kind: 'announced', site: this.routing.site, link, sinceMs, atMs: this.clock.now() });
    const { gateway } = this.routing;
    this.fabric.changeNetwork(tellingPrefixes(this.fabric.network, { link, gateway }, prefixes));
  }

  private write(name: string, effect: (network: Network) => Network): Promise<void> {
    return this.calls.write('ec2', name, this.latencies.apiWrite, () =>
      this.fabric.changeNetwork(effect(this.fabric.network)),
    );
  }

  private sessionOf(link: string): Session | undefined {
    const { sessions } = this.fabric.network;
    return sessions.find((session) => session.link === link && session.gateway === this.routing.gateway);
  }

  private steeredPropagations(link: string): readonly string[] {
    const steered = STEERED_TABLES.map((name) => this.routing.tables[name]);
    return (this.sessionOf(link)?.propagatesTo ?? []).filter((table) => steered.includes(table));
  }

  /** While an update is under way the association shows the new list. */
  private allowedPrefixes(link: string): AllowedPrefixes | undefined {
    const next = this.updating.get(link);
    if (next) return { prefixes: next, settled: false };
    const { gateway } = this.routing;
    const prefixes = toldPrefixes(this.fabric.network, { link, gateway });
    return prefixes && { prefixes, settled: true };
  }
}

function byLink<T>(ends: readonly SessionEnd[], read: (end: SessionEnd) => T | undefined): ReadonlyMap<string, T> {
  return new Map(
    ends.flatMap((end): [string, T][] => {
      const value = read(end);
      return value === undefined ? [] : [[end.link, value]];
    }),
  );
}
