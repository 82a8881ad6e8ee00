// The transit gateway API of one site, in memory, behind the controller's routing port. It refuses what EC2 refuses.

import { steeredTables } from '../controller/overrides';
import type { SteeredTables } from '../controller/plan';
import type { Reference, RoutingPort } from '../controller/ports';
import type { SiteRouting } from '../controller/site-routing';
import { ApiCalls, type CallCounts } from './api-calls';
import type { Clock } from './clock';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import type { Latencies } from './latencies';
import type { Random } from './random';
import { putReference, type ReferenceKey, type ReferenceTarget, refuseReference } from './references';

export class GatewayApi implements RoutingPort {
  private readonly calls: ApiCalls;

  constructor(
    private readonly routing: SiteRouting,
    private readonly fabric: Fabric,
    clock: Clock,
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
    await this.write('CreateTransitGatewayPrefixListReference', reference, 'absent', reference);
  }

  async modifyReference(reference: Reference): Promise<void> {
    await this.write('ModifyTransitGatewayPrefixListReference', reference, 'present', reference);
  }

  async deleteReference(reference: Pick<Reference, 'table' | 'list'>): Promise<void> {
    await this.write('DeleteTransitGatewayPrefixListReference', reference, 'present', undefined);
  }

  private write(
    name: string,
    key: ReferenceKey,
    before: 'absent' | 'present',
    target: ReferenceTarget | undefined,
  ): Promise<void> {
    return this.calls.write('ec2', name, this.latencies.apiWrite, () => {
      const { network } = this.fabric;
      refuseReference(network, this.routing, key, before);
      this.fabric.changeNetwork(putReference(network, this.routing, key, target));
    });
  }
}
