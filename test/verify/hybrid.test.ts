// The hybrid example as `detour verify` sees it, and what becomes of it when a template or its metadata says otherwise.

import { join } from 'node:path';
import type { BackboneLink, FlowRequirement } from '../../lib/routing/backbone';
import { scenarioName } from '../../lib/routing/scenario';
import { loadTopology } from '../../lib/topology/load';
import type { Link, Topology } from '../../lib/topology/topology';
import type { Assembly } from '../../lib/verify/assembly';
import type { Finding } from '../../lib/verify/findings';
import { field } from '../../lib/verify/json';
import { resultIn } from '../../lib/verify/results';
import { conditionsOf, isJudged } from '../../lib/verify/scenarios';
import { understand, type Verification } from '../../lib/verify/verify';
import { EXAMPLES } from '../support/broken';
import {
  changed,
  edited,
  findings,
  type Resource,
  resources,
  synthesized,
  troubles,
  verified,
  without,
} from '../support/judged';

function example(name = 'hybrid.yaml'): Topology {
  const topology = loadTopology(join(EXAMPLES, name));
  if (!topology.ok) throw new Error('the example is broken');
  return topology.value;
}

const assembly = synthesized(example());
const whole = verified(assembly);
const PREMISES_LINKS = ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'];

function the(type: string, path: string): Resource {
  const found = resources(assembly, type).find((resource) => resource.path.startsWith(path));
  if (!found) throw new Error(`the example has no ${type} at ${path}`);
  return found;
}

/** The assembly with something else in every stack's part of the backbone that has such a key. */
function told(of: Assembly, path: readonly (string | number)[], value: unknown): Assembly {
  return of.stacks.reduce((before, { id, template }) => {
    const here = path.slice(0, -1).reduce<unknown>((at, key) => field(at, String(key)), field(template, 'Metadata'));
    return here === undefined ? before : edited(before, [id, 'Metadata', ...path], value);
  }, of);
}

function withFlows(of: Assembly, flows: readonly FlowRequirement[]): Assembly {
  return told(of, ['Detour', 'backbone', 'flows'], flows);
}

function withLink(of: Assembly, name: string, changes: Partial<BackboneLink>): Assembly {
  const link = understand(of).backbone.links.find((each) => each.name === name);
  return edited(of, [`acme-link-${name}`, 'Metadata', 'Detour', 'links'], [{ ...link, ...changes }]);
}

function survive(links: number, risks: number): readonly FlowRequirement[] {
  return whole.flows.map(({ from, to }) => ({ from, to, survive: { links, risks } }));
}

/** Everything that is not delivered when controlled in these scenarios, as `scenario: from to outcome`. */
function lostWhenControlled(verification: Verification, names: (name: string) => boolean): readonly string[] {
  const find = resultIn(verification.results);
  const scenarios = verification.scenarios.filter((scenario) => names(scenarioName(scenario)));
  expect(scenarios).not.toEqual([]);
  return scenarios.flatMap((scenario) =>
    verification.flows
      .filter((flow) => isJudged(scenario, flow))
      .flatMap((flow) => {
        const outcome = find(scenario, flow, 'controlled')?.outcome;
        return outcome === 'delivered' ? [] : [`${scenarioName(scenario)}: ${flow.from} ${flow.to} ${outcome}`];
      }),
  );
}

function isPairAtPremises(name: string): boolean {
  const parts = name.split(' and ').map((part) => part.split(' ')[0] ?? '');
  return parts.length === 2 && parts.every((link) => PREMISES_LINKS.includes(link));
}

test('peerings fail grey, links with BGP and shared risks in both forms, and so do pairs of links', () => {
  const names = whole.scenarios.map(scenarioName);
  const both = (name: string) => [`${name} down`, `${name} grey`];
  const singles = ['cmh-pdx grey', 'iad-cmh grey', 'iad-pdx grey', ...PREMISES_LINKS.flatMap(both)];
  const risks = ['carrier-a', 'carrier-c', 'isp-b', 'ord-meet-me-room-1', 'ord-meet-me-room-2'];
  const pairs = singles.flatMap((one, i) =>
    singles.slice(i + 1).flatMap((other) => (one.split(' ')[0] === other.split(' ')[0] ? [] : [`${one} and ${other}`])),
  );
  const sites = ['cmh', 'iad', 'pdx'].map((name) => `site ${name} lost`);
  const atRisk = risks.flatMap((risk) => both(`risk ${risk}`));
  expect(names).toEqual(['nothing failed', ...singles, ...atRisk, ...sites, ...pairs]);
  expect(pairs).toHaveLength(33);
});

test('nothing is wrong with it but the packet size of the VPN', () => {
  expect(troubles(assembly)).toEqual(['verify-takeover-mtu']);
});

