// What is printed, as files that reviewers read. DETOUR_UPDATE_GOLDEN=1 writes them anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toFillIn } from '../../lib/router-config/deployed-values';
import type { RouterConfig } from '../../lib/router-config/router-config';
import { configText, watcherText } from '../../lib/router-config/texts';
import { VENDORS } from '../../lib/router-config/vendor';
import { loadTopology } from '../../lib/topology/load';
import type { Link, Topology } from '../../lib/topology/topology';
import { awsSite, directConnect, peering, premises, topology, vpn } from '../support/topologies';
import { routerOf } from './routers';

const GOLDEN = join(__dirname, 'golden');

function example(name: string): Topology {
  const loaded = loadTopology(join(__dirname, '../../examples', name));
  if (!loaded.ok) throw new Error(`${name} has mistakes`);
  return loaded.value;
}

/** Two tunnels to each of two sites; one of them clamps segments, and only one is measured. */
const TWO_VPNS = topology({
  sites: [awsSite('iad', 1), awsSite('pdx', 3), premises('ord', 4)],
  links: [
    peering('iad', 'pdx', 1),
    vpn('ord-iad-vpn', ['ord', 'iad'], 2, { mssClamp: true, probe: { target: '10.40.255.2', port: 8443 } }),
    vpn('ord-pdx-vpn', ['ord', 'pdx'], 3, { cost: 60 }),
  ],
});

const STATED = {
  amazonAddress: '169.254.255.2/30',
  customerAddress: '169.254.255.1/30',
  authKeySecret: 'acme/bgp/ord-dx-a',
};
const SECOND = { amazonAddress: '169.254.254.2/29', customerAddress: '169.254.254.1/29' };

/** A link on a virtual interface that is there already, whose VLAN no topology says. */
function existing(name: string, index: number): Link {
  const probe = { target: `10.40.255.${index}`, port: 8443 };
  const { connection, vlan, ...link } = directConnect(name, ['ord', 'iad'], index, { cost: 7, probe });
  return { ...link, virtualInterface: 'dxvif-ffabc123' };
}

/** Two Direct Connect links into one site: one with two sessions that the topology states, one that exists already. */
const TWO_DIRECT_CONNECTS = topology({
  sites: [awsSite('iad', 1), awsSite('pdx', 3), premises('ord', 4, { asn: 4_200_000_010 })],
  links: [
    peering('iad', 'pdx', 1),
    directConnect('ord-iad-a', ['ord', 'iad'], 2, {
      bgp: [STATED, SECOND],
      probe: { target: '10.40.255.2', port: 8443 },
    }),
    existing('ord-iad-b', 3),
  ],
});

/** The example as it is printed before deployment, the others with all that is known after it. */
const ROUTERS: Readonly<Record<string, RouterConfig>> = {
  hybrid: routerOf(example('hybrid.yaml'), 'ord', []),
  'two-vpns': routerOf(TWO_VPNS, 'ord'),
  'two-direct-connects': routerOf(TWO_DIRECT_CONNECTS, 'ord', undefined, { id: '10.40.255.1' }),
};

function expectGolden(file: string, text: string): void {
  const path = join(GOLDEN, file);
  if (process.env.DETOUR_UPDATE_GOLDEN) writeFileSync(path, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(path, 'utf8'));
}

const CASES = Object.keys(ROUTERS).flatMap((name) => VENDORS.map((vendor) => ({ name, vendor })));

describe('router configurations', () => {
  it.each(CASES)('of $name for $vendor are the reviewed ones', ({ name, vendor }) => {
    const config = ROUTERS[name];
    if (!config) throw new Error(`no router ${name}`);
    expectGolden(`${name}.${vendor}.txt`, configText(vendor, config));
  });

  it.each(['frr', 'junos'] as const)('have a reviewed watcher on %s', (vendor) => {
    const config = ROUTERS.hybrid;
    expectGolden(`hybrid.${vendor}.watcher.py`, (config && watcherText(vendor, config)) ?? '');
  });

  it('leave only keys, logins and VLANs that nobody stated to fill in when everything else is given', () => {
    const config = ROUTERS['two-direct-connects'];
    if (!config) throw new Error('no router');
    expect(VENDORS.map((vendor) => toFillIn(configText(vendor, config)))).toEqual(
      VENDORS.map((vendor) => [
        ...(vendor === 'junos' ? ['<FILL-IN:junos:login-that-may-configure>'] : []),
        ...(vendor === 'frr' ? [] : ['<FILL-IN:ord-iad-b.1:vlan>']),
        '<FILL-IN:ord-iad-a.1:key-in-secret-acme/bgp/ord-dx-a>',
        '<FILL-IN:ord-iad-a.2:key-of-the-virtual-interface>',
        '<FILL-IN:ord-iad-b.1:key-of-the-virtual-interface>',
      ]),
    );
  });
});
