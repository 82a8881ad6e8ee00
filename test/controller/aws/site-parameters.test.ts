import { SSMClient } from '@aws-sdk/client-ssm';
import { siteParameters } from '../../../lib/controller/aws/site-parameters';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let ssm: SSMClient;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  ssm = new SSMClient(aws.config);
});
afterAll(async () => {
  ssm.destroy();
  await aws.stop();
});

function page(values: Readonly<Record<string, string>>, NextToken?: string) {
  const Parameters = Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
  return { body: JSON.stringify({ Parameters, NextToken }) };
}

const asked = () => aws.requests.map(({ target, body }) => ({ target, ...JSON.parse(body) }));

test('all parameters below the site are read, page after page, by name without its path', async () => {
  aws.answer(page({ '/acme/iad/plan/backbone': 'a', '/acme/iad/links/iad-pdx': 'b' }, 'more'), page({}, 'still more'), {
    body: JSON.stringify({ Parameters: [{ Name: '/acme/iad/plan/sites/pdx', Value: 'c' }] }),
  });
  expect(await siteParameters(ssm, '/acme/iad')(1_000)).toEqual(
    new Map([
      ['plan/backbone', 'a'],
      ['links/iad-pdx', 'b'],
      ['plan/sites/pdx', 'c'],
    ]),
  );
  expect(asked()).toEqual(
    [{}, { NextToken: 'more' }, { NextToken: 'still more' }].map((token) => ({
      target: 'AmazonSSM.GetParametersByPath',
      Path: '/acme/iad',
      Recursive: true,
      ...token,
    })),
  );
});

test('a slash at the end of the path is left out', async () => {
  aws.answer(page({ '/acme/iad/plan/backbone': 'a' }));
  expect([...(await siteParameters(ssm, '/acme/iad/')(1_000)).keys()]).toEqual(['plan/backbone']);
  expect(asked()).toMatchObject([{ Path: '/acme/iad' }]);
});

test('fails in the words of AWS when it refuses', async () => {
  aws.answer({ status: 400, body: JSON.stringify({ __type: 'AccessDeniedException', message: 'not you' }) });
  await expect(siteParameters(ssm, '/acme/iad')(1_000)).rejects.toThrow('not you');
});

test('fails when the answer, or that to a later page, does not come in time', async () => {
  aws.answer(page({ '/acme/iad/plan/backbone': 'a' }, 'more'), 'silence');
  await expect(siteParameters(ssm, '/acme/iad')(100)).rejects.toThrow(
    'the parameters below /acme/iad were not read within 0.1 s',
  );
});