test('every flow is delivered when controlled, whatever link or shared risk fails in whatever form, or whatever site', () => {
  expect(lostWhenControlled(whole, (name) => !name.includes(' and '))).toEqual([]);
});

test('every flow is delivered when controlled, whatever two links of the premises fail', () => {
  const names = whole.scenarios.map(scenarioName).filter(isPairAtPremises);
  expect(names).toHaveLength(12);
  expect(lostWhenControlled(whole, isPairAtPremises)).toEqual([]);
});

test('fails for flows that must survive any two links only where two peerings fail', () => {
  const lost = findings(withFlows(assembly, survive(2, 1))).filter(({ severity }) => severity === 'error');
  const pairs = new Set(lost.map(({ scenario }) => scenario?.links.map(({ name }) => name).join(' ')));
  expect([...pairs].sort()).toEqual(['cmh-pdx iad-cmh', 'cmh-pdx iad-pdx', 'iad-cmh iad-pdx']);
});

describe('the packet size of the VPN', () => {
  const warning = (of: Assembly) => findings(of).find(({ code }) => code === 'verify-takeover-mtu');

  test('is a warning with both numbers, from the first failure in which anything takes over', () => {
    expect(warning(assembly)).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(
        /^iad to ord, ord-iad-dx down, baseline: ord-iad-vpn takes over and carries 1446 bytes where 8500 were carried before, because of ord-iad-vpn, and in \d+ more cases$/,
      ),
    });
  });

  test('is a warning, too, where only BGP takes over and controllers take other links', () => {
    const { results } = verified(withFlows(assembly, []));
    const singly = results.filter(({ scenario, path }) => scenario.links.length < 2 && path.includes('ord-iad-vpn'));
    expect(new Set(singly.map(({ mode }) => mode))).toEqual(new Set(['baseline']));
    expect(warning(withFlows(assembly, []))?.message).toContain('ord-iad-dx down, baseline');
  });

  test.each<readonly [string, Partial<Pick<Link, 'mssClamp' | 'mtu'>>]>([
    ['segments are clamped', { mssClamp: true }],
    ['the MTU is written down', { mtu: 1400 }],
  ])('is no warning when %s', (_, changes) => {
    const topology = example();
    const links = topology.links.map((link) => (link.name === 'ord-iad-vpn' ? { ...link, ...changes } : link));
    expect(troubles(synthesized({ ...topology, links }))).toEqual([]);
  });
});

describe('a shared risk', () => {
  const dug = PREMISES_LINKS.reduce((before, name) => withLink(before, name, { sharedRisks: ['ditch'] }), assembly);
  const ofRisk = ({ code, scenario }: Finding) => (scenario?.risks.length === 1 ? [code] : []);

  test('fails verification when it takes every link of the premises', () => {
    const codes = findings(withFlows(dug, survive(1, 1))).flatMap(ofRisk);
    expect(new Set(codes)).toEqual(
      new Set(['verify-shared-risk-on-all-paths', 'verify-dead-link', 'verify-no-path', 'verify-baseline-loses-flow']),
    );
  });

  test('is accepted by flows that need not survive one', () => {
    const codes = findings(withFlows(dug, survive(1, 0))).flatMap(ofRisk);
    expect(new Set(codes)).toEqual(new Set(['verify-loss-accepted', 'verify-baseline-loses-flow']));
  });

  test('takes a peering grey, whatever the form in which it takes the other links', () => {
    const shared = withLink(assembly, 'iad-pdx', { sharedRisks: ['carrier-a'] });
    const { backbone } = understand(shared);
    const conditions = (['down', 'grey'] as const).map((form) =>
      Object.fromEntries(conditionsOf({ links: [], risks: [{ name: 'carrier-a', form }] }, backbone)),
    );
    expect(conditions).toEqual([
      { 'iad-pdx': 'grey', 'ord-iad-dx': 'down' },
      { 'iad-pdx': 'grey', 'ord-iad-dx': 'grey' },
    ]);
  });
});

