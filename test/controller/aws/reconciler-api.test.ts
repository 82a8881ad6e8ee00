import { LambdaClient } from '@aws-sdk/client-lambda';
import { askReconciler } from '../../../lib/controller/aws/reconciler-api';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let lambda: LambdaClient;

beforeAll(async () => {
  aws = await LoopbackAws.start();
  lambda = new LambdaClient(aws.config);
});
afterAll(() => aws.stop());

type Answer = Parameters<LoopbackAws['answer']>[number];

const ask = (answer: Answer) => {
  aws.answer(answer);
  return askReconciler(lambda, 'acme-iad-reconciler');
};

test('has the function run and waits for what the run came to', async () => {
  const outcome = { kind: 'done', changed: 2, failed: 0, held: 1 };
  expect(await ask({ body: JSON.stringify(outcome) })).toEqual({ kind: 'answered', outcome });
  expect(aws.requests).toMatchObject([
    { method: 'POST', path: '/2015-03-31/functions/acme-iad-reconciler/invocations', body: '{"detour":"settle"}' },
  ]);
});

test('a run that another one kept out has answered, too', async () => {
  expect(await ask({ body: '{"kind":"busy"}' })).toEqual({ kind: 'answered', outcome: { kind: 'busy' } });
});

test.each([
  ['nothing', ''],
  ['what is not JSON', 'Task timed out'],
  ['what is no outcome', '{"kind":"done","changed":-1}'],
  ['an outcome without numbers', '{"kind":"done"}'],
])('fails on an answer of %s', async (_, body) => {
  const asked = await ask({ body });
  expect(asked).toMatchObject({ kind: 'failed' });
  expect(asked.kind === 'failed' && asked.why).toContain(body || 'nothing');
});

test('fails with what AWS says when the function cannot be started', async () => {
  const body = JSON.stringify({ Type: 'User', message: 'Rate Exceeded.' });
  expect(await ask({ status: 429, body })).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('Rate Exceeded'),
  });
});

test('fails when the connection is cut, and tells it in bounds', async () => {
  expect(await ask('cut')).toMatchObject({ kind: 'failed', why: expect.stringMatching(/ECONNRESET|socket hang up/) });
  const asked = await ask({ body: `"${'x'.repeat(10_000)}"` });
  expect(asked.kind === 'failed' && asked.why.length).toBeLessThanOrEqual(500);
});
