import { toBackbone } from '../../lib/topology/backbone';
import { probeEnds } from '../../lib/topology/probe-subnets';
import { awsSite, directConnect, hybrid, peering, premises, topology, vpn } from '../support/topologies';
import { routerOf, withTargets } from './routers';

function linkNamed(name: string, of = routerOf(withTargets(hybrid()), 'ord')) {
  const link = of.links.find((one) => one.name === name);
  if (!link) throw new Error(`no link ${name}`);
  return link;
}

describe('what routers are told', () => {
  it('is one session for each tunnel of a VPN and for each BGP peer of a virtual interface', () => {
    const stated = { amazonAddress: '169.254.9.2/29', customerAddress: '169.254.9.1/29' };
    const links = [directConnect('dx', ['ord', 'iad'], 4, { bgp: [{}, stated] }), vpn('tunnels', ['ord', 'iad'], 5)];
    const config = routerOf(hybrid({ links: [...hybrid().links.slice(0, 3), ...links] }), 'ord');
    expect(config.links.map(({ sessions }) => sessions.map(({ name }) => name))).toEqual([
      ['dx.1', 'dx.2'],
      ['tunnels.1', 'tunnels.2'],
    ]);
    expect(linkNamed('dx', config).sessions[1]).toMatchObject({
      amazonAddress: '169.254.9.2',
      customerAddress: '169.254.9.1',
      length: 29,
      interface: linkNamed('dx', config).sessions[0]?.interface,
    });
  });

  it('is BFD and a key on Direct Connect, and neither inside a tunnel', () => {
    const { bfd, sessions, amazonAsn } = linkNamed('ord-iad-dx');
    expect({ bfd, amazonAsn }).toEqual({ bfd: { intervalMs: 300, multiplier: 3 }, amazonAsn: 4_266_000_004 });
    expect(sessions[0]?.key).toBe('<FILL-IN:ord-iad-dx.1:key-of-the-virtual-interface>');
    const tunnel = linkNamed('ord-iad-vpn');
    expect([tunnel.bfd, tunnel.sessions[0]?.key, tunnel.amazonAsn, tunnel.holdSeconds]).toEqual([
      undefined,
      undefined,
      64512,
      30,
    ]);
  });

  it('names the secret that holds a key, and never the key', () => {
    const bgp = [{ authKeySecret: 'acme/bgp' }];
    const links = [peering('iad', 'pdx', 1), directConnect('dx', ['ord', 'iad'], 4, { bgp })];
    const config = routerOf(hybrid({ links }), 'ord');
    expect(linkNamed('dx', config).sessions[0]?.key).toBe('<FILL-IN:dx.1:key-in-secret-acme/bgp>');
  });

  it('is to measure each link where the stacks put what answers', () => {
    const world = withTargets(hybrid());
    const iad = world.sites.find(({ name }) => name === 'iad');
    const ends = iad?.kind === 'aws' ? probeEnds(world, iad) : [];
    const { probe, target } = linkNamed('ord-iad-dx');
    expect(probe?.subnet).toBe(ends.find(({ link }) => link === 'ord-iad-dx')?.subnet.text);
    expect(probe?.port).toBe(ends.find(({ link }) => link === 'iad-pdx')?.far?.port);
    expect(`${target?.address}/32`).toBe(ends.find(({ link }) => link === 'ord-iad-dx')?.far?.prefix.text);
  });

  it('counts as taking over only links that are measured and lead as far', () => {
    const world = withTargets(hybrid());
    const links = world.links.map((link) =>
      link.name === 'ord-pdx-dx' ? { ...directConnect(link.name, link.between, 6) } : link,
    );
    expect(linkNamed('ord-iad-dx', routerOf({ ...world, links }, 'ord')).probe?.takeovers).toEqual(['ord-iad-vpn']);
    const apart = withTargets(
      topology({
        sites: [awsSite('iad', 1), awsSite('cmh', 2), awsSite('pdx', 3), premises('ord', 4)],
        links: [
          peering('iad', 'cmh', 1),
          directConnect('to-iad', ['ord', 'iad'], 2),
          directConnect('to-pdx', ['ord', 'pdx'], 3),
        ],
      }),
    );
    expect(routerOf(apart, 'ord').links.map(({ probe }) => probe?.takeovers)).toEqual([[], []]);
  });

  it('clamps segments where the topology says so, to what the link carries', () => {
    const mssClamp = true;
    const links = [
      peering('iad', 'pdx', 1),
      vpn('a', ['ord', 'iad'], 4, { mssClamp }),
      vpn('b', ['ord', 'iad'], 5, { mssClamp, mtu: 1400 }),
    ];
    const config = routerOf(hybrid({ links }), 'ord');
    expect(config.links.map(({ maximumSegment }) => maximumSegment)).toEqual([1406, 1360]);
    expect(linkNamed('ord-iad-vpn').maximumSegment).toBeUndefined();
  });

  it('marks what came from AWS with a community that fits, however long the AS number is', () => {
    const sites = hybrid().sites.map((site) => (site.kind === 'on-prem' ? { ...site, asn: 4_200_000_010 } : site));
    expect(routerOf(hybrid({ sites }), 'ord').community).toBe('23456:7224');
    expect(routerOf(hybrid(), 'ord').community).toBe('65010:7224');
  });

  it('has as many areas as the backbone has AWS sites', () => {
    const { areas } = routerOf(hybrid(), 'ord');
    const aws = toBackbone(hybrid()).sites.filter(({ kind }) => kind === 'aws');
    expect(areas.map(({ aggregate }) => aggregate)).toEqual(aws.map(({ aggregate }) => aggregate));
  });

  it('says how large a packet each link carries, and on Direct Connect in which VLAN', () => {
    const { connection, vlan, ...existing } = directConnect('b', ['ord', 'iad'], 5, { mtu: 1500 });
    const links = [
      peering('iad', 'pdx', 1),
      directConnect('a', ['ord', 'iad'], 4),
      { ...existing, virtualInterface: 'dxvif-ffabc123' },
      vpn('c', ['ord', 'iad'], 6),
    ];
    expect(routerOf(hybrid({ links }), 'ord').links.map((link) => [link.name, link.mtu, link.vlan])).toEqual([
      ['a', 8500, 104],
      ['b', 1500, '<FILL-IN:b.1:vlan>'],
      ['c', 1446, undefined],
    ]);
  });
});
