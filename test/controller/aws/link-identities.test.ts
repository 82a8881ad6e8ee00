// Against requests as the SDK writes them: the client is real, what answers it is not.

import { Readable } from 'node:stream';
import { SSMClient } from '@aws-sdk/client-ssm';
import { linkIdentities } from '../../../lib/controller/aws/link-identities';

const DX = {
  link: 'ord-iad-dx',
  entities: ['dxcon-ffabc123', 'dxvif-fg000001'],
  circuitIds: ['ABC/1'],
  provider: 'carrier-a',
  ends: [
    { site: 'iad', transitGatewayId: 'tgw-1', attachmentId: 'tgw-attach-1', virtualInterfaceId: 'dxvif-fg000001' },
  ],
};
const VPN = { link: 'ord-iad-vpn', entities: ['vpn-0a1b2c3d'], circuitIds: [] };

interface Page {
  readonly Parameters?: readonly { readonly Name: string; readonly Value: string }[];
  readonly NextToken?: string;
}

/** Answers with one page after the other; `asked` are the requests. */
function answering(...pages: readonly Page[]) {
  const asked: { readonly action: string | undefined; readonly input: unknown }[] = [];
  const requestHandler = {
    async handle(request: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> }) {
      const page = pages[asked.length];
      asked.push({ action: request.headers['x-amz-target'], input: JSON.parse(Buffer.from(request.body).toString()) });
      const body = Readable.from([JSON.stringify(page)]);
      return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body } };
    },
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const ssm = new SSMClient({ region: 'us-east-1', credentials, requestHandler });
  return { ssm, asked };
}

function parameter(value: unknown): { readonly Name: string; readonly Value: string } {
  return { Name: '/acme/links/one', Value: typeof value === 'string' ? value : JSON.stringify(value) };
}

test('every parameter below the path is a link, page after page, by name', async () => {
  const { ssm, asked } = answering(
    { Parameters: [parameter(VPN)], NextToken: 'more' },
    { Parameters: [], NextToken: 'still more' },
    { Parameters: [parameter(DX)] },
  );
  expect(await linkIdentities(ssm, '/acme/links')).toEqual([DX, VPN]);
  expect(asked).toEqual(
    [{}, { NextToken: 'more' }, { NextToken: 'still more' }].map((token) => ({
      action: 'AmazonSSM.GetParametersByPath',
      input: { Path: '/acme/links', Recursive: true, ...token },
    })),
  );
});

test('what a newer deployment says beside it is left out', async () => {
  const { ssm } = answering({ Parameters: [parameter({ ...VPN, colour: 'red' })] });
  expect(await linkIdentities(ssm, '/acme/links')).toEqual([VPN]);
});

test.each([
  ['is no JSON', 'ord-iad-vpn'],
  ['lacks what has to be there', { link: 'ord-iad-vpn' }],
  ['holds something of a wrong type', { ...VPN, entities: ['vpn-1', 7] }],
])('fails on a parameter that %s, and names it', async (_why, value) => {
  const { ssm } = answering({ Parameters: [parameter(DX), parameter(value)] });
  await expect(linkIdentities(ssm, '/acme/links')).rejects.toThrow('/acme/links/one');
});
