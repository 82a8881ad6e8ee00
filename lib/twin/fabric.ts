// The twin's data plane: a network and the conditions of its links, changed only through here, so that whoever counts
// packets hears of each change before it takes effect.

import type { LinkCondition, LinkConditions, Network } from '../routing/network';

export class Fabric {
  private readonly before: (() => void)[] = [];
  private readonly after: (() => void)[] = [];
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

  private change(apply: () => void): void {
    for (const listener of this.before) listener();
    apply();
    for (const listener of this.after) listener();
  }
}
