// CloudFormation's DescribeStacks, in AWS's query protocol: what is deployed, with its outputs. Source: CloudFormation API
// reference, DescribeStacks. Stacks go by their names and not by their ids.

import { randomUUID } from 'node:crypto';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import type { HttpAnswer } from '../http-message';
import type { Inventory } from '../inventory';
import { page } from '../pages';
import { QueryParameters } from '../query-parameters';
import type { Service } from '../service';
import type { World } from '../world';
import { type XmlObject, xmlDocument } from '../xml';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
/** CloudFormation gives at most so many at a time. */
const PAGE = 100;

type Stack = Inventory['stacks'][number];

function shown({ name, region, outputs }: Stack): XmlObject {
  return {
    StackId: `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/${name}`,
    StackName: name,
    CreationTime: new Date(0),
    StackStatus: 'CREATE_COMPLETE',
    EnableTerminationProtection: true,
    Outputs: outputs.map(({ key, value }) => ({ OutputKey: key, OutputValue: value })),
  };
}

function describe({ inventory, behaviour }: World, parameters: QueryParameters, region: string): XmlObject {
  const name = parameters.text('StackName');
  const here = inventory.stacks.filter((stack) => stack.region === region);
  const found = here.filter((stack) => name === undefined || stack.name === name);
  if (name !== undefined && found.length === 0)
    throw new Refused('ValidationError', `Stack with id ${name} does not exist`);
  const { items, next } = page(found, (stack) => stack.name, {
    token: parameters.text('NextToken'),
    size: Math.min(PAGE, behaviour.pageSize),
    question: name ?? '',
    refusal: 'ValidationError',
  });
  return { Stacks: items.map(shown), NextToken: next };
}

function xml(status: number, root: string, content: XmlObject): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: xmlDocument(root, content, 'member', NAMESPACE) };
}

export function cloudFormationService(world: World): Service {
  return {
    answer: async ({ body }, region, perform) => {
      const parameters = QueryParameters.of(body);
      const action = parameters.text('Action') ?? '';
      if (action !== 'DescribeStacks') throw new Refused('InvalidAction', `Could not find operation ${action}`);
      const call = { service: 'cloudformation', action, region, writes: false };
      const result = await perform(call, () => describe(world, parameters, region));
      const metadata = { ResponseMetadata: { RequestId: randomUUID() } };
      return xml(200, 'DescribeStacksResponse', { DescribeStacksResult: result, ...metadata });
    },
    refusal: ({ code, why, requestId }) =>
      xml(code === 'InternalError' ? 500 : 400, 'ErrorResponse', {
        Error: { Type: code === 'InternalError' ? 'Receiver' : 'Sender', Code: code, Message: why },
        RequestId: requestId,
      }),
  };
}
