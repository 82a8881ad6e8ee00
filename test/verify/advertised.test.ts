// What BGP links advertise, and which resource says so.

import { prefix } from '../../lib/net/prefix';
import { err, ok } from '../../lib/net/result';
import type { Advertisement, Network } from '../../lib/routing/network';
import { advertisedOver } from '../../lib/verify/advertised';
import type { Facts } from '../../lib/verify/facts/facts';
import { aHybrid, judgingTables } from '../support/judging';
import { networkOf } from '../support/networks';

const { facts: bare } = judgingTables(aHybrid());

/** What the first link of a network says, as `prefix by source`. */
function said(network: Network, facts: Facts = bare, link = 'dx-0'): readonly string[] {
  const session = network.sessions.find((each) => each.link === link);
  if (!session) throw new Error('there is no such link');
  return advertisedOver({ facts, network }, session).map(({ prefix: { text }, source }) => `${text} by ${source}`);
}

function advertising(advertises: Advertisement, network = networkOf(aHybrid())): Network {
  return { ...network, sessions: network.sessions.map((session) => ({ ...session, advertises })) };
}

describe('a Direct Connect advertises what is allowed', () => {
  const network = advertising({ kind: 'prefixes', prefixes: ['10.0.0.0/16', '10.0.0.0/18'].map(prefix) });

  function allowed(gateway: string, ...prefixes: readonly string[]): Facts['allowedPrefixes'][number] {
    const fact = { region: 'us-east-1', exists: ok(true as const), gateway: ok('s0') };
    return {
      ...fact,
      id: `more-${gateway}`,
      source: `More/${gateway}`,
      directConnectGateway: ok(gateway),
      allowed: ok(prefixes.map(prefix)),
    };
  }

  test('by its association, unless a resource beside it adds it', () => {
    expect(said(network)).toEqual(['10.0.0.0/16 by dx-0', '10.0.0.0/18 by dx-0']);
    const facts = { ...bare, allowedPrefixes: [allowed('dx-0', '10.0.64.0/18', '10.0.0.0/18')] };
    expect(said(network, facts)).toEqual(['10.0.0.0/16 by dx-0', '10.0.0.0/18 by More/dx-0']);
  });

  test('by nothing that adds it to another link, or that only a deployment knows', () => {
    const known = allowed('dx-0', '10.0.0.0/18');
    const others = [
      allowed('dx-1', '10.0.0.0/18'),
      { ...known, allowed: err('not known') },
      { ...known, directConnectGateway: err('not known') },
    ];
    expect(said(network, { ...bare, allowedPrefixes: others })).toEqual(['10.0.0.0/16 by dx-0', '10.0.0.0/18 by dx-0']);
  });
});

describe('a VPN advertises', () => {
  const vpn = networkOf(aHybrid({ first: { kind: 'site-to-site-vpn' } }));

  test('every route of its own table', () => {
    expect(said(vpn)).toEqual([
      '10.0.0.0/18 by vpc 10.0.0.0/18',
      '10.1.0.0/16 by static 10.1.0.0/16',
      '10.2.0.0/16 by static 10.2.0.0/16',
    ]);
  });

  test('nothing without a table', () => {
    const attachments = vpn.attachments.map(({ table: _, ...attachment }) => attachment);
    expect(said({ ...vpn, attachments })).toEqual([]);
    expect(said({ ...vpn, attachments: [] })).toEqual([]);
    expect(said({ ...vpn, tables: [] })).toEqual([]);
  });
});

test('nothing is known to be advertised where only a deployment knows', () => {
  expect(said(advertising({ kind: 'unknown', why: 'a parameter' }))).toEqual([]);
});
