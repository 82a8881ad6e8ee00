import type { App, Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Issue } from '../../net/issue';
import type { Quota } from '../../topology/limits/usage';
import { overfull } from './overfull';

/** IAM counts the characters of all inline policies of a role together, white space apart. */
const POLICIES: Quota = { name: 'Characters of all inline policies of a role', limit: 10_240, adjustable: false };

/** What is only known after deployment, as long as the longest that it usually is. */
const UNKNOWN = 'x'.repeat(48);
const KNOWN: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-2',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A resolved value as it will be, with stand-ins for what nobody knows yet. */
function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && key === 'Fn::Join') return (inner as [string, unknown[]])[1].map(deployed).join('');
  if (more.length === 0 && key === 'Ref') return KNOWN[String(inner)] ?? UNKNOWN;
  if (more.length === 0 && key.startsWith('Fn::')) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, deployed(part)]));
}

/** Characters of the inline policies of each role of a stack, by the role's logical id. */
function charactersOf(stack: Stack): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const policy of stack.node.findAll()) {
    if (!(policy instanceof CfnPolicy)) continue;
    const { length } = JSON.stringify(deployed(stack.resolve(policy.policyDocument)));
    for (const role of (stack.resolve(policy.roles) ?? []) as readonly unknown[]) {
      const id = JSON.stringify(role);
      sums.set(id, (sums.get(id) ?? 0) + length);
    }
  }
  return sums;
}

/** Roles whose inline policies IAM would refuse. */
export function overfullRoles(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-role', (stack) => ({
    quota: POLICIES,
    who: `a role of the stack ${stack.stackName}`,
    count: Math.max(0, ...charactersOf(stack).values()),
    fix: 'have fewer links there',
  }));
}
