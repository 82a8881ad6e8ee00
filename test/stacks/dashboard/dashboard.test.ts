// The dashboards of the examples: that everything of a backbone is on them, and that everything on them is there.

import { existsSync } from 'node:fs';
import { exampleFiles } from '../../../.tools/example-files';
import { toBackbone } from '../../../lib/topology/backbone';
import { probeEnds } from '../../../lib/topology/probe-subnets';
import type { AwsSite } from '../../../lib/topology/topology';
import { assemblyOf, byPath, type DeployedStack, stackOf } from '../../support/assembly';
import { linesIn, type ReadLine, type ReadWidget, widgetsIn } from '../../support/dashboards';
import { allDependencies } from '../../support/deployment';

const examples = exampleFiles().map(({ file, topology }) => {
  const assembly = assemblyOf(topology);
  const widgets = widgetsIn(assembly);
  const aws = topology.sites.filter((site): site is AwsSite => site.kind === 'aws');
  return { file, topology, assembly, widgets, lines: linesIn(widgets), aws };
});
const cases = examples.map((example) => [example.file, example] as const);

function titlesOf(widgets: readonly ReadWidget[]): readonly string[] {
  return widgets.map(({ properties: { title, markdown } }) => title ?? String(markdown));
}

function alarmsOf({ region, template }: DeployedStack) {
  return Object.values(byPath(template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => ({
    region,
    name: String(Properties.AlarmName),
    threshold: Number(Properties.Threshold),
  }));
}

function has(lines: readonly ReadLine[], name: string, dimensions: ReadLine['dimensions'], region: string): boolean {
  return lines.some(
    (line) =>
      line.name === name && line.region === region && JSON.stringify(line.dimensions) === JSON.stringify(dimensions),
  );
}

describe.each(cases)('on the dashboard of %s', (_, { topology, assembly, widgets, lines, aws }) => {
  it('each alarm of every region is in a list, and no other', () => {
    const listed = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    const made = [...assembly.values()].flatMap(alarmsOf);
    const arns = made.map(
      ({ region, name }) => `arn:\${AWS::Partition}:cloudwatch:${region}:\${AWS::AccountId}:alarm:${name}`,
    );
    expect(made.length).toBeGreaterThan(20);
    expect([...listed].sort()).toEqual(arns.sort());
  });

  it('each end of each link has its standing, and what is measured from there', () => {
    const missing = topology.links.flatMap(({ name, between }) =>
      aws
        .filter((site) => between.includes(site.name))
        .flatMap((site) => {
          const isProbed = probeEnds(topology, site).some(({ link, far }) => link === name && far);
          const metrics = ['Standing', ...(isProbed ? ['Loss', 'RoundTripTime'] : [])];
          const dimensions = { Link: name, Site: site.name };
          return metrics.filter((metric) => !has(lines, metric, dimensions, site.region));
        }),
    );
    expect(missing).toEqual([]);
    for (const { name } of topology.links)
      expect(
        titlesOf(widgets).filter((title) => title.replace('### ', '').startsWith(`${name}:`)).length,
      ).toBeGreaterThan(0);
  });

  it('each flow from an AWS site says whether it arrives, and premises are named that cannot say it', () => {
    const { flows } = toBackbone(topology);
    const fromAws = flows.flatMap(({ from, to }) => {
      const site = aws.find(({ name }) => name === from);
      return site ? [{ site, to }] : [];
    });
    expect(fromAws.length).toBeGreaterThan(0);
    expect(
      fromAws.filter(({ site, to }) => !has(lines, 'Reachable', { From: site.name, To: to }, site.region)),
    ).toEqual([]);
    const text = titlesOf(widgets).find((title) => title.startsWith('## Flows')) ?? '';
    for (const { kind, name } of topology.sites)
      expect(/\(([^)]*)\)/.exec(text)?.[1]?.includes(name) ?? false).toBe(kind === 'on-prem');
  });

  it('each site has the state of its controller and of its gateway', () => {
    for (const { name, region } of aws) {
      for (const gauge of ['Reconciled', 'ChangesRefused', 'LastResort', 'ResidualRoutes', 'WithdrawalsFrozen'])
        expect([gauge, has(lines, gauge, { Site: name }, region)]).toEqual([gauge, true]);
      expect(has(lines, 'Errors', { FunctionName: `acme-${name}-reconciler` }, region)).toBe(true);
      const gateways = lines.filter((line) => line.namespace === 'AWS/TransitGateway' && line.region === region);
      expect(gateways.map(({ dimensions }) => dimensions.TransitGateway)).toEqual(
        ['', '', ''].map(() => `\${Gateway${name}}`),
      );
    }
  });

  it('the status in words stands first, and is read of the admission site by what only reads', () => {
    const [status, ...others] = widgets.filter(({ type }) => type === 'custom');
    expect(others).toEqual([]);
    expect(status?.y).toBe(widgets.find(({ type }) => type === 'text')?.height);
    expect(status?.properties).toMatchObject({ endpoint: `\${StatusView}`, updateOn: { refresh: true } });
    const { template } = stackOf(assembly, 'acme-dashboard');
    const view = Object.values(byPath(template, 'AWS::Lambda::Function'))[0];
    const { admission } = topology.policy;
    expect(view?.Properties.Environment).toMatchObject({
      Variables: { DETOUR_SITE: admission, DETOUR_PARAMETERS: `/acme/${admission}` },
    });
    const policies = Object.values(byPath(template, 'AWS::IAM::Policy')).map(({ Properties }) => Properties);
    const actions = [...JSON.stringify(policies).matchAll(/"((?:dynamodb|ssm|ec2|kms):(?!ViaService)[A-Za-z]+)"/g)].map(
      ([, one]) => one,
    );
    const ofVpc = /NetworkInterface|PrivateIpAddresses|DescribeSubnets/;
    expect([...new Set(actions.filter((one) => !ofVpc.test(one ?? '')))].sort()).toEqual([
      'dynamodb:Query',
      'dynamodb:Scan',
      'kms:Decrypt',
      'kms:DescribeKey',
      'ssm:GetParametersByPath',
    ]);
  });

  it('functions are named that there are', () => {
    const named = lines.flatMap(({ dimensions, region }) =>
      dimensions.FunctionName ? [`${region} ${dimensions.FunctionName}`] : [],
    );
    const made = [...assembly.values()].flatMap(({ region, template }) =>
      Object.values(byPath(template, 'AWS::Lambda::Function')).map(
        ({ Properties }) => `${region} ${Properties.FunctionName}`,
      ),
    );
    expect(made).toEqual(expect.arrayContaining([...new Set(named)]));
  });

  it('whatever is filled in at deployment is read from the stack that made it', () => {
    const { template } = stackOf(assembly, 'acme-dashboard');
    const [body, variables] = Object.values(byPath(template, 'AWS::CloudWatch::Dashboard')).flatMap(
      ({ Properties }) => (Properties.DashboardBody as { 'Fn::Sub': [string, Record<string, unknown>] })['Fn::Sub'],
    ) as [string, Record<string, unknown>];
    const wanted = [...body.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name);
    const known = [...Object.keys(variables), 'AWS::AccountId', 'AWS::Partition'];
    expect([...new Set(wanted)].sort()).toEqual(known.sort());
    const { StatusView, ...ids } = variables;
    for (const value of Object.values(ids)) expect(value).toEqual({ 'Fn::GetStackOutput': expect.any(Object) });
    expect(StatusView).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^StatusView/), 'Arn'] });
  });

  it('nothing overlaps or goes beyond the last column, and each graph says what it shows', () => {
    const taken = new Set<string>();
    for (const { x, y, width, height, properties, type } of widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column += 1)
        for (let row = y; row < y + height; row += 1) {
          expect(taken).not.toContain(`${column} ${row}`);
          taken.add(`${column} ${row}`);
        }
      expect(type === 'text' ? properties.markdown : properties.title).toMatch(/\S/);
    }
  });

  it('each part says what is good and which pages help, and those are there', () => {
    const parts = titlesOf(widgets).filter((title) => title.startsWith('## '));
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) {
      expect(part).toContain('**Good:**');
      // Three units hold a heading and two lines of some 200 letters each.
      for (const line of part.split('\n')) expect(line.length).toBeLessThan(260);
      const pages = [...(part.split('Runbooks: ')[1]?.matchAll(/`([a-z-]+)`/g) ?? [])].map(([, page]) => page);
      for (const page of pages) expect([page, existsSync(`docs/runbooks/${page}.md`)]).toEqual([page, true]);
      expect(pages.length > 0 || part.includes('docs/runbooks/')).toBe(true);
    }
  });

  it('a line that stands for an alarm is where the alarm is', () => {
    const alarms = [...assembly.values()].flatMap(alarmsOf);
    const marks = widgets.flatMap(({ properties }) => properties.annotations?.horizontal ?? []);
    const ofAlarms = marks.flatMap(({ label, value }) => {
      const name = /alarm ([a-z-]+)/.exec(label)?.[1];
      return name === undefined ? [] : [{ name, value }];
    });
    expect([...new Set(ofAlarms.map(({ name }) => name))].sort()).toEqual([
      'controller-late',
      'controller-stale',
      ...(topology.services.length > 0 ? ['names-astray'] : []),
      'packets-blackholed',
      'packets-unrouted',
      'probe-slow',
    ]);
    for (const { name, value } of ofAlarms) {
      const thresholds = alarms.filter((alarm) => alarm.name.includes(`-${name}`)).map(({ threshold }) => threshold);
      expect([name, ...new Set(thresholds)]).toEqual([name, value]);
    }
  });

  it('the stack is the last one, and nothing is after it or needs it', () => {
    expect([...assembly.keys()].at(-1)).toBe('acme-dashboard');
    const others = [...assembly.keys()].slice(0, -1);
    expect([...allDependencies(assembly, 'acme-dashboard')].sort()).toEqual(
      others.filter((name) => !name.startsWith('acme-health-')).sort(),
    );
    for (const name of others) expect(allDependencies(assembly, name)).not.toContain('acme-dashboard');
  });

  it('the stack makes nothing but dashboards and what shows the status, in the region of the admission site', () => {
    const { template, region } = stackOf(assembly, 'acme-dashboard');
    expect(new Set(Object.values(template.Resources).map(({ Type }) => Type))).toEqual(
      new Set([
        'AWS::CloudWatch::Dashboard',
        'AWS::IAM::Policy',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Logs::LogGroup',
      ]),
    );
    expect(region).toBe(aws.find(({ name }) => name === topology.policy.admission)?.region);
  });
});
