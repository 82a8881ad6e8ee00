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
  private effective: LinkConditions = new Map();
  private held: ReadonlySet<string> = new Set();
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

  /** What the links do: what was set, and down where BGP is held down. */
  get conditions(): LinkConditions {
    return this.effective;
  }

  /** With everything that BGP says now. */
  get settled(): Network {
    return settle(this.tables, this.effective);
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
    this.changeLinks(new Map([...this.links, [link, condition]]), this.held);
  }

  /** AWS takes the session of a link down for as long as it is held; what else is wrong with the link stays as it is. */
  holdDown(link: string, held: boolean): void {
    const others = [...this.held].filter((other) => other !== link);
    this.changeLinks(this.links, new Set(held ? [...others, link] : others));
  }

  /** From now on routers forward by these routes, until others are set. */
  setRouters(routers: readonly Router[]): void {
    this.change(() => {
      this.routers = routers;
    });
  }

  private changeLinks(links: LinkConditions, held: ReadonlySet<string>): void {
    this.change(() => {
      this.links = links;
      this.held = held;
      this.effective = new Map([...links, ...[...held].map((link) => [link, 'down'] as const)]);
    });
  }

  private change(apply: () => void): void {
    for (const listener of this.before) listener();
    apply();
    this.forwards = { ...this.settled, ...(this.routers ? { routers: this.routers } : {}) };
    for (const listener of this.after) listener();
  }
}
