import { connect } from 'node:net';
import { DescribeConnectionsCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { DescribeInstancesCommand, DescribeTransitGatewayAttachmentsCommand } from '@aws-sdk/client-ec2';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { openHttpTwin } from '../../../lib/twin/http/open-http-twin';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../support/http-twin';
import { sendRaw, signature } from '../../support/signed-request';

const describeAll = () => new DescribeTransitGatewayAttachmentsCommand({});

/** Whether anybody accepts connections there. */
function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
    socket.on('timeout', () => answer(false));
  });
}

/** What a connection says to these bytes. */
function sendBytes(endpoint: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port: Number(new URL(endpoint).port), host: '127.0.0.1' }, () => socket.end(bytes));
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
  });
}

describe('the server of the HTTP twin', () => {
  test('listens on loopback and nowhere else', async () => {
    const { endpoint } = await openTwin();
    const { hostname, port } = new URL(endpoint);
    expect(hostname).toBe('127.0.0.1');
    expect(await accepts(Number(port), '127.0.0.1')).toBe(true);
    expect(await accepts(Number(port), '127.0.0.2')).toBe(false);
  });

  test('names what it does not serve in its log, and answers as each service does', async () => {
    const twin = await openTwin();
    const directConnect = twin.client(new DirectConnectClient(twin.config('s0')));
    expect(await refusalOf(twin.ec2('s0').send(new DescribeInstancesCommand({})))).toBe('InvalidAction');
    expect(await refusalOf(directConnect.send(new DescribeConnectionsCommand({})))).toBe('UnknownOperationException');
    const s3 = twin.client(new S3Client({ ...twin.config('s0'), forcePathStyle: true }));
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).not.toBe('accepted');
    expect(twin.logged).toEqual([
      expect.stringContaining('s0 ec2 DescribeInstances: InvalidAction'),
      expect.stringContaining('s0 directconnect OvertureService.DescribeConnections: UnknownOperationException'),
      expect.stringContaining('no service s3'),
    ]);
  });

  test('counts calls by IAM action, refused ones too', async () => {
    const twin = await openTwin();
    const ec2 = twin.ec2('s0');
    await ec2.send(describeAll());
    await refusalOf(ec2.send(new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: ['x'] })));
    expect([...twin.calls]).toEqual([['ec2:DescribeTransitGatewayAttachments', 2]]);
  });

  test.each([
    ['that is not signed', {}],
    ['that is signed in another way', { authorization: 'Basic dGVzdDp0ZXN0' }],
    ['that is signed for no service', { authorization: signature('', 's0') }],
    ['that is signed for a service that is not served', { authorization: signature('iam', 's0') }],
  ])('refuses a request %s', async (_, headers) => {
    const { endpoint } = await openTwin();
    const { status, body } = await sendRaw(endpoint, { headers, body: 'Action=DescribeVpnConnections' });
    expect([status, JSON.parse(body).__type]).toEqual([403, 'MissingAuthenticationTokenException']);
  });

  test('gives each answer an id, also one that refuses', async () => {
    const { endpoint } = await openTwin();
    const headers = { authorization: signature('ec2', 's0') };
    const answers = ['Action=DescribeVpnConnections', 'Action=Nothing'].map((body) =>
      sendRaw(endpoint, { headers, body }),
    );
    const [good, bad] = await Promise.all(answers);
    expect(good?.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect([bad?.status, bad?.body]).toEqual([400, expect.stringMatching(/<RequestID>[0-9a-f-]{36}<\/RequestID>/)]);
  });

  test('refuses a body that is larger than any service takes, and goes on', async () => {
    const twin = await openTwin();
    const headers = { authorization: signature('ec2', 's0') };
    const { status } = await sendRaw(twin.endpoint, { headers, body: 'x'.repeat(3 * 1024 * 1024) });
    expect(status).toBe(413);
    expect((await twin.ec2('s0').send(describeAll())).TransitGatewayAttachments).toHaveLength(6);
  });

  test.each([
    ['gzip', 'Action=DescribeVpnConnections', 400],
    ['identity', 'Action=DescribeVpnConnections', 200],
  ])('takes a body for %s only when it is', async (encoding, body, expected) => {
    const { endpoint } = await openTwin();
    const headers = { authorization: signature('ec2', 's0'), 'content-encoding': encoding };
    expect((await sendRaw(endpoint, { headers, body })).status).toBe(expected);
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['half a request', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction='],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n'],
    ['chunks that are none', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['headers without end', `POST / HTTP/1.1\r\nHost: x\r\n${'X-Y: z\r\n'.repeat(50_000)}`],
  ])('goes on after %s', async (_, bytes) => {
    const twin = await openTwin();
    expect(await sendBytes(twin.endpoint, bytes)).not.toContain(' 200 ');
    expect((await twin.ec2('s0').send(describeAll())).TransitGatewayAttachments).toHaveLength(6);
  });

  test('takes the parameters of EC2 from the URL as well', async () => {
    const { endpoint } = await openTwin();
    const headers = { authorization: signature('ec2', 's0') };
    const path = '/?Action=GetManagedPrefixListEntries&PrefixListId=s0%2Fto-s2';
    const { status, body } = await sendRaw(endpoint, { method: 'GET', path, headers });
    expect([status, body]).toEqual([200, expect.stringContaining('<cidr>10.2.32.0/19</cidr>')]);
  });

  test('closes while a client holds its connection, and gives the port back', async () => {
    const twin = await openHttpTwin({ network: GIVEN });
    const port = Number(new URL(twin.endpoint).port);
    const held = connect({ port, host: '127.0.0.1' });
    held.on('error', () => {});
    await new Promise((resolve) => held.once('connect', resolve));
    await twin.close();
    expect(await accepts(port, '127.0.0.1')).toBe(false);
    const again = await openHttpTwin({ network: GIVEN, port });
    expect(again.endpoint).toBe(twin.endpoint);
    await again.close();
  });

  test('fails to open on a port that is taken', async () => {
    const { endpoint } = await openTwin();
    const port = Number(new URL(endpoint).port);
    await expect(openHttpTwin({ network: GIVEN, port })).rejects.toThrow('EADDRINUSE');
  });
});
