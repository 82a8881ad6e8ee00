// That each metric on a dashboard is one that somebody says: Detour's own by its own code, deciding on the example's
// backbone; those of AWS by a list that is reviewed.

import { decide } from '../../../lib/controller/decide';
import { gaugesOf } from '../../../lib/controller/gauges';
import { astrayMeasure } from '../../../lib/controller/names/audit-names';
import { measuredIn } from '../../../lib/controller/probing/metrics';
import { reachability } from '../../../lib/controller/reachability';
import { CODES } from '../../../lib/net/codes';
import { toBackbone } from '../../../lib/topology/backbone';
import { loadTopology } from '../../../lib/topology/load';
import { assemblyOf } from '../../support/assembly';
import { linesIn, widgetsIn } from '../../support/dashboards';
import { networkOf } from '../../support/networks';
import { allGood, aPublication, NOTHING_KNOWN, NOW_MS, siteIn } from '../../support/world';

const loaded = loadTopology('examples/hybrid.yaml');
if (!loaded.ok) throw new Error('the example has mistakes');
const topology = loaded.value;
const backbone = toBackbone(topology);
const network = networkOf(backbone);
const aws = topology.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
const publications = aws.map((site) => aPublication(backbone, network, site));
const snapshot = { ...NOTHING_KNOWN, observations: allGood(backbone), publications };

function keyOf(name: string, dimensions: Readonly<Record<string, string>>): string {
  return [name, ...Object.entries(dimensions).map(([dimension, value]) => `${dimension}=${value}`)].join(' ');
}

/** What a run of the controller of each site says, and one of what compares names there. */
function saidByControllers(): readonly string[] {
  return aws.flatMap((site) => {
    const { routing, tables } = siteIn(network, site);
    const decision = decide({ backbone, routing, tables, snapshot, nowMs: NOW_MS });
    const names = astrayMeasure(site, { entries: [], astray: 0 });
    const gauges = [...gaugesOf(decision, []), ...names].flatMap(({ dimensions, measures }) =>
      measures.map(({ name }) => keyOf(name, dimensions)),
    );
    const reached = reachability(decision.world).map(({ to }) => keyOf('Reachable', { From: site, To: to }));
    return [...gauges, ...reached];
  });
}

/** What a run of the prober of each end says. */
function saidByProbers(): readonly string[] {
  return backbone.links.flatMap(({ name, between }) =>
    between
      .filter((site) => aws.includes(site))
      .flatMap((site) => {
        const end = { link: name, site, policy: backbone.policy.probe };
        const results = [{ atMs: NOW_MS, answer: 'answered', rttMs: 60 }] as const;
        const run = { end, startMs: NOW_MS, results, fullSizeTries: [], epochMs: NOW_MS, stampMs: NOW_MS };
        const { dimensions, measures } = measuredIn(run as never) ?? { dimensions: {}, measures: [] };
        return measures.map((measure) => keyOf(measure.name, dimensions));
      }),
  );
}

const lines = linesIn(widgetsIn(assemblyOf(topology)));

test('each of them that is of Detour is said by its functions, with these dimensions', () => {
  const said = new Set([
    ...saidByControllers(),
    ...saidByProbers(),
    ...Object.keys(CODES).flatMap((code) => aws.map((site) => keyOf(code, { Site: site }))),
  ]);
  const shown = lines
    .filter(({ namespace }) => namespace === 'Detour')
    .map(({ name, dimensions }) => keyOf(name, dimensions));
  expect(shown.length).toBeGreaterThan(60);
  expect(shown.filter((one) => !said.has(one))).toEqual([]);
});

test('each site and link end that says something has it shown, but for the verdict, which the standing follows', () => {
  const shown = new Set(lines.map(({ name, dimensions }) => keyOf(name, dimensions)));
  const left = [...saidByControllers(), ...saidByProbers()].filter((one) => !shown.has(one));
  expect(left.filter((one) => !one.startsWith('Verdict '))).toEqual([]);
});

test('each of them that is of AWS is one that AWS documents', () => {
  const names = new Set(
    lines.flatMap(({ namespace, name }) => (namespace === 'Detour' ? [] : [`${namespace} ${name}`])),
  );
  expect([...names].sort()).toEqual([
    'AWS/Lambda Duration',
    'AWS/Lambda Errors',
    'AWS/Lambda IteratorAge',
    'AWS/Lambda Throttles',
    'AWS/TransitGateway BytesIn',
    'AWS/TransitGateway PacketDropCountBlackhole',
    'AWS/TransitGateway PacketDropCountNoRoute',
    'AWS/VPN TunnelState',
  ]);
});

test('what stands on it by a query is BGP of Direct Connect, as its alarm asks for it', () => {
  const queries = widgetsIn(assemblyOf(topology)).flatMap(({ properties }) =>
    (properties.metrics ?? []).flatMap(([first]) =>
      typeof first === 'object' ? [(first as { expression: string }).expression] : [],
    ),
  );
  expect(queries).toEqual(
    ['ord-iad-dx', 'ord-pdx-dx'].map(
      (link) =>
        `SELECT MIN(VirtualInterfaceBgpStatus) FROM "AWS/DX" WHERE VirtualInterfaceId = '\${Session${link.replaceAll('-', 'X')}}'`,
    ),
  );
});
