import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ResourceShare } from '../../lib/constructs/resource-share';

const UNIT = 'arn:aws:organizations::444455556666:ou/o-example/ou-example';

/** Principals of each share, by whether strangers may be among them. */
function sharesWith(principals: readonly string[]): Record<string, readonly string[]> {
  const stack = new Stack(new App(), 'stack');
  new ResourceShare(stack, 'Share', { shareName: 'acme', transitGatewayId: 'tgw-1', principals });
  const shares = Object.values(Template.fromStack(stack).findResources('AWS::RAM::ResourceShare'));
  return Object.fromEntries(
    shares.map(({ Properties }) => [`external ${Properties.AllowExternalPrincipals}`, Properties.Principals]),
  );
}

test('organizations alone are in a share that admits no stranger', () => {
  expect(sharesWith([UNIT])).toEqual({ 'external false': [UNIT] });
});

test('accounts alone are in a share that admits strangers', () => {
  expect(sharesWith(['111122223333', '222233334444'])).toEqual({
    'external true': ['111122223333', '222233334444'],
  });
});

test('an organization is never put where strangers are admitted', () => {
  expect(sharesWith(['111122223333', UNIT])).toEqual({ 'external true': ['111122223333'], 'external false': [UNIT] });
});
