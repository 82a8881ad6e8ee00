import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LinkStatusFunction, type LinkStatusFunctionProps } from '../../lib/constructs/link-status-function';

function aFunction(changes: Partial<LinkStatusFunctionProps> = {}): Template {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  new LinkStatusFunction(stack, 'LinkStatus', {
    site: 'iad',
    tableName: 'acme',
    linksPath: '/acme/links',
    vpnConnectionIds: { 'ord-iad-vpn': 'vpn-1' },
    virtualInterfaceIds: { 'ord-iad-dx': 'dxvif-1' },
    encryptionKey: Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111111111111:key/logs'),
    ...changes,
  });
  return Template.fromStack(stack);
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function statements(template: Template): readonly Statement[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).sort(([a], [b]) => (a < b ? -1 : 1));
  return policies.flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
}

const own = (service: string, resource: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:`, { Ref: 'AWS::AccountId' }, `:${resource}`],
  ],
});

test('it may replace the tunnels of its connections, and look at what it watches', () => {
  expect(statements(aFunction()).slice(1)).toEqual([
    {
      Effect: 'Allow',
      Action: ['ec2:DescribeTransitGatewayAttachments', 'ec2:DescribeVpnConnections'],
      Resource: '*',
    },
    { Effect: 'Allow', Action: 'ssm:GetParametersByPath', Resource: own('ssm', 'parameter/acme/links') },
    {
      Effect: 'Allow',
      Action: 'directconnect:DescribeVirtualInterfaces',
      Resource: own('directconnect', 'dxvif/dxvif-1'),
    },
    {
      Effect: 'Allow',
      Action: ['ec2:GetVpnTunnelReplacementStatus', 'ec2:ReplaceVpnTunnel'],
      Resource: own('ec2', 'vpn-connection/vpn-1'),
    },
  ]);
});

test('at a site with neither, it may do neither', () => {
  const actions = statements(aFunction({ vpnConnectionIds: {}, virtualInterfaceIds: {} })).flatMap(
    ({ Action }) => Action,
  );
  expect(actions).not.toContain('ec2:ReplaceVpnTunnel');
  expect(actions).not.toContain('directconnect:DescribeVirtualInterfaces');
});

test('it is started each minute, ends before the next one begins, and is not started again for one that is over', () => {
  const template = aFunction();
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 minute)',
    Targets: [Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } })],
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumEventAgeInSeconds: 60,
    MaximumRetryAttempts: 0,
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Timeout: 50,
    Environment: {
      Variables: { DETOUR_SITE: 'iad', DETOUR_TABLE: 'acme', DETOUR_LINKS_PATH: '/acme/links' },
    },
  });
});
