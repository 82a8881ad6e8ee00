import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { OrderAutomations } from '../../lib/constructs/order-automations';
import { type Runbook, runbookProblems } from '../support/automation';

type OrderAutomationsProps = ConstructorParameters<typeof OrderAutomations>[2];

const APPROVERS = ['arn:aws:iam::111111111111:role/Lead', 'arn:aws:iam::111111111111:user/ann'];
/** As many as a backbone may have. */
const LINKS = Array.from({ length: 200 }, (_, i) => `link-with-a-rather-long-name-${i}`);

function automations(changes: Partial<OrderAutomationsProps> = {}): Template {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  new OrderAutomations(stack, 'Orders', {
    site: 'iad',
    tableName: 'acme-link-state',
    parametersPath: '/acme/iad',
    namesPath: '/acme/names/iad',
    documentNameOf: (kind) => `acme-Detour-${kind}`,
    links: ['iad-pdx', 'ord-iad-dx'],
    sites: ['iad', 'pdx'],
    encryptionKey: Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111111111111:key/logs'),
    ...changes,
  });
  return Template.fromStack(stack);
}

const plain = automations();
const approved = automations({ approval: { approvers: APPROVERS, approvals: 2 } });

interface SsmDocument {
  readonly Name: string;
  readonly DocumentType: string;
  readonly UpdateMethod: string;
  readonly Content: Runbook;
}

function documentsIn(template: Template): ReadonlyMap<string, SsmDocument> {
  const found = Object.values(template.findResources('AWS::SSM::Document'));
  return new Map(found.map(({ Properties }) => [Properties.Name, Properties]));
}

function runbookIn(template: Template, kind: string): Runbook {
  const document = documentsIn(template).get(`acme-Detour-${kind}`);
  if (!document) throw new Error(`there is no document ${kind}`);
  return document.Content;
}

test('there is a document for each kind of order, and for the end of each', () => {
  expect([...documentsIn(plain).keys()].sort()).toEqual([
    'acme-Detour-DrainLink',
    'acme-Detour-EvacuateSite',
    'acme-Detour-Freeze',
    'acme-Detour-RestoreLink',
    'acme-Detour-ReturnSite',
    'acme-Detour-Unfreeze',
  ]);
  for (const { DocumentType, UpdateMethod } of documentsIn(plain).values())
    expect({ DocumentType, UpdateMethod }).toEqual({ DocumentType: 'Automation', UpdateMethod: 'NewVersion' });
});

test.each([
  ['without approval', plain],
  ['with approval', approved],
  ['of a large backbone', automations({ links: LINKS })],
])('Systems Manager takes each document %s', (_, template) => {
  const problems = [...documentsIn(template)].flatMap(([name, { Content }]) =>
    runbookProblems(Content).map((problem) => `${name}: ${problem}`),
  );
  expect(problems).toEqual([]);
});

test('each document asks for approval after it has said what it would do, where that is wanted', () => {
  const stepsOf = ({ Content }: SsmDocument) => Content.mainSteps.map(({ name }) => name);
  for (const document of documentsIn(plain).values()) expect(stepsOf(document)).not.toContain('approve');
  for (const document of documentsIn(approved).values())
    expect(stepsOf(document).slice(0, 3)).toEqual(['plan', 'approve', 'give']);
  const step = runbookIn(approved, 'Freeze').mainSteps[1];
  expect(step?.inputs).toMatchObject({ Approvers: APPROVERS, MinRequiredApprovals: 2 });
});

test('an order may be about what there is, and only a freeze about the whole backbone', () => {
  expect(runbookIn(plain, 'DrainLink').parameters.Link?.allowedValues).toEqual(['iad-pdx', 'ord-iad-dx']);
  expect(runbookIn(plain, 'Freeze').parameters.Link).toMatchObject({
    allowedValues: ['*', 'iad-pdx', 'ord-iad-dx'],
    default: '*',
  });
  expect(runbookIn(plain, 'EvacuateSite').parameters.Site?.allowedValues).toEqual(['iad', 'pdx']);
  expect(runbookIn(plain, 'ReturnSite').parameters.Until).toBeUndefined();
});

test('its automations take a role that may call the function, and nothing else', () => {
  const roles = Object.entries(plain.findResources('AWS::IAM::Role'));
  const [id, role] = roles.find(([, { Properties }]) => JSON.stringify(Properties).includes('ssm.amazonaws.com')) ?? [];
  const [fn] = Object.keys(plain.findResources('AWS::Lambda::Function'));
  const policies = Object.values(plain.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties);
  const own = policies.filter(({ Roles }) => JSON.stringify(Roles) === JSON.stringify([{ Ref: id }]));
  expect(own.map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([
    [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [fn, 'Arn'] } }],
  ]);
  const [trust] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];
  expect(trust).toMatchObject({
    Principal: { Service: 'ssm.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
  expect(JSON.stringify(trust.Condition.ArnLike)).toContain(':automation-execution/*');
});

test('fails on documents that Systems Manager would refuse', () => {
  const right = runbookIn(approved, 'DrainLink');
  const [plan, approve, ...rest] = right.mainSteps;
  if (!plan || !approve) throw new Error('the document has no steps');
  const steps = (...mainSteps: Runbook['mainSteps']) => runbookProblems({ ...right, mainSteps });
  expect(runbookProblems({ ...right, schemaVersion: '2.2' })).toContain('schema 2.2');
  expect(steps(approve, plan, ...rest)).toContain('step approve knows no plan.Payload');
  expect(steps(plan, { ...approve, inputs: { ...approve.inputs, MinRequiredApprovals: 3 } })).toContain(
    '3 of 2 approvers',
  );
  expect(steps({ ...plan, timeoutSeconds: 301 })).toContain('step plan takes too long');
  expect(steps(plan, plan)).toContain('name plan');
  expect(steps({ ...plan, action: 'aws:runShell' })).toContain('step plan has action aws:runShell');
  expect(steps({ ...plan, inputs: { ...plan.inputs, Function: 'x' } })).toContain('step plan has Function');
});
