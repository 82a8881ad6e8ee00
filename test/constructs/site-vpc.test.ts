import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SiteVpc } from '../../lib/constructs/site-vpc';

function vpcIn(availabilityZones: number, cidrBlock = '10.10.0.0/18') {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  const vpc = new SiteVpc(stack, 'Vpc', { vpcName: 'acme-iad-apps', cidrBlock, availabilityZones });
  return { stack, vpc, template: Template.fromStack(stack) };
}

test('each zone has a table for its workloads, and all transit subnets share one', () => {
  const { template, vpc } = vpcIn(3);
  template.resourceCountIs('AWS::EC2::Subnet', 6);
  template.resourceCountIs('AWS::EC2::RouteTable', 4);
  template.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', 6);
  expect(vpc.workloadRouteTableIds).toHaveLength(3);
  expect(vpc.transitSubnetIds).toHaveLength(3);
});

test('no subnet gives out public addresses', () => {
  vpcIn(2).template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
});

test('another zone changes no resource that exists', () => {
  const [two, four] = [vpcIn(2).template.toJSON().Resources, vpcIn(4).template.toJSON().Resources];
  expect(four).toMatchObject(two);
});

test('fails when the zones do not fit', () => {
  expect(() => vpcIn(3, '10.10.0.0/26')).toThrow('10.10.0.0/26 has room for 2 zones, not 3');
});
