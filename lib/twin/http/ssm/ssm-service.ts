// Pure: the parameters of Systems Manager, which a deployment has written and nobody changes: each has one version.
// Source: Systems Manager API reference, GetParameter, GetParameters, GetParametersByPath.

import * as z from 'zod';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import type { Inventory } from '../inventory';
import { type JsonObject, type JsonOperation, jsonOperation, jsonService } from '../json-service';
import { page } from '../pages';
import type { Service } from '../service';
import type { World } from '../world';

type Parameter = Inventory['parameters'][number];

const INVALID = 'ValidationException';
const VERSION = 1;
/** Systems Manager takes and gives at most so many at a time. */
const MOST_PARAMETERS = 10;

const decryption = { WithDecryption: z.boolean().exactOptional() };
const ONE = z.object({ Name: z.string().min(1), ...decryption });
const SEVERAL = z.object({ Names: z.array(z.string().min(1)).min(1).max(MOST_PARAMETERS), ...decryption });
const BELOW = z.object({
  Path: z.string().regex(/^\//, 'has to begin with a slash'),
  Recursive: z.boolean().exactOptional(),
  MaxResults: z.int().min(1).max(MOST_PARAMETERS).exactOptional(),
  NextToken: z.string().exactOptional(),
  ...decryption,
});

function arnOf({ name, region }: Parameter): string {
  return `arn:aws:ssm:${region}:${ACCOUNT}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

function shown(parameter: Parameter): JsonObject {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: parameter.value,
    Version: VERSION,
    LastModifiedDate: new Date(0),
    ARN: arnOf(parameter),
    DataType: 'text',
  };
}

/** By name or ARN, with or without the version; undefined when there is none of that name. */
function find(parameters: readonly Parameter[], asked: string): Parameter | undefined {
  const found = parameters.find((one) =>
    [one.name, arnOf(one)].some((name) => asked === name || asked.startsWith(`${name}:`)),
  );
  const selector = found && asked.slice(asked.startsWith('arn:') ? arnOf(found).length : found.name.length);
  if (selector && selector !== `:${VERSION}`)
    throw new Refused('ParameterVersionNotFound', `${asked} has no such version or label`);
  return found;
}

/** Whether a name stands below a path, by itself or under others. */
function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}

function ssmOperations({ inventory, behaviour }: World): Readonly<Record<string, JsonOperation>> {
  const here = (region: string) => inventory.parameters.filter((one) => one.region === region);
  return {
    GetParameter: jsonOperation(false, INVALID, ONE, ({ Name }, region) => {
      const found = find(here(region), Name);
      if (!found) throw new Refused('ParameterNotFound', `Parameter ${Name} not found.`);
      return { Parameter: shown(found) };
    }),
    GetParameters: jsonOperation(false, INVALID, SEVERAL, ({ Names }, region) => {
      const found = Names.map((name) => ({ name, parameter: find(here(region), name) }));
      return {
        Parameters: found.flatMap(({ parameter }) => (parameter ? [shown(parameter)] : [])),
        InvalidParameters: found.flatMap(({ name, parameter }) => (parameter ? [] : [name])),
      };
    }),
    GetParametersByPath: jsonOperation(false, INVALID, BELOW, (input, region) => {
      const { Path, Recursive = false, MaxResults = MOST_PARAMETERS, NextToken } = input;
      const found = here(region).filter(({ name }) => isBelow(name, Path, Recursive));
      const { items, next } = page(found, ({ name }) => name, {
        token: NextToken,
        size: Math.min(MaxResults, behaviour.pageSize),
        question: JSON.stringify([region, Path, Recursive]),
        refusal: 'InvalidNextToken',
      });
      return { Parameters: items.map(shown), NextToken: next };
    }),
  };
}

export function ssmService(world: World): Service {
  return jsonService({ service: 'ssm', target: 'AmazonSSM', operations: ssmOperations(world) });
}
