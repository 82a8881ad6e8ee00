import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  App,
  CfnParameter,
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib';
import { buildStacks } from '../../lib/stacks/backbone-stacks';
import { detourApp } from '../../lib/stacks/detour-app';
import { DetourVerification, type DetourVerificationProps } from '../../lib/verify/cdk-plugin';
import { readAssembly } from '../../lib/verify/read-assembly';
import { understand, verify } from '../../lib/verify/verify';
import { buildHandlers } from '../support/assembly';
import { temporaryFolder } from '../support/folders';
import { peering, triangle } from '../support/topologies';

interface Construct {
  readonly constructPath: string;
  readonly cloudFormationResource?: { readonly logicalId: string; readonly templatePath: string };
}

interface Reported {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly ruleMetadata: Readonly<Record<string, string>>;
  readonly violatingConstructs: readonly Construct[];
  readonly acknowledgedId?: string;
  readonly reason?: string;
  readonly acknowledgedAt?: string;
}

interface Outcome {
  /** Undefined: the synthesis goes well. */
  readonly failure: string | undefined;
  readonly violations: readonly Reported[];
  readonly suppressed: readonly Reported[];
}

/** What comes of an app; what is found stands in its report. */
function outcomeOf(app: App, outdir: string): Outcome {
  let failure: string | undefined;
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    app.synth();
  } catch (error) {
    failure = String(error);
  } finally {
    printed.mockRestore();
  }
  const { pluginReports } = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  const ours = pluginReports.find(({ pluginName }: { pluginName: string }) => pluginName === 'Detour');
  return { failure, violations: ours?.violations ?? [], suppressed: ours?.suppressedViolations ?? [] };
}

