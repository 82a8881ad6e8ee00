// Devices that keep state, and flows whose way back does not pass them.

import { prefix } from '../../../lib/net/prefix';
import { ok } from '../../../lib/net/result';
import type { Backbone, Flow } from '../../../lib/routing/backbone';
import type { Appliance, Network, Session } from '../../../lib/routing/network';
import { NOTHING_FAILED, type Scenario } from '../../../lib/routing/scenario';
import { asymmetricPaths } from '../../../lib/verify/checks/asymmetric-paths';
import type { Judged } from '../../../lib/verify/checks/check';
import type { Finding } from '../../../lib/verify/findings';
import type { FlowResult } from '../../../lib/verify/results';
import { aHybrid, failing, judging, judgingTables, messages } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();

function stateful(backbone: Backbone): Backbone {
  const sites = backbone.sites.map((site) => (site.kind === 'on-prem' ? { ...site, stateful: true as const } : site));
  return { ...backbone, sites };
}

/** Premises that hear what s0 uses over their other link, and prefer that for being longer than its aggregate. */
function drawn(network: Network): Network {
  const own = '10.0.0.0/18';
  const sessions = network.sessions.map((session): Session => {
    if (session.advertises.kind !== 'prefixes') return session;
    const others = session.advertises.prefixes.filter(({ text }) => text !== own);
    const prefixes = session.link === 'dx-1' ? [...others, prefix(own)] : others;
    return { ...session, advertises: { kind: 'prefixes', prefixes } };
  });
  return { ...network, sessions };
}

describe('premises that keep state for each link', () => {
  test('are told when a flow returns by another link, with both', () => {
    const found = asymmetricPaths(judging(stateful(hybrid), drawn(networkOf(hybrid))));
    expect(messages(found)).toEqual([
      expect.stringMatching(
        /^p9 to s0 and back, nothing failed, baseline: one way uses dx-1 and the other dx-0, and p9 keeps state for each link by itself/,
      ),
    ]);
  });

  test('are told what to do about it', () => {
    const [found] = asymmetricPaths(judging(stateful(hybrid), drawn(networkOf(hybrid))));
    expect(found?.fix).toBe(
      'let both directions prefer one link of p9 (cost of dx-1 and dx-0; local preference and AS path as router-config writes them), or share the state of its firewalls and write stateful: false',
    );
  });

  test('are no finding when both directions use one link', () => {
    expect(asymmetricPaths(judging(stateful(hybrid)))).toEqual([]);
  });

  test('are no finding when they share the state', () => {
    expect(asymmetricPaths(judging(hybrid, drawn(networkOf(hybrid))))).toEqual([]);
  });
});

describe('an appliance', () => {
  const THERE: Flow = { from: 's0', to: 's1' };
  const BACK: Flow = { from: 's1', to: 's0' };
  const GREY: Scenario = { links: [{ name: 's0-s1', form: 'grey' }], risks: [] };

  function wall(kind: Appliance['kind']): Network {
    return { ...networkOf(hybrid), appliances: [{ id: 'wall', source: 'Wall', kind, vpc: 's0/vpc-0', tables: [] }] };
  }

  function passing(appliance: string): FlowResult['hops'] {
    return [{ place: { at: 'appliance', appliance }, stateful: appliance, said: 'passes' }];
  }

  function result(flow: Flow, isThrough: boolean, changes: Partial<FlowResult> = {}): FlowResult {
    return {
      scenario: NOTHING_FAILED,
      flow,
      mode: 'baseline',
      outcome: 'delivered',
      path: ['s0-s1'],
      hops: isThrough ? passing('wall') : [],
      ...changes,
    };
  }

  function found(results: readonly FlowResult[], kind: Appliance['kind'] = 'firewall'): readonly string[] {
    return messages(asymmetricPaths({ ...judgingTables(hybrid, wall(kind)), results }));
  }

  test('is told when only one way passes it', () => {
    expect(found([result(THERE, true), result(BACK, false)])).toEqual([
      's0 to s1 and back, nothing failed, baseline: only one way passes wall, which drops what it has not seen begin',
    ]);
  });

  test('is no finding when both ways pass it, or one is lost', () => {
    expect(found([result(THERE, true), result(BACK, true)])).toEqual([]);
    expect(found([result(THERE, true), result(BACK, false, { outcome: 'no-path' })])).toEqual([]);
  });

  test('is no finding when it is a NAT gateway, to which answers go', () => {
    expect(found([result(THERE, true), result(BACK, false)], 'nat')).toEqual([]);
  });

  test('is told with what to do, the failure and the way', () => {
    const [there, back] = [result(THERE, true), result(BACK, false)];
    expect(asymmetricPaths({ ...judgingTables(hybrid, wall('firewall')), results: [there, back] })).toStrictEqual([
      {
        code: 'verify-asymmetric-path',
        severity: 'warning',
        message:
          's0 to s1 and back, nothing failed, baseline: only one way passes wall, which drops what it has not seen begin',
        fix: 'lead both directions through wall, or neither',
        scenario: NOTHING_FAILED,
        flow: THERE,
        trace: { outcome: 'delivered', path: there.path, hops: there.hops },
      },
    ]);
  });

  test('is no finding when nobody judges the way back, or neither way passes one', () => {
    expect(found([result(THERE, true)])).toEqual([]);
    const plain = { hops: [{ place: { at: 'gateway', gateway: 's0', arrivedBy: 'vpc-0' }, said: 'goes on' }] } as const;
    expect(found([result(THERE, false, plain), result(BACK, false)])).toEqual([]);
  });

  test('is told for each two sites, and the failures are counted', () => {
    const [to2, from2] = [
      { from: 's0', to: 's2' },
      { from: 's2', to: 's0' },
    ];
    const after = { scenario: GREY };
    const later = { scenario: failing('s1-s2 grey') };
    const first = [result(THERE, true), result(BACK, false), result(THERE, true, after), result(BACK, false, after)];
    const second = [result(to2, true, after), result(from2, false, after)];
    expect(found([...first, ...second])).toEqual([
      expect.stringMatching(/^s0 to s1 and back, nothing failed.*begin; and so in one more failure$/),
      expect.stringMatching(/^s0 to s2 and back, s0-s1 grey.*begin$/),
    ]);
    expect(found([...first, result(THERE, true, later), result(BACK, false, later)])).toEqual([
      expect.stringMatching(/begin; and so in 2 more failures$/),
    ]);
  });

  test('is told once for two sites when each way has one of its own', () => {
    const [one, other] = [passing('wall'), passing('dam')];
    const both = [result(THERE, false, { hops: one }), result(BACK, false, { hops: other })];
    expect(found(both)).toEqual([
      's0 to s1 and back, nothing failed, baseline: only one way passes dam, which drops what it has not seen begin',
    ]);
  });

  test('is told once for two sites, with the smallest failure that shows it', () => {
    const after = { scenario: GREY };
    const usual = [result(THERE, true), result(BACK, true)];
    expect(found([...usual, result(THERE, true, after), result(BACK, false, after)])).toEqual([
      expect.stringMatching(/^s0 to s1 and back, s0-s1 grey, baseline: /),
    ]);
  });
});

