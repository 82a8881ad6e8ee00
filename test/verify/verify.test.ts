import { scenarioName } from '../../lib/routing/scenario';
import type { Assembly } from '../../lib/verify/assembly';
import { field } from '../../lib/verify/json';
import { type FlowResult, resultIn } from '../../lib/verify/results';
import {
  changed,
  edited,
  errors,
  findings,
  resources,
  stack,
  synthesized,
  troubles,
  verified,
} from '../support/judged';
import { peering, triangle } from '../support/topologies';

const assembly = synthesized(triangle());
const { results, scenarios, flows } = verified(assembly);
/** Stacks that hold routes, or what routes lead to; and those that say of the backbone what no resource says. */
const routing = assembly.stacks.filter(({ id }) => !/-(signals|link-state|controller|dashboard)$/.test(id));
const describing = routing.filter(({ id }) => !/-(routes|probes)$/.test(id));

/** `outcome: path` of one flow. */
function fate(
  all: readonly FlowResult[],
  scenario: string,
  from: string,
  to: string,
  mode: FlowResult['mode'],
): string {
  const found = all.find(
    (r) => scenarioName(r.scenario) === scenario && r.flow.from === from && r.flow.to === to && r.mode === mode,
  );
  return found ? `${found.outcome}: ${found.path.join(' › ')}` : 'no result';
}

describe('the example', () => {
  test('has a scenario without failures, one for each link, which fails grey, for each site and for each pair', () => {
    expect(scenarios.map(scenarioName)).toEqual([
      'nothing failed',
      'cmh-pdx grey',
      'iad-cmh grey',
      'iad-pdx grey',
      'site cmh lost',
      'site iad lost',
      'site pdx lost',
      'cmh-pdx grey and iad-cmh grey',
      'cmh-pdx grey and iad-pdx grey',
      'iad-cmh grey and iad-pdx grey',
    ]);
  });

  test('has a result for each flow and mode, where no more than one link or site fails', () => {
    expect(flows.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'cmh iad',
      'cmh pdx',
      'iad cmh',
      'iad pdx',
      'pdx cmh',
      'pdx iad',
    ]);
    expect(results.filter(({ scenario }) => scenario.links.length < 2)).toHaveLength((6 * 4 + 2 * 3) * 2);
  });

  test('delivers every flow over its own link when nothing has failed', () => {
    expect(fate(results, 'nothing failed', 'iad', 'pdx', 'baseline')).toBe('delivered: iad-pdx');
    expect(fate(results, 'nothing failed', 'iad', 'pdx', 'controlled')).toBe('delivered: iad-pdx');
  });

  test('loses both directions of a dead link in the baseline', () => {
    expect(fate(results, 'iad-pdx grey', 'iad', 'pdx', 'baseline')).toBe('dead-link: iad-pdx');
    expect(fate(results, 'iad-pdx grey', 'pdx', 'iad', 'baseline')).toBe('dead-link: iad-pdx');
  });

  test('delivers both directions over the third site when controlled', () => {
    expect(fate(results, 'iad-pdx grey', 'iad', 'pdx', 'controlled')).toBe('delivered: iad-cmh › cmh-pdx');
    expect(fate(results, 'iad-pdx grey', 'pdx', 'iad', 'controlled')).toBe('delivered: cmh-pdx › iad-cmh');
    const controlled = results.filter(({ mode, scenario }) => mode === 'controlled' && scenario.links.length < 2);
    expect(controlled.filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
  });

  test('reports what the baseline would lose as information', () => {
    const lost = findings(assembly)
      .filter(({ scenario }) => scenario?.links.length === 1)
      .map(({ code, severity, flow }) => `${severity} ${code} ${flow?.from} ${flow?.to}`);
    expect(lost).toEqual(
      ['cmh pdx', 'pdx cmh', 'cmh iad', 'iad cmh', 'iad pdx', 'pdx iad'].map(
        (f) => `info verify-baseline-loses-flow ${f}`,
      ),
    );
  });

  test('lists of two links only the flows that they lose together, and tells of each once, as information', () => {
    const pairs = results.filter(({ scenario, mode }) => scenario.links.length > 1 && mode === 'controlled');
    expect(
      pairs.map(({ scenario, flow, outcome }) => `${scenarioName(scenario)}: ${flow.from} ${flow.to} ${outcome}`),
    ).toEqual([
      'cmh-pdx grey and iad-cmh grey: cmh iad dead-link',
      'cmh-pdx grey and iad-cmh grey: cmh pdx dead-link',
      'cmh-pdx grey and iad-cmh grey: iad cmh dead-link',
      'cmh-pdx grey and iad-cmh grey: pdx cmh dead-link',
      'cmh-pdx grey and iad-pdx grey: cmh pdx dead-link',
      'cmh-pdx grey and iad-pdx grey: iad pdx dead-link',
      'cmh-pdx grey and iad-pdx grey: pdx cmh dead-link',
      'cmh-pdx grey and iad-pdx grey: pdx iad dead-link',
      'iad-cmh grey and iad-pdx grey: cmh iad dead-link',
      'iad-cmh grey and iad-pdx grey: iad cmh dead-link',
      'iad-cmh grey and iad-pdx grey: iad pdx dead-link',
      'iad-cmh grey and iad-pdx grey: pdx iad dead-link',
    ]);
    const told = findings(assembly).filter(({ scenario }) => scenario?.links.length === 2);
    expect(new Set(told.map(({ severity, code }) => `${severity} ${code}`))).toEqual(
      new Set(['info verify-loss-accepted']),
    );
    expect(told.map(({ message }) => message.replace(/dead-link.*;/, '…'))).toEqual(
      ['cmh to iad', 'cmh to pdx', 'iad to cmh', 'pdx to cmh']
        .map((flow) => `${flow}, cmh-pdx grey and iad-cmh grey, controlled: … and so with one more pair of links`)
        .concat(
          ['iad to pdx', 'pdx to iad'].map(
            (flow) => `${flow}, cmh-pdx grey and iad-pdx grey, controlled: … and so with one more pair of links`,
          ),
        ),
    );
  });

  test('says of a flow that two links do not lose together how it fares', () => {
    const both = scenarios.find((scenario) => scenarioName(scenario) === 'iad-cmh grey and iad-pdx grey');
    if (!both) throw new Error('the example has changed');
    const way = resultIn(results)(both, { from: 'cmh', to: 'pdx' }, 'controlled');
    expect(way).toMatchObject({ outcome: 'delivered', path: ['cmh-pdx'] });
  });
});

