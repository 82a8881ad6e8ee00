import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parametersBelow } from '../../../lib/controller/aws/parameters';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../support/http-twin';

function parameter(name: string, region = 's0') {
  return { name, region, type: 'String', value: `the value of ${name}` };
}

const LINKS = Array.from({ length: 25 }, (_, i) => `/acme/s0/links/link-${String(i).padStart(2, '0')}`);
const NAMES = ['/acme/s0/site', ...LINKS, '/acme/s0/links-of-others/x'];
const parameters = [...NAMES.map((name) => parameter(name)), parameter('/acme/s1/site', 's1')];

async function client(region = 's0') {
  const twin = await openTwin({ inventory: { ...inventoryOf(GIVEN), parameters } });
  return twin.client(new SSMClient(twin.config(region)));
}

const byPath = (more: object) => new GetParametersByPathCommand({ Path: '/acme/s0', ...more });

describe('parameters over HTTP', () => {
  test('below a path come ten at a time, until there are no more', async () => {
    const ssm = await client();
    expect(await parametersBelow(ssm, '/acme/s0/links', (value) => value)).toEqual(
      LINKS.map((name) => `the value of ${name}`),
    );
    const { Parameters, NextToken } = await ssm.send(byPath({ Path: '/acme/s0/links', Recursive: true }));
    expect([Parameters?.length, typeof NextToken]).toEqual([10, 'string']);
  });

  test.each([
    [{ Path: '/acme/s0' }, ['/acme/s0/site']],
    [{ Path: '/acme/s0/links-of-others/' }, ['/acme/s0/links-of-others/x']],
    [{ Path: '/acme/s0/links/link' }, []],
    [{ Path: '/acme/s1', Recursive: true }, []],
    [{ Path: '/', Recursive: true, MaxResults: 2 }, ['/acme/s0/links-of-others/x', LINKS[0]]],
  ])('for %j are %j', async (asked, expected) => {
    const { Parameters = [] } = await (await client()).send(byPath(asked));
    expect(Parameters.map(({ Name }) => Name)).toEqual(expected);
  });

  test('each region has its own', async () => {
    const { Parameters = [] } = await (await client('s1')).send(byPath({ Path: '/', Recursive: true }));
    expect(Parameters.map(({ Name }) => Name)).toEqual(['/acme/s1/site']);
  });

  test('one by its name says what Systems Manager says of it', async () => {
    const { Parameter } = await (await client()).send(new GetParameterCommand({ Name: '/acme/s0/site' }));
    expect(Parameter).toEqual({
      Name: '/acme/s0/site',
      Type: 'String',
      Value: 'the value of /acme/s0/site',
      Version: 1,
      LastModifiedDate: new Date(0),
      ARN: 'arn:aws:ssm:s0:111122223333:parameter/acme/s0/site',
      DataType: 'text',
    });
  });

  test('one is found by its ARN and by its version', async () => {
    const ssm = await client();
    const found = [];
    for (const Name of ['arn:aws:ssm:s0:111122223333:parameter/acme/s0/site', '/acme/s0/site:1'])
      found.push((await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Name);
    expect(found).toEqual(['/acme/s0/site', '/acme/s0/site']);
  });

  test('of several that are asked for, those that are not there are named', async () => {
    const Names = ['/acme/s0/site', '/acme/s1/site', 'nothing'];
    const { Parameters, InvalidParameters } = await (await client()).send(new GetParametersCommand({ Names }));
    expect([Parameters?.map(({ Name }) => Name), InvalidParameters]).toEqual([
      ['/acme/s0/site'],
      ['/acme/s1/site', 'nothing'],
    ]);
  });

  test.each([
    ['ParameterNotFound', new GetParameterCommand({ Name: '/acme/s1/site' })],
    ['ParameterVersionNotFound', new GetParameterCommand({ Name: '/acme/s0/site:2' })],
    ['ParameterVersionNotFound', new GetParameterCommand({ Name: '/acme/s0/site:blue' })],
    ['ValidationException', new GetParametersCommand({ Names: Array.from({ length: 11 }, String) })],
    ['ValidationException', new GetParametersCommand({ Names: [] })],
    ['ValidationException', byPath({ Path: 'acme' })],
    ['ValidationException', byPath({ MaxResults: 11 })],
    ['InvalidNextToken', byPath({ NextToken: 'x' })],
  ])('fails with %s', async (code, command) => {
    expect(await refusalOf((await client()).send(command as GetParameterCommand))).toBe(code);
  });
});
