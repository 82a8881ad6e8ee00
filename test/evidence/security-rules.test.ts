import { readdirSync, readFileSync } from 'node:fs';
import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { exampleFiles } from '../../.tools/example-files';
import { ACKNOWLEDGEMENT, type Acknowledgement, acknowledge } from '../../lib/constructs/acknowledge';
import { buildStacks } from '../../lib/stacks/backbone-stacks';
import { detourApp } from '../../lib/stacks/detour-app';
import { temporaryFolder } from '../support/folders';
import { judgedBySecurityRules } from './synthesized';

const examples = exampleFiles();
/** A small one with a chat, which no example has: its channels are their owner's. */
const chatting = examples
  .filter(({ file }) => file.endsWith('/certificates.yaml'))
  .map(({ file, topology }) => {
    const slack = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
    return { file: `${file} with a chat`, topology: { ...topology, notify: { chat: { slack } } } };
  });

/** Every example: the stacks refuse none of them. */
const built = [...examples, ...chatting].map(({ file, topology }) => {
  const outdir = temporaryFolder();
  const app = buildStacks(detourApp(outdir), topology);
  if (!app.ok) throw new Error(`the stacks refuse ${file}, so no rule has judged it`);
  return { file, app: app.value, outdir };
});

/** `rule path` of each acknowledgement, as the report writes it. */
function acknowledgements(app: App): readonly (readonly string[])[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === ACKNOWLEDGEMENT)
      .map(({ data }): readonly string[] => {
        const { rule, findings } = data as Acknowledgement;
        return (findings?.map((finding) => `${rule}[${finding}]`) ?? [rule]).map((name) => `${name} ${node.path}`);
      }),
  );
}

describe('the stacks of an example', () => {
  const judged = new Map(built.map(({ file, app, outdir }) => [file, judgedBySecurityRules(app, outdir)]));

  it('are built for every example', () => {
    const files = readdirSync('examples').filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(1);
    const expected = [...files.sort().map((name) => `examples/${name}`), 'examples/certificates.yaml with a chat'];
    expect(built.map(({ file }) => file)).toEqual(expected);
  });

  it('have every construct among them, so that no acknowledgement is missing from the table', () => {
    const files = readdirSync('lib/constructs').map((name) => readFileSync(`lib/constructs/${name}`, 'utf8'));
    const constructs = files.flatMap((text) => /^export class (\w+) extends Construct /m.exec(text)?.[1] ?? []);
    const made = new Set(built.flatMap(({ app }) => app.node.findAll().map((one) => one.constructor.name)));
    expect(constructs.length).toBeGreaterThan(20);
    expect(constructs.filter((name) => !made.has(name))).toEqual([]);
  });

  it.each(built)('of $file have no finding that nobody acknowledged', ({ file }) => {
    expect(judged.get(file)?.findings).toEqual([]);
  });

  it.each(built)('of $file acknowledge nothing that is not found', ({ file, app }) => {
    const found = judged.get(file)?.acknowledged ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(acknowledgements(app).filter((names) => !names.some((name) => found.includes(name)))).toEqual([]);
  });

  it.each(built)('of $file keep errors of the built-in rules errors', ({ app }) => {
    expect(app.node.tryGetContext('@aws-cdk/core:validateAgainstDefaultRules')).toBe(true);
  });
});

/** A stack with one role that may describe everything. */
function stackWithWildcard(): { readonly app: App; readonly outdir: string; readonly policy: Policy } {
  const outdir = temporaryFolder();
  const app = detourApp(outdir);
  const stack = new Stack(app, 'Bad');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const statement = new PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] });
  return { app, outdir, policy: new Policy(stack, 'Policy', { roles: [role], statements: [statement] }) };
}

describe('a security rule', () => {
  const wildcard = 'AwsSolutions-IAM5[Resource::*]';
  const because = { reason: 'there is no narrower permission', limitedBy: 'the action' };

  it('fails on a wildcard that nobody acknowledged', () => {
    const { app, outdir } = stackWithWildcard();
    const { findings } = judgedBySecurityRules(app, outdir);
    expect(findings).toEqual([`error ${wildcard} Bad/Policy/Resource`]);
  });

  it('fails on a wildcard of which another finding is acknowledged', () => {
    const { app, outdir, policy } = stackWithWildcard();
    acknowledge(policy, { rule: 'AwsSolutions-IAM5', findings: ['Action::ec2:*'], ...because });
    expect(judgedBySecurityRules(app, outdir).findings).toEqual([`error ${wildcard} Bad/Policy/Resource`]);
  });

  it('fails on what the built-in rules know to be wrong', () => {
    const outdir = temporaryFolder();
    const app = detourApp(outdir);
    new CfnResource(new Stack(app, 'Bad'), 'Vpc', { type: 'AWS::EC2::VPC', properties: { CidrBlok: '10.0.0.0/16' } });
    const { findings } = judgedBySecurityRules(app, outdir);
    expect(findings).toContainEqual(expect.stringMatching(/^(error|fatal) .* Bad\/Vpc$/));
  });

  it('is quiet about what is acknowledged, and says so', () => {
    const { app, outdir, policy } = stackWithWildcard();
    acknowledge(policy, { rule: 'AwsSolutions-IAM5', findings: ['Resource::*'], ...because });
    expect(judgedBySecurityRules(app, outdir)).toMatchObject({
      findings: [],
      acknowledged: [`${wildcard} Bad/Policy`],
    });
  });
});
