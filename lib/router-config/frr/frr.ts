// Pure: the configuration of FRRouting 8.4 or later.

import { FROM_AWS, LAST_RESORT, linkName, NO_ROUTER_ID, RETRY_MINUTES } from '../names';
import { linkRouteMaps, prefixLists } from '../route-maps';
import type { RouterConfig, RouterLink } from '../router-config';

const BFD_PROFILE = 'detour';

function loopbacks({ links }: RouterConfig): readonly string[] {
  const addresses = links.flatMap(({ name, target }) =>
    target ? [` ! ${name}`, ` ip address ${target.address}/32`] : [],
  );
  if (addresses.length === 0) return [];
  return [
    "! Probe targets: AWS measures each link by connecting to the link's own.",
    'interface lo',
    ...addresses,
    'exit',
    '!',
  ];
}

function anchors({ announces, links }: RouterConfig): readonly string[] {
  const probes = links.flatMap(({ probe }) => (probe ? [probe.subnet] : []));
  const discard = (prefix: string) => `ip route ${prefix} blackhole ${LAST_RESORT}`;
  return [
    '! Anchors: what BGP announces has to be in the table. Interior routes are better or longer and carry the traffic.',
    ...announces.map(discard),
    ...(probes.length === 0
      ? []
      : ['! Pins: a probe of a link goes over that link or nowhere. BGP hears the subnet over that link only.']),
    ...probes.map(discard),
    '!',
  ];
}

function bfdProfiles({ links }: RouterConfig): readonly string[] {
  const bfd = links.find((link) => link.bfd)?.bfd;
  if (!bfd) return [];
  return [
    '! AWS runs BFD on a virtual interface as soon as this end does.',
    'bfd',
    ` profile ${BFD_PROFILE}`,
    `  detect-multiplier ${bfd.multiplier}`,
    `  receive-interval ${bfd.intervalMs}`,
    `  transmit-interval ${bfd.intervalMs}`,
    ' exit',
    'exit',
    '!',
  ];
}

/** One peer group for each link: the sessions of a link share its policy, and the watcher changes it in one place. */
function neighbors(link: RouterLink): readonly string[] {
  const { name, amazonAsn, keepaliveSeconds, holdSeconds, bfd, sessions } = link;
  const group = ` neighbor ${name}`;
  return [
    ` ! ${name}`,
    `${group} peer-group`,
    `${group} remote-as ${amazonAsn}`,
    `${group} timers ${keepaliveSeconds} ${holdSeconds}`,
    ...(bfd ? [`${group} bfd`, `${group} bfd profile ${BFD_PROFILE}`] : []),
    ...sessions.flatMap(({ name: description, amazonAddress, key }) => [
      ` neighbor ${amazonAddress} peer-group ${name}`,
      ` neighbor ${amazonAddress} description ${description}`,
      ...(key === undefined ? [] : [` ! neighbor ${amazonAddress} password ${key}`]),
    ]),
  ];
}

function activated({ maximumPrefixes }: RouterConfig, { name }: RouterLink): readonly string[] {
  const group = `  neighbor ${name}`;
  return [
    `${group} activate`,
    `${group} route-map ${linkName(name, 'in')} in`,
    `${group} route-map ${linkName(name, 'out')} out`,
    `${group} soft-reconfiguration inbound`,
    `${group} maximum-prefix ${maximumPrefixes} restart ${RETRY_MINUTES}`,
  ];
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
    ' bgp graceful-restart-disable',
    ...links.flatMap(neighbors),
    ' !',
    ' address-family ipv4 unicast',
    ...[...announces, ...targets].map((prefix) => `  network ${prefix}`),
    ...links.flatMap((link) => activated(config, link)),
    ' exit-address-family',
    'exit',
    '!',
  ];
}

/** Of Direct Connect: the tunnels of a VPN are those of the configuration that AWS offers. */
function mtus({ links }: RouterConfig): readonly string[] {
  const devices = links
    .filter(({ kind }) => kind === 'direct-connect')
    .flatMap(({ mtu, sessions }) =>
      [...new Set(sessions.map((session) => session.interface))].map((port) => ({ port, mtu })),
    );
  if (devices.length === 0) return [];
  return [
    '! Both ends of a virtual interface have one MTU, and so have the device beneath and every switch on the way. FRR does',
    '! not set it, the kernel does:',
    ...devices.map(({ port, mtu }) => `!   ip link set dev ${port} mtu ${mtu}`),
    '!',
  ];
}

function clamps({ links }: RouterConfig): readonly string[] {
  const clamped = links.flatMap(({ maximumSegment, sessions }) =>
    sessions.flatMap((session) =>
      maximumSegment === undefined
        ? []
        : [
            `!   nft add rule inet mangle forward oifname "${session.interface}" tcp flags syn tcp option maxseg size set ${maximumSegment}`,
          ],
    ),
  );
  if (clamped.length === 0) return [];
  return ['! These links say that segments are clamped. FRR does not do that, the kernel does:', ...clamped, '!'];
}

export function frrConfig(config: RouterConfig): readonly string[] {
  return [
    `! Routers of ${config.site}, for FRRouting. Made from the topology: change that and print this again.`,
    '! It is a part of a configuration: put it into the whole one, see with frr-reload.py --test what would change, then load.',
    '! Interfaces and IPsec are not in here; the tunnels are those of the configuration that AWS offers for download.',
    '! A link that drops data while BGP stays up is found by the watcher, printed with --watcher.',
    '!',
    'frr defaults traditional',
    'service integrated-vtysh-config',
    '!',
    ...loopbacks(config),
    ...anchors(config),
    ...prefixLists(config),
    '!',
    '! Whatever came from AWS carries this mark inside the site.',
    `bgp community-list standard ${FROM_AWS} permit ${config.community}`,
    '!',
    ...config.links.flatMap((link) => linkRouteMaps(config, link)),
    ...bfdProfiles(config),
    ...bgp(config),
    ...mtus(config),
    ...clamps(config),
    'end',
  ];
}
