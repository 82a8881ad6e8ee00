// Pure: the way of a link end's probe: from its own probe subnet through the tables as they are to the far end's
// responder or target, and back. Which subnets belong to a link is read from the pins of the baseline; nothing else is
// taken from them, so a probe that is not pinned any more goes wherever its packets go.

import { type Address, addressAt, holdsAddress, type Prefix, parseAddress, samePrefix } from '../net/prefix';
import type { Backbone, BackboneLink } from '../routing/backbone';
import type { Attachment, Gateway, Network, Vpc } from '../routing/network';
import { farSite } from '../routing/shortest-paths';
import type { Place } from '../routing/trace';

/** One direction of a probe. */
export interface ProbeLeg {
  readonly from: Place;
  readonly to: Address;
}

export interface ProbePath {
  readonly there: ProbeLeg;
  readonly back: ProbeLeg;
}

/** Where a prober and its responder sit in their /28. */
const PROBER = 4n;
const RESPONDER = 14n;

interface Subnet {
  readonly prefix: Prefix;
  readonly vpc: Vpc;
}

function probeSubnets(network: Network, site: string): readonly Subnet[] {
  return network.vpcs
    .filter((vpc) => vpc.site === site)
    .flatMap((vpc) => (vpc.probes ?? []).map((prefix) => ({ prefix, vpc })));
}

function gatewayOf(network: Network, site: string): Gateway | undefined {
  return network.gateways.find((gateway) => gateway.site === site);
}

/** Whether a static route of the gateway's tables sends exactly this prefix to one of these attachments. */
function isPinned(network: Network, gateway: string | undefined, to: Prefix, isTarget: (a: Attachment) => boolean) {
  const targets = network.attachments.filter((a) => a.gateway === gateway && isTarget(a)).map(({ id }) => id);
  return network.tables.some(
    (table) =>
      table.gateway === gateway &&
      table.routes.some(
        ({ prefix, origin, target }) =>
          origin === 'static' &&
          samePrefix(prefix, to) &&
          target.kind === 'attachment' &&
          targets.includes(target.attachment),
      ),
  );
}

/** Whether the far end of the link sends this probe subnet of the site over it. */
function belongsTo(network: Network, { name, between }: BackboneLink, site: string, subnet: Prefix): boolean {
  const session = network.sessions.find(({ link }) => link === name);
  if (session?.advertises.kind === 'prefixes') return session.advertises.prefixes.some((p) => samePrefix(p, subnet));
  if (session) {
    const edge = network.attachments.find((a) => a.gateway === session.gateway && a.id === session.attachment)?.table;
    return (network.tables.find(({ id }) => id === edge)?.routes ?? []).some((r) => samePrefix(r.prefix, subnet));
  }
  const [far] = between.filter((end) => end !== site);
  return isPinned(
    network,
    gatewayOf(network, far ?? '')?.id,
    subnet,
    ({ to }) => to.kind === 'link' && to.link === name,
  );
}

/**
 * The probe subnets of a site by link. Where the pin of a single link is missing, the single subnet that is left is its:
 * that it is not pinned shall show.
 */
function subnetsByLink(network: Network, backbone: Backbone, site: string): ReadonlyMap<string, Subnet> {
  const subnets = probeSubnets(network, site);
  const links = backbone.links.filter(({ between }) => between.includes(site));
  const found = new Map(
    links.flatMap((link): [string, Subnet][] => {
      const subnet = subnets.find(({ prefix }) => belongsTo(network, link, site, prefix));
      return subnet ? [[link.name, subnet]] : [];
    }),
  );
  const free = subnets.filter((subnet) => ![...found.values()].includes(subnet));
  const without = links.filter(({ name }) => !found.has(name));
  const [last, link] = [free[0], without[0]];
  return last && link && free.length === 1 && without.length === 1 ? new Map([...found, [link.name, last]]) : found;
}

/** Where a packet of this subnet starts: its own route table, or where that is not known the gateway. */
function startOf(network: Network, { vpc }: Subnet, to: Address): Place | undefined {
  const pinned = network.vpcTables.find(
    (table) =>
      table.vpc === vpc.id &&
      !table.workload &&
      table.routes.some(
        ({ prefix, target }) => prefix.length >= 28 && target.kind === 'gateway' && holdsAddress(prefix, to),
      ),
  );
  if (pinned) return { at: 'vpc-table', table: pinned.id };
  const attachment = network.attachments.find((a) => a.to.kind === 'vpc' && a.to.vpc === vpc.id);
  return attachment && { at: 'gateway', gateway: attachment.gateway, arrivedBy: attachment.id };
}

function towardPremises(network: Network, link: BackboneLink, own: Subnet, far: string): ProbePath | undefined {
  const target = link.probeTarget === undefined ? undefined : parseAddress(link.probeTarget);
  const router = network.routers.find((r) => r.site === far);
  if (!target?.ok || !router) return undefined;
  const from = startOf(network, own, target.value);
  const back = { from: { at: 'router', router: router.id }, to: addressAt(own.prefix, PROBER) } as const;
  return from && { there: { from, to: target.value }, back };
}

function towardAws(network: Network, own: Subnet, other: Subnet): ProbePath | undefined {
  const [responder, prober] = [addressAt(other.prefix, RESPONDER), addressAt(own.prefix, PROBER)];
  const [from, back] = [startOf(network, own, responder), startOf(network, other, prober)];
  return from && back && { there: { from, to: responder }, back: { from: back, to: prober } };
}

/**
 * The way of the probe of a link end; `blind` when it has a subnet and nothing to ask, so that nobody measures it;
 * undefined when the network has no probe subnet for it.
 */
export function probePath(
  network: Network,
  backbone: Backbone,
  name: string,
  site: string,
): ProbePath | 'blind' | undefined {
  const link = backbone.links.find((candidate) => candidate.name === name);
  const own = link && subnetsByLink(network, backbone, site).get(name);
  if (!link || !own) return undefined;
  const far = farSite(link, site);
  if (backbone.sites.find((s) => s.name === far)?.kind === 'on-prem')
    return towardPremises(network, link, own, far) ?? 'blind';
  const other = subnetsByLink(network, backbone, far).get(name);
  return other && (towardAws(network, own, other) ?? 'blind');
}

/** Where the probers of a link are, and what answers them, at either end; those that the network has. */
export function probesOf(network: Network, backbone: Backbone, link: BackboneLink): readonly Prefix[] {
  const target = link.probeTarget === undefined ? undefined : parseAddress(link.probeTarget);
  return link.between.flatMap((site) => {
    const subnet = subnetsByLink(network, backbone, site).get(link.name);
    const router = network.routers.find((one) => one.site === site);
    const targets = target?.ok ? (router?.probes ?? []).filter((probe) => holdsAddress(probe, target.value)) : [];
    return subnet ? [subnet.prefix, ...targets] : targets;
  });
}