describe('a triangle without one of its links', () => {
  const broken = synthesized(triangle({ links: [peering('iad', 'pdx', 1), peering('iad', 'cmh', 2)] }));

  test('fails and names the single points of failure with the flows that hang on them', () => {
    const messages = findings(broken).flatMap((f) => (f.code === 'verify-single-point-of-failure' ? [f.message] : []));
    expect(messages).toEqual([
      'link iad-cmh is the only way for cmh to iad, cmh to pdx, iad to cmh, pdx to cmh',
      'link iad-pdx is the only way for cmh to pdx, iad to pdx, pdx to cmh, pdx to iad',
    ]);
  });

  test('fails with each lost flow, its trace and a fix', () => {
    const lost = findings(broken).find((f) => f.code === 'verify-dead-link' && f.flow?.from === 'iad');
    expect(lost).toMatchObject({
      severity: 'error',
      flow: { from: 'iad', to: 'cmh' },
      trace: { outcome: 'dead-link', path: ['iad-cmh'] },
    });
    expect(lost?.fix).not.toBe('');
  });

  test('is accepted when no flow has to survive a link', () => {
    const none = { links: 0, risks: 0 };
    const pairs = flows.map(({ from, to }) => ({ from, to, survive: none }));
    const links = [peering('iad', 'pdx', 1), peering('iad', 'cmh', 2)];
    const relaxed = synthesized(triangle({ links, flows: pairs }));
    expect(troubles(relaxed)).toEqual([]);
    expect(findings(relaxed).map(({ code }) => code)).toContain('verify-loss-accepted');
  });
});

describe('a baseline that is not the shortest path', () => {
  test('fails with the table and the destination, although every flow is delivered', () => {
    const routes = resources(assembly, 'AWS::EC2::TransitGatewayRoute');
    const [toPdx, toCmh] = ['pdx', 'cmh'].map((to) =>
      routes.find(({ path }) => path.startsWith(`acme-iad-routes/Baseline/spokes/${to}`)),
    );
    if (!toPdx || !toCmh) throw new Error('the example has changed');
    const { TransitGatewayAttachmentId } = toCmh.body.Properties;
    const detoured = changed(assembly, toPdx, { TransitGatewayAttachmentId });
    expect(fate(verified(detoured).results, 'nothing failed', 'iad', 'pdx', 'baseline')).toBe(
      'delivered: iad-cmh › cmh-pdx',
    );
    expect(errors(detoured)).toEqual([
      'table spokes of site iad does not send all traffic to pdx over iad-pdx, the shortest path',
    ]);
  });
});

