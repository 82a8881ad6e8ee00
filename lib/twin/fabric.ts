// The twin's data plane: a network and the conditions of its links, changed only through here, so that whoever counts
// packets hears of each change before it takes effect.

import type { LinkCondition, LinkConditions, Network } from '../routing/network';

export class Fabric {
  private readonly listeners: (() => void)[] = [];
  private tables: Network;
  private links: LinkConditions = new Map();

  constructor(network: Network) {
    this.tables = network;
  }

  get network(): Network {
    return this.tables;
  }

  get conditions(): LinkConditions {
    return this.links;
  }

  /** Called just before anything changes. */
  beforeChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  changeNetwork(network: Network): void {
    this.announce();
    this.tables = network;
  }

  setCondition(link: string, condition: LinkCondition): void {
    this.announce();
    this.links = new Map([...this.links, [link, condition]]);
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}
