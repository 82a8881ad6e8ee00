// What the contracts of the routing and BGP ports are tried on: the ports of sites over a network that the contract
// gives. s0, s1 and s2 are in AWS and peered with each other; p9 reaches s0 by Direct Connect and by VPN.

import type { BgpPort, RoutingPort } from '../../../lib/controller/ports';
import type { Address, Prefix } from '../../../lib/net/prefix';
import { matchGatewayRoute } from '../../../lib/routing/lookup';
import type { GatewayRoute, GatewayTable, LinkCondition, Network } from '../../../lib/routing/network';
import { aBackbone, aPeering, aSite } from '../backbones';
import { networkOf } from '../networks';

export interface GatewayWorld {
  routingOf(site: string): RoutingPort;
  /** Of a site with BGP links. */
  bgpOf(site: string): BgpPort;
  /** BGP sees that a link is down, or up again. */
  setCondition(link: string, condition: LinkCondition): void;
  /** Lets time pass until every update that is under way has settled. */
  untilSettled(): Promise<void>;
}

/** Makes a world that holds this network's tables, attachments, prefix lists and sessions, all links up. */
export type OpenGatewayWorld = (network: Network) => Promise<GatewayWorld>;

export const GIVEN: Network = networkOf(
  aBackbone(
    [aSite(0, 'aws', 2), aSite(1), aSite(2), aSite(9, 'on-prem')],
    [
      aPeering(0, 1),
      aPeering(0, 2),
      aPeering(1, 2),
      { name: 'dx', kind: 'direct-connect', between: ['p9', 's0'], cost: 1, sharedRisks: [] },
      { name: 'vpn', kind: 'site-to-site-vpn', between: ['p9', 's0'], cost: 9, sharedRisks: [] },
    ],
  ),
);

function said({ prefix, origin, target }: GatewayRoute): string {
  return `${prefix.text} ${origin} ${target.kind === 'attachment' ? target.attachment : target.kind}`;
}

function winnerOf(routes: readonly GatewayRoute[], { prefix: to }: GatewayRoute): GatewayRoute | undefined {
  const first: Address = { family: to.family, bits: to.bits };
  return matchGatewayRoute(
    routes.filter(({ prefix }) => prefix.text === to.text),
    first,
  );
}

/** The routes of a table that forward, in words. What hides beneath another of the same prefix need not be shown. */
export function forwarding({ routes }: GatewayTable): readonly string[] {
  return [...new Set(routes.flatMap((route) => winnerOf(routes, route) ?? []).map(said))].sort();
}

export function texts(prefixes: readonly Prefix[] | undefined): readonly string[] | undefined {
  return prefixes && [...prefixes.map(({ text }) => text)].sort();
}

/** What is read before a write, again and again while it is under way, and after it. */
export async function readsDuring<T>(write: () => Promise<void>, read: () => Promise<T>): Promise<readonly T[]> {
  const seen = [await read()];
  let answered = false;
  const end = write().finally(() => {
    answered = true;
  });
  while (!answered) seen.push(await read());
  await end;
  return [...seen, await read()];
}

/** The values without those that repeat the one before. */
export function changesOf(values: readonly string[]): readonly string[] {
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

/** Which of the calls were accepted; the others have to be refused with an Error. */
export async function accepted(calls: readonly Promise<void>[]): Promise<readonly number[]> {
  const outcomes = await Promise.allSettled(calls);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Error);
  return outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
}
