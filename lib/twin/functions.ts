// Pure: how many executions functions have reserved. A function with none does not run: so people stop one for a while.

import type { Inventory } from './http/inventory';

export class Functions {
  private readonly reserved = new Map<string, number>();

  constructor(private readonly deployed: Inventory['functions']) {
    for (const { name, region, reserved } of deployed)
      if (reserved !== undefined) this.reserved.set(keyOf(region, name), reserved);
  }

  has(region: string, name: string): boolean {
    return this.deployed.some((one) => one.region === region && one.name === name);
  }

  /** Undefined: it has as many as the account has left. */
  reservedOf(region: string, name: string): number | undefined {
    return this.reserved.get(keyOf(region, name));
  }

  /** Undefined gives back what was reserved. */
  reserve(region: string, name: string, executions: number | undefined): void {
    if (executions === undefined) this.reserved.delete(keyOf(region, name));
    else this.reserved.set(keyOf(region, name), executions);
  }

  /** A function that nobody deployed is not stopped. */
  isStopped(region: string, name: string): boolean {
    return this.reservedOf(region, name) === 0;
  }
}

function keyOf(region: string, name: string): string {
  return `${region} ${name}`;
}
