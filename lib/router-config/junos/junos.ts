// Pure: the configuration of Junos 21 or later, for `load merge`.

import { placeholder } from '../deployed-values';
import { LAST_RESORT, linkName, RETRY_MINUTES } from '../names';
import type { RouterConfig, RouterLink } from '../router-config';
import { policyOptions } from './policies';
import { block, type Statement, statementLines } from './statements';

/** Share of the maximum in percent from which the router warns. */
const WARN_PERCENT = 75;

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
  readonly tagged: boolean;
}

/** `ge-0/0/1.101` is unit 101 of its device; the dots in what stands for a name are no units. */
function deviceAndUnit(port: string): readonly [string, string] {
  const [device = port, unit = '0'] = port.startsWith('<') ? [port] : port.split('.');
  return [device, unit];
}

/** Tunnels are in the configuration that AWS offers for download; only the clamp is ours. */
function unitsOf({ name, kind, vlan, sessions, maximumSegment }: RouterLink): readonly Unit[] {
  const clamp = maximumSegment === undefined ? [] : [`tcp-mss ${maximumSegment}`];
  const isDirectConnect = kind === 'direct-connect';
  const addresses = sessions.map(({ customerAddress, length }) => `address ${customerAddress}/${length}`);
  const inet = [...(isDirectConnect ? addresses : []), ...clamp];
  if (inet.length === 0) return [];
  return (isDirectConnect ? sessions.slice(0, 1) : sessions).map(({ interface: port }) => {
    const [device, unit] = deviceAndUnit(port);
    const tag = vlan === undefined ? [] : [`vlan-id ${vlan}`];
    const body = [`description "link ${name}"`, ...tag, block('family inet', inet)];
    return { device, statement: block(`unit ${unit}`, body), tagged: vlan !== undefined };
  });
}

/** Links may share a device. */
function devices({ links }: RouterConfig): readonly Statement[] {
  const units = links.flatMap(unitsOf);
  return [...new Set(units.map(({ device }) => device))].map((device) => {
    const own = units.filter((unit) => unit.device === device);
    const tagging = own.some(({ tagged }) => tagged) ? ['vlan-tagging'] : [];
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
    ...(routerId === undefined ? [] : [`router-id ${routerId}`]),
    `autonomous-system ${asn}`,
  ]);
}

function groupOf({ maximumPrefixes }: RouterConfig, link: RouterLink): Statement {
  const { name, amazonAsn, holdSeconds, bfd, sessions } = link;
  const limit = [`maximum ${maximumPrefixes}`, `teardown ${WARN_PERCENT} idle-timeout ${RETRY_MINUTES}`];
  return block(`group ${name}`, [
    'type external',
    `hold-time ${holdSeconds}`,
    `import ${linkName(name, 'in')}`,
    block('family inet', [block('unicast', [block('prefix-limit', limit)])]),
    `export ${linkName(name, 'out')}`,
    `peer-as ${amazonAsn}`,
    block('graceful-restart', ['disable'], 'It would keep routes to a link that has just been found dead.'),
    ...(bfd
      ? [block('bfd-liveness-detection', [`minimum-interval ${bfd.intervalMs}`, `multiplier ${bfd.multiplier}`])]
      : []),
    ...sessions.map(({ name: description, amazonAddress, key }) =>
      block(`neighbor ${amazonAddress}`, [
        `description ${description}`,
        ...(key === undefined ? [] : [`authentication-key "${key}"`]),
      ]),
    ),
  ]);
}

/** Import policies know no conditions, and RPM connects to no port below 49160 but 7: a program has to watch. */
function watcher({ links }: RouterConfig): readonly Statement[] {
  if (!links.some(({ probe }) => probe)) return [];
  const options = [
    'daemonize',
    'respawn-on-normal-exit',
    `username ${placeholder('junos', 'login-that-may-configure')}`,
  ];
  const application = block('application', [block(`file ${WATCHER_FILE}`, options)]);
  return [
    block(
      'system',
      [block('scripts', ['language python3']), block('extensions', [block('extension-service', [application])])],
      `Finds links that keep BGP up and drop data. Print it with --watcher, into /var/db/scripts/jet/${WATCHER_FILE}.`,
    ),
  ];
}

export function junosConfig(config: RouterConfig): readonly string[] {
  const { site, links } = config;
  return [
    `/* Routers of ${site}, for Junos: load merge. Made from the topology: change that and print this again. */`,
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
