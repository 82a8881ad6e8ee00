import { DescribeVpnConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { newClient } from '../../../lib/controller/aws/clients';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  environment = process.env;
  const { endpoint, region, credentials } = aws.config;
  process.env = {
    ...environment,
    AWS_ENDPOINT_URL_EC2: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
});
afterAll(async () => {
  process.env = environment;
  await aws.stop();
});

const NONE = { body: '<R><vpnConnectionSet/></R>' };
const THROTTLED = {
  status: 503,
  body: '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>no</Message></Error></Errors></Response>',
};

async function described(client: EC2Client) {
  try {
    return await client.send(new DescribeVpnConnectionsCommand({}));
  } finally {
    client.destroy();
  }
}

test('a client tries again what was throttled, and so often', async () => {
  aws.answer(THROTTLED, THROTTLED, NONE);
  await expect(described(newClient(EC2Client))).resolves.toMatchObject({ VpnConnections: [] });
  aws.answer(THROTTLED);
  await expect(described(newClient(EC2Client))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  expect(aws.requests).toHaveLength(3);
});

test('a client does not wait for ever, and the wait is its own where it is given', async () => {
  aws.answer('silence', NONE);
  await expect(described(newClient(EC2Client, { requestTimeout: 1_000 }))).resolves.toMatchObject({
    VpnConnections: [],
  });
  aws.answer('silence');
  const once = newClient(EC2Client, { requestTimeout: 1_000, maxAttempts: 1 });
  await expect(described(once)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(aws.requests).toHaveLength(1);
});
