import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { type OpenTwin, openTwin, refusalOf } from '../../support/http-twin';

const outputs = [{ key: 'TransitGatewayId', value: 'tgw-1 <&>' }];
const stacks = [
  { name: 'acme-s0', region: 's0', outputs },
  { name: 'acme-s0-routes', region: 's0', outputs: [] },
  { name: 'acme-s1', region: 's1', outputs: [] },
];
const inventory = { ...inventoryOf(GIVEN), stacks };

const clientOf = (twin: OpenTwin, region = 's0') => twin.client(new CloudFormationClient(twin.config(region)));

describe('stacks over HTTP', () => {
  test('one has its outputs', async () => {
    const client = clientOf(await openTwin({ inventory }));
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'acme-s0' }));
    expect(Stacks).toMatchObject([
      {
        StackName: 'acme-s0',
        StackStatus: 'CREATE_COMPLETE',
        EnableTerminationProtection: true,
        Outputs: [{ OutputKey: 'TransitGatewayId', OutputValue: 'tgw-1 <&>' }],
      },
    ]);
    expect(Stacks[0]?.StackId).toMatch(/^arn:aws:cloudformation:s0:\d{12}:stack\/acme-s0\//);
  });

  test('all of a region come in pages, and none of another', async () => {
    const client = clientOf(await openTwin({ inventory, behaviour: { pageSize: 1 } }));
    const first = await client.send(new DescribeStacksCommand({}));
    const second = await client.send(new DescribeStacksCommand({ NextToken: first.NextToken }));
    const names = [first, second].flatMap(({ Stacks = [] }) => Stacks.map(({ StackName }) => StackName));
    expect(names).toEqual(['acme-s0', 'acme-s0-routes']);
    expect(second.NextToken).toBeUndefined();
  });

  test.each([
    ['there is none of this name', { StackName: 'acme-s9' }],
    ['it is in another region', { StackName: 'acme-s1' }],
    ['the token is of another question', { NextToken: 'x' }],
  ])('fails with ValidationError when %s', async (_, input) => {
    const client = clientOf(await openTwin({ inventory }));
    expect(await refusalOf(client.send(new DescribeStacksCommand(input)))).toBe('ValidationError');
  });
});
