import { parsePeers } from '../../lib/router-config/deployed-values';
import { routerConfig } from '../../lib/router-config/from-topology';
import { configText } from '../../lib/router-config/texts';
import { VENDORS } from '../../lib/router-config/vendor';
import type { Topology } from '../../lib/topology/topology';
import { directConnect, hybrid, peering } from '../support/topologies';
import { routerOf, withTargets } from './routers';

/** Why these values are refused. */
function refusal(peers: readonly string[], world: Topology = hybrid()): string | undefined {
  const parsed = parsePeers(peers);
  if (!parsed.ok) return parsed.error;
  const config = routerConfig(world, 'ord', { deployed: parsed.value, links: [] });
  return config.ok ? undefined : config.error;
}

const STATED = [{ amazonAddress: '169.254.9.2/29', customerAddress: '169.254.9.1/29' }];
const stated = hybrid({ links: [peering('iad', 'pdx', 1), directConnect('dx', ['ord', 'iad'], 4, { bgp: STATED })] });

describe('the values of a session', () => {
  it('are taken when they can be right', () => {
    expect(refusal(['ord-iad-vpn.1=169.254.10.1,169.254.10.2', 'ord-iad-vpn.2=169.254.10.5,169.254.10.6'])).toBe(
      undefined,
    );
    expect(refusal(['dx.1=169.254.9.2,169.254.9.1'], stated)).toBe(undefined);
  });

  it.each([
    [
      'an AWS end that another session has',
      ['ord-iad-vpn.1=169.254.10.1', 'ord-pdx-dx.1=169.254.10.1'],
      'got 169.254.10.1 for ord-iad-vpn.1 and for ord-pdx-dx.1; allowed: an AWS end of its own for each session',
    ],
    [
      'two ends that are one',
      ['ord-iad-dx.1=169.254.10.1,169.254.10.1'],
      'got 169.254.10.1 for both ends of ord-iad-dx.1; allowed: two addresses of a /30',
    ],
    [
      'ends in two subnets',
      ['ord-iad-dx.1=169.254.10.1,169.254.10.5'],
      'got 169.254.10.1 and 169.254.10.5 for ord-iad-dx.1; allowed: two addresses of one /30',
    ],
    [
      'an end that is the subnet itself',
      ['ord-iad-vpn.1=169.254.10.0'],
      'got 169.254.10.0 for ord-iad-vpn.1; allowed: an address of a /30 other than its first and its last',
    ],
    [
      'an end that is everybody in its subnet',
      ['ord-iad-dx.1=,169.254.10.3'],
      'got 169.254.10.3 for ord-iad-dx.1; allowed: an address of a /30 other than its first and its last',
    ],
    ['nobody', ['ord-iad-dx.1=0.0.0.0'], 'got 0.0.0.0 in ord-iad-dx.1=0.0.0.0; allowed: an IPv4 address'],
  ])('fail on %s', (_what, peers, said) => {
    expect(refusal(peers)).toBe(said);
  });

  it('fail on an address that contradicts the topology', () => {
    expect(refusal(['dx.1=169.254.9.6'], stated)).toBe(
      'got 169.254.9.6 for dx.1; allowed: 169.254.9.2, which the topology says',
    );
  });
});

describe('an interface', () => {
  const text = (vendor: 'ios-xe' | 'junos', port: string) =>
    configText(vendor, routerOf(hybrid(), 'ord', [`ord-iad-dx.1=169.254.1.1,169.254.1.2,${port}`]));

  it('is the unit of its VLAN when it is given as a device, so that no device as a whole is tagged', () => {
    for (const port of ['GigabitEthernet0/0/1', 'GigabitEthernet0/0/1.104'])
      expect(text('ios-xe', port)).toContain(
        'interface GigabitEthernet0/0/1.104\n description link ord-iad-dx\n encapsulation dot1Q 104\n',
      );
    expect(text('junos', 'ge-0/0/1')).toMatch(
      /ge-0\/0\/1 \{[^{}]+unit 104 \{\s+description "link ord-iad-dx";\s+vlan-id 104;/,
    );
  });

  it('may be another unit than that of its VLAN', () => {
    expect(text('ios-xe', 'GigabitEthernet0/0/1.7')).toContain('interface GigabitEthernet0/0/1.7\n');
  });

  it('keeps its place when it is not known', () => {
    expect(configText('ios-xe', routerOf(hybrid(), 'ord', []))).toContain(
      'interface <FILL-IN:ord-iad-dx.1:interface>\n',
    );
  });
});

describe('the largest packet', () => {
  const texts = VENDORS.map((vendor) => [vendor, configText(vendor, routerOf(withTargets(hybrid()), 'ord'))] as const);
  const said = new Map(texts);

  it('is set at this end of a virtual interface, and the device beneath is told of', () => {
    expect(said.get('ios-xe')).toMatch(/needs "mtu 8500" or more.*\ninterface eth1\.104\n( .*\n)+? ip mtu 8500\n/);
    expect(said.get('junos')).toMatch(
      /eth1 \{\s+\/\* needs mtu 8518 or more[^{}]+unit 104 \{[^{}]+family inet \{\s+mtu 8500;/,
    );
    expect(said.get('frr')).toContain('\n!   ip link set dev eth1.104 mtu 8500\n');
  });

  it('clamps segments on IOS XE to what that takes at most', () => {
    const links = [peering('iad', 'pdx', 1), directConnect('dx', ['ord', 'iad'], 4, { mssClamp: true })];
    expect(configText('ios-xe', routerOf(hybrid({ links }), 'ord'))).toContain('\n ip tcp adjust-mss 1460\n');
  });

  it('is left alone in tunnels, which come configured from AWS', () => {
    for (const text of said.values()) expect(text).not.toMatch(/mtu 14\d\d/);
  });
});

describe('a key', () => {
  it.each(VENDORS)('stands only in a comment on %s, so that nobody loads what stands for it', (vendor) => {
    const lines = configText(vendor, routerOf(hybrid(), 'ord')).split('\n');
    const keys = lines.filter((line) => line.includes('key-of-the-virtual-interface'));
    expect(keys).toHaveLength(2);
    for (const line of keys) expect(line.trim()).toMatch(vendor === 'junos' ? /^\/\* .* \*\/$/ : /^! /);
  });
});
