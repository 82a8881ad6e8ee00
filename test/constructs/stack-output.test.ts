import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StackOutput } from '../../lib/constructs/stack-output';

function world() {
  const app = new App();
  const producer = new Stack(app, 'producer', { env: { region: 'us-east-1' } });
  const made = new CfnResource(producer, 'Made', { type: 'AWS::EC2::TransitGateway' });
  const output = new StackOutput(producer, 'TransitGatewayId', made.ref, 'The gateway');
  return { app, producer, output };
}

function copyInto(stack: Stack, Value: string): void {
  new CfnResource(stack, 'Copy', { type: 'Test::Copy', properties: { Value } });
}

test('the output is there even when nobody reads it', () => {
  Template.fromStack(world().producer).hasOutput('TransitGatewayId', { Description: 'The gateway' });
});

test.each(['us-east-1', 'us-west-2'])('a stack in %s reads it by name, and is deployed after', (region) => {
  const { app, producer, output } = world();
  const consumer = new Stack(app, 'consumer', { env: { region } });
  copyInto(consumer, output.readFrom(consumer));
  const read = { StackName: 'producer', OutputName: 'TransitGatewayId', Region: 'us-east-1' };
  Template.fromStack(consumer).hasResourceProperties('Test::Copy', { Value: { 'Fn::GetStackOutput': read } });
  expect(consumer.dependencies).toEqual([producer]);
});

test('its own stack reads the value itself', () => {
  const { producer, output } = world();
  copyInto(producer, output.readFrom(producer));
  Template.fromStack(producer).hasResourceProperties('Test::Copy', { Value: { Ref: 'Made' } });
  expect(producer.dependencies).toEqual([]);
});
