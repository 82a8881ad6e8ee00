// The twin's data plane: a network and the conditions of its links, changed only through here, so that whoever counts
// packets hears of each change before it takes effect. AWS's tables follow BGP at once; routers on premises do when they
// have taken in what they heard (hearing.ts), or at once where nobody says when that is.

import { settle } from '../routing/bgp';
import type { LinkCondition, LinkConditions, Network, Router } from '../routing/network';

export class Fabric {
  private readonly before: (() => void)[] = [];
  private readonly after: (() => void)[] = [];
  private tables: Network;
  private links: LinkConditions = new Map();
  private routers: readonly Router[] | undefined;
  private forwards: Network;

  constructor(network: Network) {
    this.tables = network;
    this.forwards = this.settled;
  }

  /** What templates and API calls have made of it. It holds no route that is learned over BGP. */
  get network(): Network {
    return this.tables;
  }

  get conditions(): LinkConditions {
    return this.links;
  }

  /** With everything that BGP says now. */
  get settled(): Network {
    return settle(this.tables, this.links);
  }

  /** What forwards packets now. It is another value after each change, and the same until then. */
  get forwarding(): Network {
    return this.forwards;
  }

  /** Calls back just before anything changes. */
  beforeChange(listener: () => void): void {
    this.before.push(listener);
  }

  /** Calls back when something has changed. */
  afterChange(listener: () => void): void {
    this.after.push(listener);
  }

  changeNetwork(network: Network): void {
    this.change(() => {
      this.tables = network;
    });
  }

  setCondition(link: string, condition: LinkCondition): void {
    this.change(() => {
      this.links = new Map([...this.links, [link, condition]]);
    });
  }

  /** From now on routers forward by these routes, until others are set. */
  setRouters(routers: readonly Router[]): void {
    this.change(() => {
      this.routers = routers;
    });
  }

  private change(apply: () => void): void {
    for (const listener of this.before) listener();
    apply();
    this.forwards = { ...this.settled, ...(this.routers ? { routers: this.routers } : {}) };
    for (const listener of this.after) listener();
  }
}