/** `severity rule construct`, sorted. */
function told(reported: readonly Reported[]): readonly string[] {
  return reported
    .flatMap(({ severity, ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${severity} ${ruleName} ${constructPath}`),
    )
    .sort();
}

const REASON = 'its second link comes in March';
const LINK = 'acme-link-iad-pdx';

/** Two links in a line: each is a single point of failure. */
function fragile(outdir: string): App {
  buildHandlers();
  const links = [peering('iad', 'pdx', 1), peering('iad', 'cmh', 2)];
  const built = buildStacks(detourApp(outdir, false), triangle({ links }));
  if (!built.ok) throw new Error('the stacks refuse it');
  Validations.of(built.value).addPlugins(new DetourVerification());
  return built.value;
}

describe('a backbone with single points of failure', () => {
  const outdir = temporaryFolder();
  const { failure, violations } = outcomeOf(fragile(outdir), outdir);
  const single = violations.find(({ ruleName }) => ruleName === 'verify-single-point-of-failure[iad-pdx]');

  it('fails the synthesis, and what is printed names the construct and how to acknowledge it', () => {
    expect(failure).toContain('link iad-pdx is the only way for cmh to pdx, iad to pdx, pdx to cmh, pdx to iad');
    expect(failure).toContain(`${LINK}/Peering/Attachment`);
    expect(failure).toContain("Acknowledge with 'Detour::verify-single-point-of-failure[iad-pdx]'");
  });

  it('is reported with its code, severity, fix, construct, logical id and template', () => {
    const template = JSON.parse(readFileSync(path.join(outdir, `${LINK}.template.json`), 'utf8'));
    expect(single).toMatchObject({ severity: 'error', ruleMetadata: { code: 'verify-single-point-of-failure' } });
    expect(single?.suggestedFix).toContain('add a link beside iad-pdx');
    const [construct] = single?.violatingConstructs ?? [];
    expect(construct?.constructPath).toBe(`${LINK}/Peering/Attachment`);
    expect(construct?.cloudFormationResource?.templatePath).toBe(`${LINK}.template.json`);
    const { Type } = template.Resources[construct?.cloudFormationResource?.logicalId ?? ''];
    expect(Type).toBe('AWS::EC2::TransitGatewayPeeringAttachment');
  });

  it('is told once for all flows that one failure loses, with the path of one of them', () => {
    const lost = violations.filter(({ ruleName }) => ruleName === 'verify-dead-link[iad-pdx]');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.description).toMatch(/; and in 3 more cases like it$/);
    expect(lost[0]?.ruleMetadata.flows?.split(' ').sort()).toEqual(['cmh>pdx', 'iad>pdx', 'pdx>cmh', 'pdx>iad']);
    expect(lost[0]?.ruleMetadata.trace).toContain('link iad-pdx drops data');
  });

  it('says nothing of what is only information', () => {
    expect(violations.map(({ severity }) => severity)).not.toContain('info');
  });
});

describe('acknowledgements in an app', () => {
  const outdir = temporaryFolder();
  const app = fragile(outdir);
  const accept = (id: string, reason = REASON, stack?: string) =>
    Validations.of(stack === undefined ? app : app.node.findChild(stack)).acknowledge({ id: `Detour::${id}`, reason });
  accept('verify-single-point-of-failure[iad-pdx]');
  accept('verify-dead-link', REASON, LINK);
  accept('verify-single-point-of-failure[iad-cmh]', ' ', 'acme-link-iad-cmh');
  accept('verify-loop', REASON, 'acme-iad');
  accept('verify-blackhole');
  accept('verify-dead-link[iad-cmh, cmh > pdx]');
  const { failure, violations, suppressed } = outcomeOf(app, outdir);
  const assembly = readAssembly(outdir);
  if (!assembly.ok) throw new Error('the assembly cannot be read');
  const { findings } = verify(understand(assembly.value));

  it('are recorded with what they accept, at the construct that gives them', () => {
    const recorded = suppressed.map(({ ruleName, reason, acknowledgedAt = '' }) => [ruleName, reason, acknowledgedAt]);
    expect(recorded).toContainEqual(['verify-single-point-of-failure[iad-pdx]', REASON, '']);
    expect(recorded).toContainEqual(['verify-dead-link', REASON, LINK]);
    expect(recorded).toContainEqual(['verify-dead-link[iad-cmh,-cmh->-pdx]', REASON, '']);
  });

  it('hide nothing else', () => {
    expect(told(violations)).toContain('error verify-dead-link[iad-cmh] acme-link-iad-cmh/Peering/Attachment');
    expect(told(violations).filter((each) => each.includes('[iad-pdx]'))).toEqual([]);
    expect(failure).toBeDefined();
  });

  it('fail the synthesis where they give no reason, and are told of where they accept nothing', () => {
    expect(told(violations)).toEqual(
      expect.arrayContaining([
        'error verify-acknowledgement-without-reason acme-link-iad-cmh',
        'warning verify-acknowledgement-unused ',
        'warning verify-acknowledgement-unused acme-iad',
      ]),
    );
  });

  it('travel in the assembly, and mean the same to `detour verify`', () => {
    const accepted = findings.flatMap(({ acknowledged }) => (acknowledged ? [acknowledged] : []));
    expect(accepted).toContainEqual({
      severity: 'error',
      id: 'verify-single-point-of-failure[iad-pdx]',
      reason: REASON,
      at: '',
    });
    expect(new Set(accepted.map(({ at }) => at))).toEqual(new Set(['', LINK]));
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(new Set(errors)).toEqual(
      new Set(['verify-acknowledgement-without-reason', 'verify-single-point-of-failure', 'verify-dead-link']),
    );
  });
});

/** A gateway with two VPCs of these prefixes, in a stack that says nothing of Detour. */
function network(stack: Stack, ...cidrs: readonly string[]): Stack {
  const make = (id: string, type: string, properties: object) =>
    new CfnResource(stack, id, { type: `AWS::EC2::${type}`, properties });
  const gateway = make('Gateway', 'TransitGateway', {});
  for (const [i, CidrBlock] of cidrs.entries()) {
    const vpc = make(`Vpc${i}`, 'VPC', { CidrBlock });
    const subnet = make(`Subnet${i}`, 'Subnet', { CidrBlock, VpcId: vpc.ref });
    const place = { TransitGatewayId: gateway.ref, VpcId: vpc.ref, SubnetIds: [subnet.ref] };
    make(`Attachment${i}`, 'TransitGatewayVpcAttachment', place);
  }
  return stack;
}

const env = { region: 'eu-west-1' };

function appWith(props: DetourVerificationProps = {}) {
  const outdir = temporaryFolder();
  const app = new App({ outdir, analyticsReporting: false, autoSynth: false });
  Validations.of(app).addPlugins(new DetourVerification(props));
  return { app, outdir };
}

describe("anyone's app", () => {
  it('is judged without paths in its templates, and findings point at constructs all the same', () => {
    const { app, outdir } = appWith();
    network(new Stack(app, 'Net', { env }), '10.0.0.0/16', '10.0.0.0/17');
    const { failure, violations } = outcomeOf(app, outdir);
    expect(readFileSync(path.join(outdir, 'Net.template.json'), 'utf8')).not.toContain('aws:cdk:path');
    expect(failure).toContain('Net/Vpc1');
    expect(told(violations)).toContain('error verify-vpc-overlap Net/Vpc1');
  });

  it('acknowledges at a construct, also without paths in its templates, for `detour verify` as well', () => {
    const { app, outdir } = appWith();
    const stack = network(new Stack(app, 'Net', { env }), '10.0.0.0/16', '10.0.0.0/17');
    const vpc = stack.node.findChild('Vpc1');
    Validations.of(vpc).acknowledge({ id: 'Detour::verify-vpc-overlap', reason: REASON });
    const { failure, suppressed } = outcomeOf(app, outdir);
    expect(failure).toBeUndefined();
    expect(told(suppressed)).toEqual(['error verify-vpc-overlap Net/Vpc1']);
    const assembly = readAssembly(outdir);
    if (!assembly.ok) throw new Error('the assembly cannot be read');
    const overlap = verify(understand(assembly.value)).findings.find(({ code }) => code === 'verify-vpc-overlap');
    expect(overlap).toMatchObject({ severity: 'info', acknowledged: { reason: REASON, at: 'Net/Vpc1' } });
  });

  it('goes through with warnings, and fails for them when it is told to', () => {
    const outcomes = ([{}, { failOn: 'warning' }] as const).map((props) => {
      const { app, outdir } = appWith(props);
      network(new Stack(app, 'Net', { env }), '10.0.0.0/16');
      return outcomeOf(app, outdir);
    });
    expect(outcomes.map(({ failure }) => failure === undefined)).toEqual([true, false]);
    const [lenient, strict] = outcomes.map(({ violations }) => violations);
    expect(lenient?.length).toBeGreaterThan(0);
    expect(strict?.map(({ severity }) => severity)).toEqual(lenient?.map(() => 'error'));
    expect(strict?.map(({ ruleMetadata }) => ruleMetadata.severity)).toEqual(lenient?.map(() => 'warning'));
  });

  it('knows what parameters are given, and fails for one that is not there', () => {
    const judge = (parameters: Readonly<Record<string, string>>) => {
      const { app, outdir } = appWith({ parameters });
      const stack = new Stack(app, 'Net', { env });
      const cidr = new CfnParameter(stack, 'Cidr');
      network(stack, '10.0.0.0/16', cidr.valueAsString);
      return outcomeOf(app, outdir);
    };
    const overlapping = judge({ Cidr: '10.0.128.0/17' });
    expect(told(overlapping.violations)).toContain('error verify-vpc-overlap Net/Vpc1');
    const disjoint = judge({ 'Net.Cidr': '10.1.0.0/16' });
    expect(told(disjoint.violations).filter((each) => !each.startsWith('warning'))).toEqual([]);
    expect(told(disjoint.violations).join('\n')).not.toContain('verify-unknown-value');
    expect(judge({}).violations.map(({ ruleName }) => ruleName)).toContain('verify-unknown-value');
    expect(judge({ Cird: '10.1.0.0/16' }).failure).toContain('no template has parameter Cird');
  });

  it('has each stage judged by itself: what one stage has is no part of another', () => {
    const { app, outdir } = appWith();
    for (const name of ['Prod', 'Test'])
      network(
        new Stack(new Stage(app, name, { env }), 'Net'),
        '10.0.0.0/16',
        name === 'Test' ? '10.0.0.0/17' : '10.1.0.0/16',
      );
    Validations.of(app).acknowledge({ id: 'Detour::verify-vpc-overlap', reason: REASON });
    Validations.of(app).acknowledge({ id: 'Detour::verify-loop', reason: REASON });
    const { failure, violations, suppressed } = outcomeOf(app, outdir);
    expect(failure).toBeUndefined();
    expect(told(suppressed)).toEqual(['error verify-vpc-overlap Test/Net/Vpc1']);
    expect(told(violations).filter((each) => each.includes('acknowledgement'))).toEqual([
      'warning verify-acknowledgement-unused ',
    ]);
  });

  it('fails when what was written cannot be read', () => {
    const { app, outdir } = appWith();
    network(new Stack(app, 'Net', { env }), '10.0.0.0/16');
    let seen: IPolicyValidationContext | undefined;
    const watching: IPolicyValidationPlugin = {
      name: 'Watching',
      validate: (context: IPolicyValidationContext) => {
        seen = context;
        return { success: true, violations: [] };
      },
    };
    Validations.of(app).addPlugins(watching);
    outcomeOf(app, outdir);
    writeFileSync(path.join(outdir, 'manifest.json'), '{');
    const judge = () => (seen === undefined ? undefined : new DetourVerification().validate(seen));
    expect(judge).toThrow(/manifest\.json is not JSON: /);
  });
});
