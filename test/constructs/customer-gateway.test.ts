import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CustomerGateway } from '../../lib/constructs/customer-gateway';

function propertiesFor(bgpAsn: number): Record<string, unknown> {
  const stack = new Stack(new App(), 'stack');
  const props = { customerGatewayName: 'ord', deviceName: 'ord-1', ipAddress: '203.0.113.10', bgpAsn };
  new CustomerGateway(stack, 'Router', props);
  const [gateway] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::CustomerGateway'));
  return gateway?.Properties;
}

test.each([
  [1, 'BgpAsn'],
  [65_010, 'BgpAsn'],
  [2_147_483_647, 'BgpAsn'],
  [2_147_483_648, 'BgpAsnExtended'],
  [4_294_967_294, 'BgpAsnExtended'],
])('number %d goes into %s, and into nothing else', (asn, property) => {
  expect(propertiesFor(asn)).toEqual({
    Type: 'ipsec.1',
    IpAddress: '203.0.113.10',
    DeviceName: 'ord-1',
    [property]: asn,
    Tags: [{ Key: 'Name', Value: 'ord' }],
  });
});
