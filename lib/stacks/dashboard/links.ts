// Pure: the part of a dashboard about links: what probes measure from both ends of each, and what AWS says of its BGP.

import type { Shown, ShownLink } from './shown';
import { graph, heading, ownSeries, type Series, text, type Widget } from './widgets';

const HALF = 12;
const QUARTER = 6;
/** AWS publishes the state of sessions this often, or more often. */
const SESSION_PERIOD_SECONDS = 300;

type Probing = Pick<Shown, 'probeTimeoutMs' | 'badLossPercent'>;

function measuredSeries({ name, probed }: ShownLink, metric: string): readonly Series[] {
  return probed.map(({ site, region }) => ownSeries(metric, { Link: name, Site: site }, region, `from ${site}`));
}

function roundTrips(link: ShownLink, { probeTimeoutMs }: Probing): Widget {
  return graph({
    title: `${link.name}: round trip in ms (good: flat and the same from both ends)`,
    series: measuredSeries(link, 'RoundTripTime'),
    width: HALF,
    stat: 'Average',
    marks: [
      { label: 'counts as lost', value: probeTimeoutMs },
      { label: 'alarm probe-slow', value: probeTimeoutMs / 2 },
    ],
  });
}

function loss(link: ShownLink, width: number, { badLossPercent }: Probing): Widget {
  return graph({
    title: `${link.name}: probes lost, % (good: 0)`,
    series: measuredSeries(link, 'Loss'),
    width,
    stat: 'Average',
    top: 100,
    marks: [{ label: 'makes the link bad', value: badLossPercent }],
  });
}

/** Nothing there asks, so only BGP can be seen, and BGP does not notice a link that drops data. */
function unprobed({ name }: ShownLink, width: number): Widget {
  return text(
    `### ${name}: is not probed\nWhat its data suffers is not seen here. Write an address on premises that answers TCP as \`probe\` of the link.`,
    width,
    QUARTER,
  );
}

/** A query finds what has the id of a virtual interface, whatever else: see constructs/session-alarms.ts. */
function sessionSeries({ session, ends }: ShownLink): Series | undefined {
  const region = ends[0]?.region;
  if (session === undefined || region === undefined) return undefined;
  const { kind, id } = session;
  if (kind === 'direct-connect') {
    const query = `SELECT MIN(VirtualInterfaceBgpStatus) FROM "AWS/DX" WHERE VirtualInterfaceId = '${id}'`;
    return { label: 'BGP', region, query };
  }
  return { label: 'tunnels', region, namespace: 'AWS/VPN', metric: 'TunnelState', dimensions: { VpnId: id } };
}

function sessionGraph({ name }: ShownLink, series: Series): Widget {
  return graph({
    title: `${name}: BGP (good: 1)`,
    series: [series],
    width: QUARTER,
    stat: 'Minimum',
    top: 1,
    periodSeconds: SESSION_PERIOD_SECONDS,
  });
}

function rowOf(link: ShownLink, probing: Probing): readonly Widget[] {
  const session = sessionSeries(link);
  const sessions = session ? [sessionGraph(link, session)] : [];
  const width = session ? QUARTER : HALF;
  if (link.probed.length === 0) return [unprobed(link, HALF + (session ? QUARTER : HALF)), ...sessions];
  return [roundTrips(link, probing), loss(link, width, probing), ...sessions];
}

export function linkRows({ links, ...probing }: Pick<Shown, 'links'> & Probing) {
  return [
    [
      heading(
        'Links: what is measured from both ends',
        'no loss, a round trip far below the line, and BGP at 1. No line at all means that nobody measures.',
        'BGP at 1 proves nothing about data: look at the loss. Runbooks: `link-down`, `link-drained`, `probe-loss`, `probe-slow`, `prober-silent`, `bgp-down`, `vpn-tunnel-down`.',
      ),
    ],
    ...links.map((link) => rowOf(link, probing)),
  ];
}
