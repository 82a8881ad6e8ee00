// All sites of a backbone over fake ports: reconciled round by round until nothing changes, each change of a table judged.

import { failureEntry } from '../../lib/controller/audit';
import type { Snapshot } from '../../lib/controller/database';
import { reconcile } from '../../lib/controller/reconcile';
import { siteRouting } from '../../lib/controller/site-routing';
import type { Backbone } from '../../lib/routing/backbone';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkConditions, Network } from '../../lib/routing/network';
import { FakeWorld } from './fake-ports';
import { networkOf } from './networks';
import { allGood } from './world';

export class Sites {
  readonly world: FakeWorld;
  /** Flows that were delivered before a change and not after it, and the overrides as they then stood. */
  readonly lost: string[] = [];
  /** Flows, each as `from to`, whose loss no controller could have prevented: it had been brought about before. */
  excused: ReadonlySet<string> = new Set();
  /** Routes of steered tables that controllers do not own and that changed by a write. */
  readonly trespasses: string[] = [];
  /** What a site's controller goes by where it is not the backbone. */
  readonly deployed = new Map<string, Backbone>();
  /** How long a round takes. */
  roundMs = 2_000;

  constructor(
    readonly backbone: Backbone,
    network?: Network,
    /** What CloudFormation deployed. */
    baseline: Network = networkOf(backbone),
  ) {
    this.world = new FakeWorld(network ?? baseline, (...change) => this.judge(...change), baseline);
    this.world.know({ observations: allGood(backbone) });
  }

  get conditions(): LinkConditions {
    return this.world.conditions;
  }

  set conditions(conditions: LinkConditions) {
    this.world.conditions = conditions;
  }

  know(more: Partial<Snapshot>): this {
    this.world.know(more);
    return this;
  }

  /** One reconcile; one that rejects, by a crash or a refusal, is over. */
  async reconcile(site: string): Promise<void> {
    const routing = siteRouting(this.world.baseline, site);
    if (!routing) return;
    try {
      await reconcile(this.deployed.get(site) ?? this.backbone, routing, this.world.portsOf(site));
    } catch (error) {
      this.world.audit.push(failureEntry(error, site, this.world.nowMs));
      this.world.revive();
    }
  }

  /** Every AWS site in turn, a while apart. */
  async round(): Promise<void> {
    for (const i of this.backbone.sites.keys()) await this.turn(i);
  }

  /** The turn with this number: one round after the other has one of each site. */
  async turn(number: number): Promise<void> {
    const { sites } = this.backbone;
    await this.reconcile(sites[number % sites.length]?.name ?? '');
    this.world.advance(this.roundMs / sites.length);
  }

  async rounds(count: number): Promise<this> {
    for (let i = 0; i < count; i++) await this.round();
    return this;
  }

  /** The overrides that stand, each as `table list attachment`. */
  overrides(): readonly string[] {
    const all = this.world.network.tables.flatMap(({ id, routes }) =>
      routes.flatMap(({ origin, source, target }) =>
        origin === 'prefix-list'
          ? [`${id} ${source} ${target.kind === 'attachment' ? target.attachment : target.kind}`]
          : [],
      ),
    );
    return [...new Set(all)].sort();
  }

  /** Flows that are not delivered, each as `from to outcome`. */
  undelivered(network = this.world.network, conditions = this.conditions): readonly string[] {
    return this.backbone.flows.flatMap((flow) => {
      const worst = worstTrace(traceFlow(network, conditions, flow));
      return worst?.outcome === 'delivered' ? [] : [`${flow.from} ${flow.to} ${worst?.outcome}`];
    });
  }

  /** Everything in the steered tables but references to the lists of the backbone. */
  private foreign({ tables, prefixLists }: Network): readonly string[] {
    const owned = new Set(prefixLists.map(({ id }) => id));
    const steered = tables.filter(({ name }) => name === 'spokes' || name === 'transit');
    return steered.flatMap(({ id, routes }) =>
      routes
        .filter(({ origin, source }) => origin !== 'prefix-list' || !owned.has(source))
        .map(({ prefix, origin, target }) => `${id} ${prefix.text} ${origin} ${JSON.stringify(target)}`),
    );
  }

  private judge(before: Network, after: Network, conditionsBefore: LinkConditions): void {
    const [had, has] = [new Set(this.foreign(before)), new Set(this.foreign(after))];
    this.trespasses.push(
      ...[...had].filter((route) => !has.has(route)),
      ...[...has].filter((route) => !had.has(route)),
    );
    const lostBefore = this.undelivered(before, conditionsBefore).map((said) => said.split(' ', 2).join(' '));
    const gone = new Set([...lostBefore, ...this.excused]);
    for (const said of this.undelivered(after))
      if (!gone.has(said.split(' ', 2).join(' '))) this.lost.push(`${said}: ${this.overrides().join(', ')}`);
  }
}
