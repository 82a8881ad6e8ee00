// Pure: what people call the things that have ids: by site and name where they have one, else by construct path.

import type { Network } from '../routing/network';
import type { Fact, Facts } from './facts/facts';

const sources = new WeakMap<Facts, ReadonlyMap<string, string>>();

/** By id; what is read twice counts as it was first read. */
function readSources(facts: Facts): ReadonlyMap<string, string> {
  const all: readonly Fact[] = Object.values(facts).flat();
  return new Map([...all].reverse().map(({ id, source }) => [id, source]));
}

/** Where people find a resource: its construct path, else its id. */
export function sourceOf(facts: Facts, id: string): string {
  const known = sources.get(facts) ?? readSources(facts);
  sources.set(facts, known);
  return known.get(id) ?? id;
}

/** Labels by id, for reports. Gateways are called by their site, tables and VPCs by their own names. */
export function labelsOf({ network, facts }: { readonly network: Network; readonly facts: Facts }) {
  const paths = new Map(facts.vpcTables.map(({ id, source }) => [id, source]));
  return Object.fromEntries([
    ...network.gateways.map(({ id, site }) => [id, site]),
    ...network.tables.map(({ id, name }) => [id, name]),
    ...network.vpcs.map(({ id, name, site }) => [id, name === site ? name : `${name} of ${site}`]),
    ...(network.appliances ?? []).map(({ id, source }) => [id, source]),
    ...network.vpcTables.map(({ id, vpc }) => [id, paths.get(id) ?? `main of ${vpc}`]),
  ]) as Readonly<Record<string, string>>;
}
