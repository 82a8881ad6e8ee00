// Devices that keep state, and flows whose way back does not pass them.

import { prefix } from '../../../lib/net/prefix';
import { ok } from '../../../lib/net/result';
import type { Backbone, Flow } from '../../../lib/routing/backbone';
import type { Appliance, Network, Session } from '../../../lib/routing/network';
import { NOTHING_FAILED, type Scenario } from '../../../lib/routing/scenario';
import { asymmetricPaths } from '../../../lib/verify/checks/asymmetric-paths';
import type { Judged } from '../../../lib/verify/checks/check';
import type { FlowResult } from '../../../lib/verify/results';
import { aHybrid, judging, judgingTables, messages } from '../../support/judging';
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

  function found(applianceMode: boolean, zones: number, of: Network = inspecting): readonly string[] {
    const judged = judgingTables(hybrid, of);
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
    return messages(asymmetricPaths({ ...judged, facts: { ...judged.facts, vpcAttachments: [attachment] } }));
  }

  test('is told when it leads through an appliance without appliance mode', () => {
    expect(found(false, 2)).toEqual([
      expect.stringContaining('Stack/Attachment enters its VPC in 2 zones and leads through Stack/Wall there'),
    ]);
  });

  test('is no finding with appliance mode, in one zone, or without an appliance', () => {
    expect(found(true, 2)).toEqual([]);
    expect(found(false, 1)).toEqual([]);
    expect(found(false, 2, network)).toEqual([]);
  });
});
