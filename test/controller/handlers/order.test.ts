// The function as it is called by a runbook, over the twin's parameters and a DynamoDB server.

import { ORDER_KINDS, orderDocument } from '../../../lib/constructs/order-document';
import { handler } from '../../../lib/controller/handlers/order';
import { automation } from '../../support/automation';
import { LiveTwin } from '../../support/live-twin';

const before = { ...process.env };
const KEYS = { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing', AWS_REGION: 'us-east-1' };
const LINK = 'iad-pdx';
const BY_ITSELF = { getRemainingTimeInMillis: () => 21_000 };
let live: LiveTwin;

beforeAll(async () => {
  Object.assign(process.env, KEYS);
  live = await LiveTwin.open();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: live.twin.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: live.dynamo.endpoint,
    DETOUR_SITE: 'iad',
    DETOUR_TABLE: 'acme-link-state',
    DETOUR_PARAMETERS: '/acme/iad',
    DETOUR_NAMES: '/acme/names/iad',
  });
});

afterAll(async () => {
  await live.close();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

function isWait(payload: unknown): boolean {
  return JSON.stringify(payload).includes('"mode":"await"');
}

/** Controllers run; the admission site finds a link empty a second after all sites have said that they send nothing. */
async function carriedOut(): Promise<void> {
  await live.rounds(5);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await live.rounds(1, ['iad']);
}

async function order(kindName: string, id: string, parameters: Readonly<Record<string, string>>) {
  const kind = ORDER_KINDS.find(({ name }) => name === kindName);
  if (!kind) throw new Error(`there is no kind of order ${kindName}`);
  const names = { documentName: `acme-Detour-${kindName}`, functionName: 'order', roleArn: 'orders' };
  const sites = live.topology.sites.map(({ name }) => name);
  const runbook = orderDocument({ kind, ...names, links: live.topology.links.map(({ name }) => name), sites });
  return automation(runbook, {
    id,
    parameters: { Reason: 'new optics', ...parameters },
    call: async (_, payload) => {
      if (isWait(payload)) await carriedOut();
      return handler(payload, BY_ITSELF);
    },
  });
}

test('a link is drained and restored from the runbooks', async () => {
  const drained = await order('DrainLink', 'e-1', { Link: LINK, Until: '1h' });
  expect(drained).toMatchObject({ status: 'Success' });
  expect(drained.outputs['plan.Payload']).toContain('iad-pdx becomes drained');
  expect(drained.outputs['wait.Payload']).toContain('nothing is sent over iad-pdx any more');
  const refused = await order('DrainLink', 'e-2', { Link: 'cmh-pdx' });
  expect(refused).toMatchObject({ status: 'Failed', failedStep: 'plan' });
  expect(refused.failure).toContain('order-last-path');
  const restored = await order('RestoreLink', 'e-3', { Link: LINK });
  expect(restored).toMatchObject({ status: 'Success' });
  expect(restored.outputs['give.Payload']).toContain('of acme-Detour-DrainLink e-1');
});

test('a site is evacuated, with what the deployment wrote down of its names', async () => {
  const evacuated = await order('EvacuateSite', 'e-4', { Site: 'iad' });
  expect(evacuated).toMatchObject({ status: 'Success' });
  expect(evacuated.outputs['plan.Payload']).toContain('evacuate iad until');
  expect(await order('ReturnSite', 'e-5', { Site: 'iad' })).toMatchObject({ status: 'Success' });
});

test('fails with all that is wrong with what it is called with', async () => {
  await expect(handler({ mode: 'plan', command: 'drop' }, BY_ITSELF)).rejects.toThrow(/command: use .*; about: use /);
});

test('fails when the table cannot be read', async () => {
  process.env.DETOUR_TABLE = 'acme-nothing';
  const input = { mode: 'plan', command: 'drain', about: LINK, reason: 'why', document: 'acme-Detour-DrainLink' };
  await expect(handler({ ...input, execution: 'e-6' }, BY_ITSELF)).rejects.toThrow(/non-existent table|not found/);
  process.env.DETOUR_TABLE = 'acme-link-state';
});