describe('an attachment in two zones', () => {
  const network = networkOf(hybrid);
  const [vpc, ...vpcs] = network.vpcs;
  const [table, ...tables] = network.vpcTables;
  if (!vpc || !table) throw new Error('there is no VPC');
  const through = {
    prefix: prefix('0.0.0.0/0'),
    target: { kind: 'appliance', appliance: 'wall' },
    source: 'Route',
  } as const;
  const inspecting: Network = {
    ...network,
    vpcs: [{ ...vpc, entries: [table.id] }, ...vpcs],
    vpcTables: [{ ...table, routes: [...table.routes, through] }, ...tables],
    appliances: [{ id: 'wall', source: 'Stack/Wall', kind: 'firewall', vpc: vpc.id, tables: [] }],
  };

  function told(applianceMode: boolean, zones: number, of = inspecting, backbone = hybrid): readonly Finding[] {
    const judged = judgingTables(backbone, of);
    const attachment: Judged['facts']['vpcAttachments'][number] = {
      id: 'attachment',
      source: 'Stack/Attachment',
      region: 'us-east-1',
      exists: ok(true),
      gateway: ok('s0'),
      vpc: ok(vpc?.id ?? ''),
      subnets: Array.from({ length: zones }, (_, i) => ok(`subnet-${i}`)),
      applianceMode: ok(applianceMode),
    };
    return asymmetricPaths({ ...judged, facts: { ...judged.facts, vpcAttachments: [attachment] } });
  }

  const found = (...args: Parameters<typeof told>) => messages(told(...args));

  test('is told when it leads through an appliance without appliance mode', () => {
    expect(told(false, 2)).toStrictEqual([
      {
        code: 'verify-asymmetric-path',
        severity: 'warning',
        message:
          'Stack/Attachment enters its VPC in 2 zones and leads through Stack/Wall there: the two directions of a connection may enter by two zones, and each passes the appliance of its own',
        fix: 'turn appliance mode on at Stack/Attachment (Options: { ApplianceModeSupport: enable }), so that both directions use one zone',
        source: 'Stack/Attachment',
      },
    ]);
  });

  test('is no finding with appliance mode, in one zone, or without an appliance', () => {
    expect(told(true, 2)).toEqual([]);
    expect(told(false, 1)).toEqual([]);
    expect(found(false, 2, network)).toEqual([]);
  });

  test('is no finding when packets enter by tables that do not lead there, or nobody knows the VPC', () => {
    const tables = [{ ...table, id: 'entry' }, ...inspecting.vpcTables];
    const beside = { ...inspecting, vpcTables: tables, vpcs: [{ ...vpc, entries: ['entry'] }, ...vpcs] };
    expect(found(false, 2, beside)).toEqual([]);
    expect(found(false, 2, { ...inspecting, vpcs })).toEqual([]);
    expect(found(false, 2, { ...inspecting, vpcs: [...vpcs, ...inspecting.vpcs.slice(0, 1)] })).toHaveLength(1);
    expect(told(false, 2, { ...inspecting, vpcs: [vpc, ...vpcs] })).toEqual([]);
    const another = { ...through, target: { kind: 'appliance', appliance: 'dam' } } as const;
    expect(told(false, 2, { ...inspecting, vpcTables: [{ ...table, routes: [...table.routes, another] }] })).toEqual(
      [],
    );
  });

  test('is no finding when its premises keep state and no VPC has an appliance', () => {
    expect(found(false, 2, network, stateful(hybrid))).toEqual([]);
  });
});
