import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../support/http-twin';

const FunctionName = 'acme-s0-reconciler';
const functions = [
  { name: FunctionName, region: 's0', reserved: 2 },
  { name: 'acme-s0-other', region: 's0' },
];

async function opened(region = 's0') {
  const twin = await openTwin({ inventory: { ...inventoryOf(GIVEN), functions } });
  const client = twin.client(new LambdaClient(twin.config(region)));
  const reserve = (executions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: executions }));
  const reserved = async (name: string) =>
    (await client.send(new GetFunctionConcurrencyCommand({ FunctionName: name }))).ReservedConcurrentExecutions;
  return { twin, client, reserve, reserved };
}

describe('executions that functions have reserved, over HTTP', () => {
  test('are those of the deployment, and none is none', async () => {
    const { reserved } = await opened();
    expect([await reserved(FunctionName), await reserved('acme-s0-other')]).toEqual([2, undefined]);
  });

  test('stop a function when they are none, until it has some again', async () => {
    const { twin, reserve, reserved } = await opened();
    expect((await reserve(0)).ReservedConcurrentExecutions).toBe(0);
    expect([await reserved(FunctionName), twin.functions.isStopped('s0', FunctionName)]).toEqual([0, true]);
    await reserve(2);
    expect([await reserved(FunctionName), twin.functions.isStopped('s0', FunctionName)]).toEqual([2, false]);
  });

  test('are given back, so that the function takes what the account has left', async () => {
    const { twin, client, reserve, reserved } = await opened();
    await reserve(0);
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect([await reserved(FunctionName), twin.functions.isStopped('s0', FunctionName)]).toEqual([undefined, false]);
  });

  test('fail with InvalidParameterValueException when they are fewer than none', async () => {
    const { reserve, reserved } = await opened();
    expect(await refusalOf(reserve(-1))).toBe('InvalidParameterValueException');
    expect(await reserved(FunctionName)).toBe(2);
  });

  test('fail with ResourceNotFoundException for a function of another region', async () => {
    const { reserve } = await opened('s1');
    expect(await refusalOf(reserve(0))).toBe('ResourceNotFoundException');
  });

  test('fails with UnknownOperationException to call a function, which runs by itself here', async () => {
    const { client } = await opened();
    expect(await refusalOf(client.send(new InvokeCommand({ FunctionName })))).toBe('UnknownOperationException');
  });
});
