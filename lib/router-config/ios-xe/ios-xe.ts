// Pure: the configuration of IOS XE 17.

import { taggedInterface } from '../interface-names';
import { FROM_AWS, LAST_RESORT, linkName, NO_ROUTER_ID, RETRY_MINUTES } from '../names';
import { hostWithMask, withMask } from '../prefix-text';
import { linkRouteMaps, prefixLists } from '../route-maps';
import type { RouterConfig, RouterLink } from '../router-config';
import { tracking } from './tracking';

/** Share of the maximum in percent from which the router warns. */
const WARN_PERCENT = 75;

/** The largest that the router takes, on links that carry more as well. */
const LARGEST_SEGMENT = 1460;

/** Numbered from here by index, clear of the loopbacks that every router has. */
const FIRST_LOOPBACK = 7000;

function loopbacks({ links }: RouterConfig): readonly string[] {
  return links.flatMap(({ name, index, target }) =>
    target
      ? [
          `interface Loopback${FIRST_LOOPBACK + index}`,
          ` description probe target of link ${name}`,
          ` ip address ${target.address} 255.255.255.255`,
          '!',
        ]
      : [],
  );
}

function clamp(segment: number): string {
  return ` ip tcp adjust-mss ${Math.min(segment, LARGEST_SEGMENT)}`;
}

/** All sessions of a link have the one virtual interface. */
function virtualInterface({ name, vlan, mtu, bfd, sessions, maximumSegment }: RouterLink): readonly string[] {
  const [first] = sessions;
  if (first === undefined) return [];
  return [
    `! The device beneath needs "mtu ${mtu}" or more, as every switch on the way does. Setting it interrupts the device.`,
    `interface ${taggedInterface(first.interface, vlan)}`,
    ` description link ${name}`,
    ...(vlan === undefined ? [] : [` encapsulation dot1Q ${vlan}`]),
    ...sessions.map(
      ({ customerAddress, length }, i) =>
        ` ip address ${hostWithMask(customerAddress, length)}${i === 0 ? '' : ' secondary'}`,
    ),
    ` ip mtu ${mtu}`,
    ...(maximumSegment === undefined ? [] : [clamp(maximumSegment)]),
    ...(bfd ? [` bfd interval ${bfd.intervalMs} min_rx ${bfd.intervalMs} multiplier ${bfd.multiplier}`] : []),
    '!',
  ];
}

/** The tunnels of a VPN are in the configuration that AWS offers for download; only the clamp is ours. */
function tunnels({ maximumSegment, sessions }: RouterLink): readonly string[] {
  if (maximumSegment === undefined) return [];
  return sessions.flatMap(({ interface: port }) => [`interface ${port}`, clamp(maximumSegment), '!']);
}

function anchors({ announces, links }: RouterConfig): readonly string[] {
  const probes = links.flatMap(({ name, probe }) => (probe ? [{ name, subnet: probe.subnet }] : []));
  return [
    '! Anchors: what BGP announces has to be in the table. Interior routes are better or longer and carry the traffic.',
    ...announces.map((prefix) => `ip route ${withMask(prefix)} Null0 ${LAST_RESORT} name DETOUR-anchor`),
    '! Pins: a probe of a link goes over that link or nowhere. BGP hears the subnet over that link only.',
    ...probes.map(
      ({ name, subnet }) => `ip route ${withMask(subnet)} Null0 ${LAST_RESORT} name ${linkName(name, 'probe')}`,
    ),
    '!',
  ];
}

function neighbors(link: RouterLink): readonly string[] {
  const { name, amazonAsn, keepaliveSeconds, holdSeconds, bfd } = link;
  const sessions = link.sessions.flatMap(({ name: description, amazonAddress, key }) => {
    const neighbor = ` neighbor ${amazonAddress}`;
    return [
      `${neighbor} remote-as ${amazonAsn}`,
      `${neighbor} description ${description}`,
      `${neighbor} timers ${keepaliveSeconds} ${holdSeconds}`,
      `${neighbor} ha-mode graceful-restart disable`,
      ...(bfd ? [`${neighbor} fall-over bfd`] : []),
      ...(key === undefined ? [] : [` !${neighbor} password ${key}`]),
    ];
  });
  return [` ! ${name}`, ...sessions];
}

function activated({ maximumPrefixes }: RouterConfig, { name, sessions }: RouterLink): readonly string[] {
  return sessions.flatMap(({ amazonAddress }) => {
    const neighbor = `  neighbor ${amazonAddress}`;
    return [
      `${neighbor} activate`,
      `${neighbor} soft-reconfiguration inbound`,
      `${neighbor} route-map ${linkName(name, 'in')} in`,
      `${neighbor} route-map ${linkName(name, 'out')} out`,
      `${neighbor} maximum-prefix ${maximumPrefixes} ${WARN_PERCENT} restart ${RETRY_MINUTES}`,
    ];
  });
}

function bgp(config: RouterConfig): readonly string[] {
  const { asn, routerId, links, announces } = config;
  const targets = links.flatMap(({ target }) => (target ? [`${target.address}/32`] : []));
  return [
    `router bgp ${asn}`,
    ...(routerId === undefined ? NO_ROUTER_ID.map((line) => ` ! ${line}`) : [` bgp router-id ${routerId}`]),
    ' bgp log-neighbor-changes',
    ' no bgp default ipv4-unicast',
    ' ! Restarting gracefully would keep routes to a link that BFD has just found dead.',
    ...links.flatMap(neighbors),
    ' !',
    ' address-family ipv4',
    ...[...announces, ...targets].map((prefix) => {
      const [address, mask] = withMask(prefix).split(' ');
      return `  network ${address} mask ${mask}`;
    }),
    ...links.flatMap((link) => activated(config, link)),
    ' exit-address-family',
    '!',
  ];
}

export function iosXeConfig(config: RouterConfig): readonly string[] {
  return [
    `! Routers of ${config.site}, for IOS XE. Made from the topology: change that and print this again.`,
    '! It is a part of a configuration. Pasting it removes nothing: put it into the whole one, see with show archive config',
    '! differences what would change, then configure replace.',
    '! IPsec is not in here; the tunnels are those of the configuration that AWS offers for download.',
    '!',
    'ip bgp-community new-format',
    '!',
    "! Probe targets: AWS measures each link by connecting to the link's own.",
    ...loopbacks(config),
    ...config.links.flatMap((link) => (link.kind === 'direct-connect' ? virtualInterface(link) : tunnels(link))),
    ...anchors(config),
    ...prefixLists(config),
    '!',
    '! Whatever came from AWS carries this mark inside the site.',
    `ip community-list standard ${FROM_AWS} permit ${config.community}`,
    '!',
    ...config.links.flatMap((link) => linkRouteMaps(config, link)),
    ...bgp(config),
    ...tracking(config),
    'end',
  ];
}