describe('links with BGP', () => {
  const PREFIXES = 'Custom::DetourAllowedPrefixes';
  const allowed = the(PREFIXES, 'acme-link-ord-iad-dx/');
  const lost = (of: Assembly) =>
    findings(of).flatMap(({ code, flow }) => (code === 'verify-flow-unknown' ? [`${flow?.from} ${flow?.to}`] : []));

  test('fail when the VPN carries static routes only', () => {
    const vpn = the('AWS::EC2::VPNConnection', 'acme-link-ord-iad-vpn/');
    expect(troubles(changed(assembly, vpn, { StaticRoutesOnly: true }))).toContain('verify-no-path');
  });

  test('fail when it is not known which prefixes are allowed', () => {
    expect(lost(changed(assembly, allowed, { Prefixes: { Ref: 'Chosen' } }))).toContain('ord iad');
  });

  test('fail when it is not known on which gateway they are allowed', () => {
    expect(lost(changed(assembly, allowed, { DirectConnectGatewayId: { Ref: 'Chosen' } }))).toContain('ord iad');
  });

  test('fail when it is not certain that they are allowed', () => {
    const doubtful = edited(assembly, [allowed.stack, 'Resources', allowed.logicalId, 'Condition'], 'Sometimes');
    expect(lost(doubtful)).toContain('ord iad');
  });

  test('fail when a flow is lost only once controllers have withdrawn a link that nobody uses', () => {
    // What comes over the Direct Connect is looked up in the VPN's table, which a withdrawal of the VPN empties.
    const edge = the('AWS::EC2::TransitGatewayRoute', 'acme-iad-routes/Baseline/edge-ord-iad-vpn/');
    const arrival = the('AWS::EC2::TransitGatewayRouteTableAssociation', 'acme-link-ord-iad-dx/Attachment/');
    const { TransitGatewayRouteTableId } = edge.body.Properties;
    const shared = verified(changed(assembly, arrival, { TransitGatewayRouteTableId }));
    const broken = shared.findings.filter(({ severity }) => severity === 'error');
    expect(new Set(broken.map(({ scenario }) => scenario?.links.map(({ name }) => name).join()))).toContain(
      'ord-iad-vpn',
    );
    const down = shared.results.filter(({ scenario }) => scenarioName(scenario) === 'ord-iad-vpn down');
    const toIad = down.filter(({ flow }) => flow.from === 'ord' && flow.to === 'iad');
    expect(toIad.map(({ mode, outcome }) => `${mode} ${outcome}`)).toEqual([
      'baseline delivered',
      'controlled no-path',
    ]);
  });
});

describe('a Direct Connect link without a virtual interface', () => {
  const made = resources(assembly, 'AWS::DirectConnect::TransitVirtualInterface');
  const hosted = synthesized(example('virtual-interfaces.yaml'));
  const accepted = (link: string) =>
    resources(hosted, 'Custom::DetourHostedInterface').filter(({ stack }) => stack === `acme-link-${link}`);

  test('there is one to remove from each', () => {
    expect(made).toHaveLength(2);
    expect(accepted('ord-iad-offered')).toHaveLength(1);
    expect(accepted('ord-iad-accepted')).toHaveLength(1);
  });

  test.each(made.map((one) => [one.path, one] as const))('fails for want of %s, and carries nothing', (_path, one) => {
    const { results, findings: found } = verified(without(assembly, one));
    const [missing] = found.filter(({ code }) => code === 'verify-link-without-interface');
    const link = one.stack.replace('acme-link-', '');
    expect(missing).toMatchObject({ severity: 'error', source: `${one.stack}/Attachment/Association` });
    expect(missing?.message).toBe(`the Direct Connect gateway of link ${link} has no virtual interface`);
    expect(results.filter(({ path, mode }) => mode === 'baseline' && path.includes(link))).toEqual([]);
  });

  test.each(accepted('ord-iad-offered').map((one) => [one.path, one] as const))(
    'fails for want of the accepted %s',
    (_path, one) => {
      expect(troubles(hosted)).toEqual([]);
      expect(troubles(without(hosted, one))).toContain('verify-link-without-interface');
    },
  );

  test('is nothing to complain of when its gateway exists already, which templates do not show', () => {
    for (const one of accepted('ord-iad-accepted')) expect(troubles(without(hosted, one))).toEqual([]);
  });

  test('fails when it is not certain that there is one, or on which gateway it hangs', () => {
    for (const one of made) {
      const doubtful = edited(assembly, [one.stack, 'Resources', one.logicalId, 'Condition'], 'Sometimes');
      expect(troubles(doubtful)).toContain('verify-link-without-interface');
      const elsewhere = changed(assembly, one, { DirectConnectGatewayId: { Ref: 'Chosen' } });
      expect(troubles(elsewhere)).toContain('verify-link-without-interface');
    }
  });
});

test.each(
  resources(assembly, 'AWS::EC2::TransitGatewayRouteTablePropagation').flatMap((one) =>
    /^acme-link-ord-.*\/(spokes|transit)$/.test(one.path) ? [[one.path, one] as const] : [],
  ),
)('warns that a table does not learn what premises announce without %s', (path, one) => {
  const { network } = understand(assembly);
  const found = findings(without(assembly, one)).filter(({ code }) => code === 'verify-link-not-propagated');
  const [, link = '', table = ''] = /^acme-link-([^/]*).*\/(.*)$/.exec(path) ?? [];
  const gateway = network.sessions.find((session) => session.link === link)?.gateway;
  expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    `warning: table ${table} of gateway ${gateway} does not learn what comes over ${link}`,
  ]);
});
