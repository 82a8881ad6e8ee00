// The transit gateway API of one site, in memory, behind the controller's routing port. It refuses what EC2 refuses.

import { referencedRoutes, steeredTables } from '../controller/overrides';
import type { SteeredTables } from '../controller/plan';
import type { Reference, RoutingPort } from '../controller/ports';
import type { SiteRouting } from '../controller/site-routing';
import { ApiCalls, type CallCounts } from './api-calls';
import type { VirtualClock } from './clock';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import { requireAttachment, requireTable, withTable } from './gateway-tables';
import type { Latencies } from './latencies';
import type { Random } from './random';

export class GatewayApi implements RoutingPort {
  private readonly calls: ApiCalls;

  constructor(
    private readonly routing: SiteRouting,
    private readonly fabric: Fabric,
    clock: VirtualClock,
    private readonly latencies: Latencies,
    random: Random,
    counts: CallCounts,
    note?: Note,
  ) {
    this.calls = new ApiCalls(routing.site, clock, random, counts, note);
  }

  /** As EC2 shows them: with what BGP has brought. */
  async readTables(): Promise<SteeredTables> {
    await this.calls.read({ 'ec2:SearchTransitGatewayRoutes': 2 }, this.latencies.apiRead);
    const tables = steeredTables(this.fabric.settled, this.routing);
    if (!tables)
      throw new Error(`InvalidRouteTableID.NotFound: a steered table of ${this.routing.site} does not exist`);
    return tables;
  }

  async createReference(reference: Reference): Promise<void> {
    await this.write('CreateTransitGatewayPrefixListReference', () => {
      if (this.isReferenced(reference))
        throw new Error(`PrefixListReferenceAlreadyExists: ${reference.table} already refers to ${reference.list}`);
      this.replace(reference, reference.attachment);
    });
  }

  async modifyReference(reference: Reference): Promise<void> {
    await this.write('ModifyTransitGatewayPrefixListReference', () => {
      this.requireReference(reference);
      this.replace(reference, reference.attachment);
    });
  }

  async deleteReference(reference: Pick<Reference, 'table' | 'list'>): Promise<void> {
    await this.write('DeleteTransitGatewayPrefixListReference', () => {
      this.requireReference(reference);
      this.replace(reference, undefined);
    });
  }

  private write(name: string, effect: () => void): Promise<void> {
    return this.calls.write('ec2', name, this.latencies.apiWrite, effect);
  }

  private isReferenced({ table, list }: Pick<Reference, 'table' | 'list'>): boolean {
    return requireTable(this.fabric.network, this.routing, table).routes.some(
      (route) => route.origin === 'prefix-list' && route.source === list,
    );
  }

  private requireReference(reference: Pick<Reference, 'table' | 'list'>): void {
    if (!this.isReferenced(reference))
      throw new Error(`InvalidPrefixListReference.NotFound: ${reference.table} does not refer to ${reference.list}`);
  }

  /** All routes of the list move in one step, as one call moves them on AWS. */
  private replace({ table, list }: Pick<Reference, 'table' | 'list'>, attachment: string | undefined): void {
    const { network } = this.fabric;
    const entries = network.prefixLists.find((l) => l.id === list && l.site === this.routing.site);
    if (!entries) throw new Error(`InvalidPrefixListID.NotFound: ${list} is no prefix list in this region`);
    if (attachment !== undefined) requireAttachment(network, this.routing, attachment);
    const before = requireTable(network, this.routing, table);
    const others = before.routes.filter((route) => !(route.origin === 'prefix-list' && route.source === list));
    const routes = attachment === undefined ? others : [...others, ...referencedRoutes(entries, attachment)];
    this.fabric.changeNetwork(withTable(network, { ...before, routes }));
  }
}
