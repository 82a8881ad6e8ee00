// Pure: what the script of a page reads: names and traces, each said once and referred to by its number.

/** Where a packet is handled, the route that matched there (empty where none did), and what happened. */
export type HopText = readonly [where: string, route: string, said: string];

export interface PageData {
  readonly links: readonly string[];
  readonly flows: readonly (readonly [from: string, to: string])[];
  /** What people call it, numbers of the links that fail, and names of sites that are lost. */
  readonly scenarios: readonly (readonly [name: string, links: readonly number[], sites: readonly string[]])[];
  readonly hops: readonly HopText[];
  readonly traces: readonly (readonly [outcome: string, links: readonly number[], hops: readonly number[]])[];
}
