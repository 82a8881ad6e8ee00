// Pure: Ref and Fn::GetAtt: parameters, resources, and what their attributes are when the template says so itself.

import type { StackTemplate } from '../assembly';
import { field, listOf, textField } from '../json';
import { conditionNamed } from './conditions';
import { parameterValue } from './parameters';
import { nestedOutput, READER, replicatedExport, STACK } from './stacks';
import { type At, type Follow, literal, type Resolved, textOf, unknown } from './value';

/** Partition and the end of domain names, by the beginning of a region's name. */
const PARTITIONS: readonly (readonly [start: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['', 'aws', 'amazonaws.com'],
];

function partition(region: string): readonly [start: string, partition: string, suffix: string] {
  return PARTITIONS.find(([start]) => region.startsWith(start)) ?? ['', 'aws', 'amazonaws.com'];
}

/** Why what depends on a region is unknown. */
export const NO_REGION = 'the stack is not bound to a region';

function ofRegion(stack: StackTemplate, what: (region: string) => string): Resolved {
  if (stack.region !== undefined) return literal(what(stack.region));
  return unknown(NO_REGION, { symbol: `region of ${stack.id}: ${what('')}` });
}

function pseudoParameter({ stack }: At['scope'], name: string): Resolved {
  switch (name) {
    case 'AWS::NoValue':
      return { kind: 'absent' };
    case 'AWS::StackName':
      return stack.parent ? unknown('the name of a nested stack is known only at deployment') : literal(stack.name);
    case 'AWS::Region':
      return ofRegion(stack, (region) => region);
    case 'AWS::Partition':
      return ofRegion(stack, (region) => partition(region)[1]);
    case 'AWS::URLSuffix':
      return ofRegion(stack, (region) => partition(region)[2]);
    case 'AWS::AccountId':
      return stack.account === undefined ? unknown('the stack is not bound to an account') : literal(stack.account);
    default:
      return unknown(`${name} is known only at deployment`);
  }
}

/** Attributes that repeat a property, by type and attribute. */
const REPEATED: ReadonlySet<string> = new Set([
  'AWS::EC2::VPC CidrBlock',
  'AWS::EC2::Subnet CidrBlock',
  'AWS::EC2::Subnet VpcId',
  'AWS::EC2::Subnet AvailabilityZone',
  'AWS::SSM::Parameter Value',
]);

function resourceValue(at: At, logicalId: string, body: unknown, attribute: string): Resolved {
  const { scope } = at;
  const condition = field(body, 'Condition');
  const isThere = condition === undefined ? literal(true) : conditionNamed(at, condition);
  if (isThere.kind === 'literal' && isThere.value === false)
    return unknown(`${scope.stack.id}.${logicalId} does not exist, since condition ${condition} is false`);
  const type = textField(body, 'Type') ?? '';
  if (type === STACK && attribute.startsWith('Outputs.')) return nestedOutput(at, logicalId, attribute.slice(8));
  if (type === READER) return replicatedExport(at, attribute);
  const repeated = REPEATED.has(`${type} ${attribute}`) ? field(field(body, 'Properties'), attribute) : undefined;
  if (repeated !== undefined) return at.once(scope.stack, `attribute ${logicalId}.${attribute}`, repeated);
  return { kind: 'resource', scope, logicalId, attribute };
}

function attributeOf(at: At, logicalId: string, attribute: string): Resolved {
  const { stack } = at.scope;
  const body = field(field(stack.template, 'Resources'), logicalId);
  if (body !== undefined) return resourceValue(at, logicalId, body, attribute);
  const parameter = field(field(stack.template, 'Parameters'), logicalId);
  if (attribute === 'Ref' && parameter !== undefined) return parameterValue(at, logicalId, parameter);
  return unknown(`stack ${stack.name} has no resource ${logicalId}`);
}

export const ref: Follow = (at, argument) => {
  const name = textOf(at, argument, 'what Ref names');
  if (typeof name !== 'string') return unknown(name.why);
  if (argument === undefined || typeof argument === 'number') return unknown('a reference names no resource');
  return name.startsWith('AWS::') ? pseudoParameter(at.scope, name) : attributeOf(at, name, 'Ref');
};

export const getAtt: Follow = (at, argument) => {
  const dot = typeof argument === 'string' ? argument.indexOf('.') : -1;
  const [logicalId, attribute] =
    typeof argument === 'string' ? [argument.slice(0, dot), argument.slice(dot + 1)] : listOf(argument);
  if (attribute === undefined) return unknown('an attribute is not named');
  const names = [logicalId, attribute].map((name) => textOf(at, name, 'what Fn::GetAtt names'));
  for (const name of names) if (typeof name === 'object') return unknown(name.why);
  return attributeOf(at, String(names[0]), String(names[1]));
};
