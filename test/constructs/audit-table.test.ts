import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AuditAccess } from '../../lib/constructs/audit-access';
import { AuditTable } from '../../lib/constructs/audit-table';

const KEY_ARN = 'arn:aws:kms:us-east-1:111111111111:key/iad';
const WEST_ARN = 'arn:aws:kms:us-west-2:111111111111:key/pdx';

function aStack(): Stack {
  return new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
}

test('the audit is whole in every region, is kept, and expires entry by entry', () => {
  const stack = aStack();
  new AuditTable(stack, 'Audit', {
    tableName: 'acme-audit',
    encryptionKey: Key.fromKeyArn(stack, 'Key', KEY_ARN),
    replicas: [{ region: 'us-west-2', encryptionKeyArn: WEST_ARN }],
  });
  const replica = (Region: string, KMSMasterKeyId: string) =>
    Match.objectLike({
      Region,
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { KMSMasterKeyId },
    });
  Template.fromStack(stack).hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TableName: 'acme-audit',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'deleteAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: Match.arrayWith([replica('us-west-2', WEST_ARN), replica('us-east-1', KEY_ARN)]),
    },
  });
});

/** Statements of a role that was granted something of the audit. */
function granted(grant: (access: AuditAccess, role: Role) => void) {
  const stack = aStack();
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  grant(new AuditAccess(stack, 'Audit', { tableName: 'acme-audit', encryptionKeyArn: KEY_ARN }), role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy?.Properties.PolicyDocument.Statement;
}

const viaDynamo = {
  StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } },
};

test('a controller writes to the audit of its own site, and cannot read', () => {
  const [writing, key, ...more] = granted((access, role) => access.grantAppend(role, 'iad'));
  expect(more).toEqual([]);
  expect(writing).toMatchObject({
    Action: 'dynamodb:BatchWriteItem',
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['audit#iad'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  expect(JSON.stringify(writing.Resource)).toContain(':table/acme-audit');
  expect(key).toMatchObject({ Resource: KEY_ARN, Condition: viaDynamo });
});

test('who reads the audit reads that of every site, and writes nothing', () => {
  const [reading, key, ...more] = granted((access, role) => access.grantRead(role));
  expect(more).toEqual([]);
  expect(reading.Action).toBe('dynamodb:Query');
  expect(key).toMatchObject({ Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: KEY_ARN, Condition: viaDynamo });
});
