import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LinkStateAccess } from '../../lib/constructs/link-state-access';
import { LinkStateKey } from '../../lib/constructs/link-state-key';
import { LinkStateTable, type LinkStateTableProps } from '../../lib/constructs/link-state-table';

const KEY_ARN = 'arn:aws:kms:us-east-1:111111111111:key/link-state';

function aStack(): Stack {
  return new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
}

function tableIn(stack: Stack, replicas?: LinkStateTableProps['replicas']): Template {
  const { key } = new LinkStateKey(stack, 'Key', { description: 'Link states of acme' });
  new LinkStateTable(stack, 'LinkState', {
    tableName: 'acme-link-state',
    encryptionKey: key,
    ...(replicas === undefined ? {} : { replicas }),
  });
  return Template.fromStack(stack);
}

/** What holds of every replica. */
function kept(region: string, keyArn: unknown) {
  return Match.objectLike({
    Region: region,
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { KMSMasterKeyId: keyArn },
  });
}

test('the table is whole in every region, and each replica is kept and has a key of its own', () => {
  const west = 'arn:aws:kms:us-west-2:111111111111:key/link-state';
  const template = tableIn(aStack(), [{ region: 'us-west-2', encryptionKeyArn: west }]);
  const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
  template.hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TableName: 'acme-link-state',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'deleteAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: Match.arrayWith([kept('us-west-2', west), kept('us-east-1', { 'Fn::GetAtt': [key, 'Arn'] })]),
    },
  });
});

test('a backbone of one region has a table of one region', () => {
  const [table] = Object.values(tableIn(aStack()).findResources('AWS::DynamoDB::GlobalTable'));
  expect(table?.Properties.Replicas.map(({ Region }: { Region: string }) => Region)).toEqual(['us-east-1']);
});

test('the key turns every year and outlives its stack', () => {
  tableIn(aStack()).hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'Retain',
    Properties: { EnableKeyRotation: true },
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statementsOf(grant: (access: LinkStateAccess, role: Role) => void): readonly Statement[] {
  const stack = aStack();
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  grant(new LinkStateAccess(stack, 'Access', { tableName: 'acme-link-state', encryptionKeyArn: KEY_ARN }), role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy?.Properties.PolicyDocument.Statement;
}

test.each<[string, (access: LinkStateAccess, role: Role) => void, string | string[], string | string[]]>([
  [
    'a prober writes the observation of its end of its link',
    (access, role) => access.grantObservation(role, 'iad-pdx', 'iad'),
    ['dynamodb:GetItem', 'dynamodb:PutItem'],
    ['observation#iad-pdx#iad'],
  ],
  [
    'what watches a site writes the statuses of its ends',
    (access, role) => access.grantStatuses(role, 'iad'),
    ['dynamodb:GetItem', 'dynamodb:PutItem'],
    ['status#*#iad'],
  ],
  [
    'what takes in notices writes those of its sources, as its site',
    (access, role) => access.grantNotices(role, 'iad', ['aws-health', 'aws-vpn']),
    'dynamodb:PutItem',
    ['notice#iad#aws-health', 'notice#iad#aws-vpn'],
  ],
  [
    'an operator writes orders',
    (access, role) => access.grantOrders(role),
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    ['order'],
  ],
  [
    'a controller writes the publication of its site',
    (access, role) => access.grantPublication(role, 'iad'),
    'dynamodb:PutItem',
    ['publication#iad'],
  ],
  [
    'the admission site writes admissions and dismisses them',
    (access, role) => access.grantAdmissions(role),
    ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
    ['admission'],
  ],
])('%s, and nothing else', (_, grant, actions, keys) => {
  const [items, key, ...more] = statementsOf(grant);
  expect(more).toEqual([]);
  expect(items).toMatchObject({
    Action: actions,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  expect(JSON.stringify(items?.Resource)).toContain(':table/acme-link-state"');
  expect(key?.Resource).toBe(KEY_ARN);
});

test('who reads may read everything and write nothing, and uses the key through DynamoDB only', () => {
  const [items, key] = statementsOf((access, role) => access.grantRead(role));
  expect(items?.Action).toBe('dynamodb:Scan');
  expect(key).toMatchObject({
    Action: ['kms:Decrypt', 'kms:DescribeKey'],
    Condition: {
      StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } },
    },
  });
});
