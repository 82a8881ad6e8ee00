// What the operations of all services act on: the fabric, virtual time, and what EC2's readers see of the fabric, which
// may be older than what is.

import type { LinkConditions, Network } from '../../routing/network';
import type { VirtualClock } from '../clock';
import type { Fabric } from '../fabric';
import type { Range } from '../latencies';
import type { Random } from '../random';
import { ReferenceStates } from './ec2/reference-states';
import { History } from './history';
import type { Inventory } from './inventory';
import { RegionView } from './region-view';

/** How AWS is to behave; milliseconds of virtual time. */
export interface Behaviour {
  /** How old what EC2's reads show is, drawn for each read. */
  readonly readLag: Range;
  /** How long a prefix-list reference is `pending`, `modifying` or `deleting`; its routes change with the call. */
  readonly referenceChange: Range;
  /** From the acceptance of a new list of allowed prefixes until the premises are told. */
  readonly announcement: Range;
  /** From the moment AWS lets the session of a virtual interface be until it is up. */
  readonly sessionBack: Range;
  /** From the call that replaces a VPN tunnel until it goes down, and from then until it is up. */
  readonly tunnelGone: Range;
  readonly tunnelBack: Range;
  /** Items of a page at most, whatever a call asks for: AWS may always give fewer. */
  readonly pageSize: number;
  /** Whether a search of routes says how to get the rest; EC2 did not always. */
  readonly searchTokens: boolean;
}

/** The fabric at one moment. */
interface Seen {
  readonly atMs: number;
  readonly network: Network;
  /** With what BGP has brought. */
  readonly settled: Network;
  readonly conditions: LinkConditions;
  readonly references: ReferenceStates;
}

export class World {
  private readonly history: History<Seen>;
  private references = new ReferenceStates();

  constructor(
    readonly fabric: Fabric,
    readonly clock: VirtualClock,
    readonly random: Random,
    readonly inventory: Inventory,
    readonly behaviour: Behaviour,
  ) {
    this.history = new History(this.current, behaviour.readLag[1]);
    fabric.afterChange(() => this.history.record(clock.now(), this.current));
  }

  get now(): number {
    return this.clock.now();
  }

  /** What is: writes are judged by it. */
  get current(): Seen {
    const { network, settled, conditions } = this.fabric;
    return { atMs: this.clock.now(), network, settled, conditions, references: this.references };
  }

  /** What a reader of EC2 sees now. */
  read(): Seen {
    const atMs = this.now - this.random(...this.behaviour.readLag);
    return { ...this.history.at(atMs), atMs };
  }

  view(region: string, network: Network): RegionView {
    return new RegionView(region, network, this.inventory);
  }

  change(network: Network, references: ReferenceStates = this.references): void {
    this.references = references;
    this.fabric.changeNetwork(network);
  }
}
