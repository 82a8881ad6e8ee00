// Pure: the configuration of Junos OS 21.1 or later, for `load replace`.

import { placeholder } from '../deployed-values';
import { taggedInterface } from '../interface-names';
import { LAST_RESORT, linkName, NO_ROUTER_ID, RETRY_MINUTES } from '../names';
import type { RouterConfig, RouterLink } from '../router-config';
import { policyOptions } from './policies';
import { block, comment, REPLACE, type Statement, statementLines } from './statements';

/** Share of the maximum in percent from which the router warns. */
const WARN_PERCENT = 75;

/** What Junos calls the MTU of a device counts the header and the tag of a frame. */
const FRAME_BYTES = 18;

/** Others than root listen at no port below. */
const FIRST_FREE_PORT = 1024;

const WATCHER_FILE = 'detour-watch.py';

function loopbacks({ links }: RouterConfig): readonly Statement[] {
  const addresses = links.flatMap(({ target }) => (target ? [`address ${target.address}/32`] : []));
  if (addresses.length === 0) return [];
  const unit = block('unit 0', [block('family inet', addresses)]);
  return [block('lo0', [unit], "Probe targets: AWS measures each link by connecting to the link's own.")];
}

interface Unit {
  readonly device: string;
  readonly statement: Statement;
  /** On a device that carries VLANs; absent on tunnels. */
  readonly mtu?: number;
}

/** `ge-0/0/1.101` is unit 101 of its device; the dots in what stands for a name are no units. */
function deviceAndUnit(port: string): readonly [string, string] {
  const [device = port, unit = '0'] = port.startsWith('<') ? [port] : port.split('.');
  return [device, unit];
}

/** Tunnels are in the configuration that AWS offers for download; only the clamp is ours. */
function unitsOf({ name, kind, vlan, mtu, sessions, maximumSegment }: RouterLink): readonly Unit[] {
  const clamp = maximumSegment === undefined ? [] : [`tcp-mss ${maximumSegment}`];
  const isDirectConnect = kind === 'direct-connect';
  const addresses = sessions.map(({ customerAddress, length }) => `address ${customerAddress}/${length}`);
  const inet = [...(isDirectConnect ? [`mtu ${mtu}`, ...addresses] : []), ...clamp];
  if (inet.length === 0) return [];
  return (isDirectConnect ? sessions.slice(0, 1) : sessions).map(({ interface: port }) => {
    const [device, unit] = deviceAndUnit(taggedInterface(port, vlan));
    const tag = vlan === undefined ? [] : [`vlan-id ${vlan}`];
    const body = [`description "link ${name}"`, ...tag, block('family inet', inet)];
    return { device, statement: block(`unit ${unit}`, body), ...(isDirectConnect ? { mtu } : {}) };
  });
}

function needed(mtu: number): Statement {
  return comment(
    `needs mtu ${mtu + FRAME_BYTES} or more, as every switch on the way does: setting it interrupts the device`,
  );
}

/** Links may share a device. */
function devices({ links }: RouterConfig): readonly Statement[] {
  const units = links.flatMap(unitsOf);
  return [...new Set(units.map(({ device }) => device))].map((device) => {
    const own = units.filter((unit) => unit.device === device);
    const mtus = own.flatMap(({ mtu }) => (mtu === undefined ? [] : [mtu]));
    const tagging = mtus.length > 0 ? [needed(Math.max(...mtus)), 'vlan-tagging'] : [];
    return block(device, [...tagging, ...own.map(({ statement }) => statement)]);
  });
}

function routingOptions({ asn, routerId, announces, links }: RouterConfig): Statement {
  const discard = (prefix: string) => block(`route ${prefix}`, ['discard', `preference ${LAST_RESORT}`]);
  const pins = links.flatMap(({ probe }) => (probe ? [discard(probe.subnet)] : []));
  return block('routing-options', [
    block(
      'static',
      [...announces.map(discard), ...pins],
      'What is announced has to be in the table; interior routes carry the traffic. A probe goes over its link or nowhere.',
    ),
    ...(routerId === undefined ? NO_ROUTER_ID.map(comment) : [`router-id ${routerId}`]),
    `autonomous-system ${asn}`,
  ]);
}

/** The group as a whole is not replaced: the keys of its sessions would go with it. */
function groupOf({ maximumPrefixes }: RouterConfig, link: RouterLink): Statement {
  const { name, amazonAsn, holdSeconds, bfd, sessions } = link;
  const limit = [`maximum ${maximumPrefixes}`, `teardown ${WARN_PERCENT} idle-timeout ${RETRY_MINUTES}`];
  return block(`group ${name}`, [
    'type external',
    `hold-time ${holdSeconds}`,
    REPLACE,
    `import ${linkName(name, 'in')}`,
    block('family inet', [block('unicast', [block('prefix-limit', limit)])]),
    REPLACE,
    `export ${linkName(name, 'out')}`,
    `peer-as ${amazonAsn}`,
    block('graceful-restart', ['disable'], 'It would keep routes to a link that has just been found dead.'),
    ...(bfd
      ? [block('bfd-liveness-detection', [`minimum-interval ${bfd.intervalMs}`, `multiplier ${bfd.multiplier}`])]
      : []),
    ...sessions.map(({ name: description, amazonAddress, key }) =>
      block(`neighbor ${amazonAddress}`, [
        `description ${description}`,
        ...(key === undefined ? [] : [comment(`authentication-key "${key}";`)]),
      ]),
    ),
  ]);
}

/** AWS's probes are answered by the watcher, which needs root where their port does. */
function watcherLogin(links: readonly RouterLink[]): readonly Statement[] {
  if (!links.some(({ target }) => target && target.port < FIRST_FREE_PORT))
    return [`username ${placeholder('junos', 'login-that-may-configure')}`];
  return [
    comment(
      'Only root listens at the ports of the probe targets. With a probe.port from 1024 another login can, if it',
    ),
    comment('may configure.'),
    'username root',
  ];
}

/** Import policies know no conditions, and RPM connects to no port below 49160 but 7: a program has to watch. */
function watcher({ links }: RouterConfig): readonly Statement[] {
  const measured = links.filter(({ probe }) => probe);
  if (measured.length === 0) return [];
  const options = ['daemonize', 'respawn-on-normal-exit', ...watcherLogin(measured)];
  const application = block('application', [block(`file ${WATCHER_FILE}`, options)]);
  return [
    block(
      'system',
      [block('scripts', ['language python3']), block('extensions', [block('extension-service', [application])])],
      `Finds links that keep BGP up and drop data. Print it with --watcher, into /var/db/scripts/jet/${WATCHER_FILE}, before this is committed.`,
    ),
  ];
}

export function junosConfig(config: RouterConfig): readonly string[] {
  const { site, links } = config;
  return [
    `/* Routers of ${site}, for Junos. Made from the topology: change that and print this again. */`,
    '/* It is a part of a configuration: load replace, see with show | compare what would change, then commit confirmed. */',
    '/* IPsec and security zones are not in here; the tunnels are those of the configuration that AWS offers. */',
    ...statementLines([
      ...watcher(config),
      block('interfaces', [...devices(config), ...loopbacks(config)]),
      policyOptions(config),
      block('protocols', [
        block(
          'bgp',
          links.map((link) => groupOf(config, link)),
        ),
      ]),
      routingOptions(config),
    ]),
  ];
}