describe('metadata', () => {
  const detour = (id: string) => [id, 'Metadata', 'Detour'] as const;

  test('fails when two stacks describe a link differently', () => {
    const link = {
      name: 'iad-pdx',
      kind: 'transit-gateway-peering',
      between: ['iad', 'pdx'],
      cost: 99,
      sharedRisks: [],
    };
    const both = edited(assembly, [...detour('acme-link-iad-cmh'), 'links'], [link]);
    expect(errors(both)).toContain('stacks acme-link-iad-cmh and acme-link-iad-pdx describe link iad-pdx differently');
  });

  test('fails when one stack describes a link twice, and differently', () => {
    const own = assembly.stacks.find(({ id }) => id === 'acme-link-iad-cmh')?.template;
    const [link] = field(field(field(own, 'Metadata'), 'Detour'), 'links') as readonly object[];
    const twice = (cost: number) =>
      edited(assembly, [...detour('acme-link-iad-cmh'), 'links'], [link, { ...link, cost }]);
    const said = 'stack acme-link-iad-cmh describes link iad-cmh twice, and differently';
    expect(errors(twice(99))).toContain(said);
    expect(errors(twice(10))).not.toContain(said);
  });

  test('may repeat what another stack says', () => {
    const whole = field(field(assembly.stacks.find(({ id }) => id === 'acme-iad')?.template, 'Metadata'), 'Detour');
    expect(whole).toBeDefined();
    expect(troubles(edited(assembly, ['acme-iad-routes', 'Metadata'], { Detour: whole }))).toEqual([]);
  });

  test.each([
    ['version', 2],
    ['backbone', { name: 'acme' }],
    ['sites', [{ name: 'iad', kind: 'aws', aggregate: '10.10.0.0', specifics: [] }]],
    ['sites', [{ name: 'iad', kind: 'aws', aggregate: '10.10.0.0/16', specifics: ['10.10.0.1/32'] }]],
    ['links', [{ name: 'x' }]],
  ])('fails when %s has not the required form', (key, value) => {
    expect(troubles(edited(assembly, [...detour('acme-iad'), key], value))).toContain('verify-metadata-invalid');
  });

  test.each(describing.map(({ id }) => id))('fails when %s says nothing', (id) => {
    expect(errors(edited(assembly, [id, 'Metadata'], undefined))).not.toEqual([]);
  });
});

test.each(routing.map(({ id }) => id))('fails when stack %s is not in the assembly', (id) => {
  expect(errors({ stacks: assembly.stacks.filter((s) => s.id !== id) })).not.toEqual([]);
});

describe('templates of somebody else', () => {
  const stranger: Assembly = {
    stacks: assembly.stacks.map((s) => {
      const { Metadata: _metadata, ...template } = s.template as { Metadata: unknown };
      return { ...s, template };
    }),
  };

  test('are checked for what happens with nothing failed, and that is said', () => {
    expect(troubles(stranger)).toEqual(['verify-no-metadata', 'verify-only-link']);
    expect(new Set(verified(stranger).flows.map(({ from }) => from))).toEqual(
      new Set(['apps', 'core of cmh', 'core of pdx', 'databases']),
    );
  });

  test('fail when a flow is broken with nothing failed', () => {
    const [route] = resources(stranger, 'AWS::EC2::TransitGatewayRoute');
    if (!route) throw new Error('there is no route');
    expect(troubles(changed(stranger, route, { Blackhole: true }))).toContain('verify-one-way');
  });

  test('may say nothing about routing at all', () => {
    const plain = { stacks: [stack('app', { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } })] };
    expect(verified(plain)).toMatchObject({ flows: [], results: [] });
    expect(troubles(plain)).toEqual(['verify-no-metadata']);
  });
});

describe('what lies beside the routes', () => {
  test('fails when two VPCs overlap', () => {
    const vpc = resources(assembly, 'AWS::EC2::VPC').find((resource) => resource.stack === 'acme-cmh');
    if (!vpc) throw new Error('there is no VPC');
    expect(troubles(changed(assembly, vpc, { CidrBlock: '10.10.0.0/18' }))).toEqual(
      expect.arrayContaining(['verify-site-prefixes', 'verify-vpc-overlap']),
    );
  });

  test('fails when the requester accepts nothing and the accepter only waits', () => {
    const end = resources(assembly, 'Custom::DetourPeering').find(({ body }) => body.Properties.Role === 'accept');
    if (!end) throw new Error('there is no accepter');
    expect(troubles(changed(assembly, end, { Role: 'wait' }))).toEqual(['verify-link-not-accepted']);
  });

  test('a packet that arrives at the wrong site has not been delivered', () => {
    const vpc = resources(assembly, 'AWS::EC2::VPC').find((resource) => resource.stack === 'acme-iad');
    if (!vpc) throw new Error('there is no VPC');
    const hijacked = verified(changed(assembly, vpc, { CidrBlock: '10.30.0.0/18' }));
    expect(fate(hijacked.results, 'nothing failed', 'iad', 'pdx', 'baseline')).toMatch(/^unknown/);
  });

  test('a route that exists only under a condition is not relied on', () => {
    const [route] = resources(assembly, 'AWS::EC2::TransitGatewayRoute');
    if (!route) throw new Error('there is no route');
    const doubtful = edited(assembly, [route.stack, 'Resources', route.logicalId, 'Condition'], 'Sometimes');
    expect(troubles(doubtful)).toEqual(expect.arrayContaining(['verify-unknown-value', 'verify-flow-unknown']));
  });
});
