// Pure: the part of a dashboard about transit gateways, whose numbers are AWS's: what they drop and what they carry.

import type { Shown, ShownSite } from './shown';
import { graph, heading, rowsOf, type Series } from './widgets';

const THIRD = 8;

function ofAll(sites: readonly ShownSite[], metric: string): readonly Series[] {
  return sites.map(({ name, region, gatewayId }) => ({
    namespace: 'AWS/TransitGateway',
    metric,
    dimensions: { TransitGateway: gatewayId },
    region,
    label: name,
  }));
}

export function gatewayRows({ sites }: Pick<Shown, 'sites'>) {
  const shared = { width: THIRD, stat: 'Sum' } as const;
  return [
    [
      heading(
        'Gateways: what they drop and carry',
        'nothing goes into a black hole, few packets lack a route, and what is carried does not fall off.',
        'Whatever is wrong with routes shows here, whoever wrote them. Runbooks: `packets-blackholed`, `packets-unrouted`.',
      ),
    ],
    ...rowsOf([
      graph({
        ...shared,
        title: 'Packets into a black hole, a minute (good: 0)',
        series: ofAll(sites, 'PacketDropCountBlackhole'),
        marks: [{ label: 'alarm packets-blackholed', value: 1 }],
      }),
      graph({
        ...shared,
        title: 'Packets without a route, a minute (good: few)',
        series: ofAll(sites, 'PacketDropCountNoRoute'),
        marks: [{ label: 'alarm packets-unrouted', value: 60 }],
      }),
      graph({ ...shared, title: 'Bytes into the gateway, a minute (good: steady)', series: ofAll(sites, 'BytesIn') }),
    ]),
  ];
}
