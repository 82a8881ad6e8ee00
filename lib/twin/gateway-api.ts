// The transit gateway API of one site, in memory, behind the controller's routing port. It refuses what EC2 refuses.

import { referencedRoutes, steeredTables } from '../controller/overrides';
import type { SteeredTables } from '../controller/plan';
import type { Reference, RoutingPort } from '../controller/ports';
import type { SiteRouting } from '../controller/site-routing';
import type { GatewayTable } from '../routing/network';
import type { VirtualClock } from './clock';
import type { Fabric } from './fabric';
import type { Latencies, Range } from './latencies';
import type { Random } from './random';

/** Calls by name, over the whole run. */
export type CallCounts = Map<string, number>;

export class GatewayApi implements RoutingPort {
  constructor(
    private readonly routing: SiteRouting,
    private readonly fabric: Fabric,
    private readonly clock: VirtualClock,
    private readonly latencies: Latencies,
    private readonly random: Random,
    private readonly calls: CallCounts,
  ) {}

  async readTables(): Promise<SteeredTables> {
    await this.call('SearchTransitGatewayRoutes', this.latencies.apiRead, 2);
    const tables = steeredTables(this.fabric.network, this.routing);
    if (!tables)
      throw new Error(`InvalidRouteTableID.NotFound: a steered table of ${this.routing.site} does not exist`);
    return tables;
  }

  async createReference(reference: Reference): Promise<void> {
    await this.call('CreateTransitGatewayPrefixListReference', this.latencies.apiWrite);
    if (this.isReferenced(reference))
      throw new Error(`PrefixListReferenceAlreadyExists: ${reference.table} already refers to ${reference.list}`);
    this.replace(reference, reference.attachment);
  }

  async modifyReference(reference: Reference): Promise<void> {
    await this.call('ModifyTransitGatewayPrefixListReference', this.latencies.apiWrite);
    this.requireReference(reference);
    this.replace(reference, reference.attachment);
  }

  async deleteReference(reference: Pick<Reference, 'table' | 'list'>): Promise<void> {
    await this.call('DeleteTransitGatewayPrefixListReference', this.latencies.apiWrite);
    this.requireReference(reference);
    this.replace(reference, undefined);
  }

  /** Counts a call and lets its time pass; its effect is there when it returns. */
  private async call(name: string, [low, high]: Range, times = 1): Promise<void> {
    this.calls.set(name, (this.calls.get(name) ?? 0) + times);
    await this.clock.sleep(this.random(low, high));
  }

  private table(id: string): GatewayTable {
    const table = this.fabric.network.tables.find((t) => t.id === id && t.gateway === this.routing.gateway);
    if (!table) throw new Error(`InvalidRouteTableID.NotFound: ${id} is no route table of this gateway`);
    return table;
  }

  private isReferenced({ table, list }: Pick<Reference, 'table' | 'list'>): boolean {
    return this.table(table).routes.some((route) => route.origin === 'prefix-list' && route.source === list);
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
    const known = network.attachments.some((a) => a.gateway === this.routing.gateway && a.id === attachment);
    if (attachment !== undefined && !known)
      throw new Error(`InvalidTransitGatewayAttachmentID.NotFound: ${attachment} is no attachment of this gateway`);
    const before = this.table(table);
    const others = before.routes.filter((route) => !(route.origin === 'prefix-list' && route.source === list));
    const routes = attachment === undefined ? others : [...others, ...referencedRoutes(entries, attachment)];
    const tables = network.tables.map((t) => (t === before ? { ...before, routes } : t));
    this.fabric.changeNetwork({ ...network, tables });
  }
}
