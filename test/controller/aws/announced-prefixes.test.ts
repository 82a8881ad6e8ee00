// How long a change of allowed prefixes may take; what it asks for is in bgp-api.test.ts.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { announce } from '../../../lib/controller/aws/announced-prefixes';
import { prefix } from '../../../lib/net/prefix';
import { LoopbackAws } from '../../support/loopback-aws';

const DESCRIBE = 'DescribeDirectConnectGatewayAssociations';
const UPDATE = 'UpdateDirectConnectGatewayAssociation';
const LIMIT_MS = 300;
const PAUSES = { firstMs: 1, mostMs: 2, looks: 2 };

let aws: LoopbackAws;
let directConnect: DirectConnectClient;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  directConnect = new DirectConnectClient({ ...aws.config, maxAttempts: 3 });
});
afterAll(async () => {
  directConnect.destroy();
  await aws.stop();
});

const associated = {
  directConnectGatewayAssociations: [
    { associationId: 'association-1', associationState: 'associated', allowedPrefixesToDirectConnectGateway: [] },
  ],
};

/** The calls that were made; `unanswered` is never answered, and the time of day is later by so much once one was read. */
function answering(unanswered: string, laterMs = 0): readonly string[] {
  const calls: string[] = [];
  aws.answerBy(({ target }) => {
    const action = target?.split('.')[1] ?? '';
    calls.push(action);
    if (action === unanswered) return 'silence';
    const now = Date.now();
    if (laterMs > 0) jest.spyOn(Date, 'now').mockReturnValue(now + laterMs);
    return { body: JSON.stringify(associated) };
  });
  return calls;
}
afterEach(() => jest.restoreAllMocks());

function announcing(): Promise<void> {
  const announcer = { directConnect, directConnectGateway: 'dx-gateway', transitGateway: 'tgw-1' };
  return announce(announcer, { add: [prefix('10.0.0.0/18')], remove: [] }, PAUSES, LIMIT_MS);
}

test('fails to begin an update when reading what is allowed has taken all the time, as in a function that was stopped', async () => {
  const calls = answering('', LIMIT_MS);
  await expect(announcing()).rejects.toThrow('took all the time');
  expect(calls).toEqual([DESCRIBE]);
});

test('an update that read in time is begun', async () => {
  const calls = answering('', LIMIT_MS - 100);
  await expect(announcing()).rejects.toThrow('is unchanged');
  expect(calls).toContain(UPDATE);
});

test('fails to get an answer in time, and does not ask again', async () => {
  const calls = answering(UPDATE);
  await expect(announcing()).rejects.toThrow('was not answered');
  expect(calls.filter((action) => action === UPDATE)).toHaveLength(1);
});
