import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IConstruct } from 'constructs';

export interface Acknowledgement {
  /** Of the pack `AwsSolutions`: `AwsSolutions-IAM5`. Of another plugin with its name: `CloudFormation-Validate::E3012`. */
  readonly rule: string;
  /**
   * The findings that are meant, for a rule that has several: `Resource::*`.
   *
   * @default - the rule has one finding only
   */
  readonly findings?: readonly string[];
  /** Why it cannot be narrower. */
  readonly reason: string;
  /** What keeps it harmless. */
  readonly limitedBy: string;
}

/** Under which an acknowledgement is found again for docs/security.md, which lists all of them. */
export const ACKNOWLEDGEMENT = 'detour:acknowledgement';

/**
 * Accepts a finding of a security rule on a construct and what is below it: the narrowest one that has it. A finding
 * that nobody acknowledges fails the tests, and so does an acknowledgement without a finding.
 */
export function acknowledge(construct: IConstruct, acknowledgement: Acknowledgement): void {
  const { rule, findings, reason, limitedBy } = acknowledgement;
  const qualified = rule.startsWith('AwsSolutions-') ? `AwsSolutions::${rule}` : rule;
  const ids = findings === undefined ? [qualified] : findings.map((finding) => `${qualified}[${finding}]`);
  for (const id of ids) Validations.of(construct).acknowledge({ id, reason: `${reason}; limited by ${limitedBy}` });
  construct.node.addMetadata(ACKNOWLEDGEMENT, acknowledgement);
}

/** How findings name the ARN of a resource. */
function arnInFindings(resource: CfnElement): string {
  return `<${Stack.of(resource).resolve(resource.logicalId)}.Arn>`;
}

/**
 * What the provider framework of the CDK brings with it, on a scope that holds the provider, its handlers and the roles
 * of both. Call it when all of them are there.
 */
export function acknowledgeProvider(scope: Construct): void {
  const below = scope.node.findAll();
  const functions = below.filter((construct) => construct instanceof CfnFunction);
  acknowledge(scope, {
    rule: 'AwsSolutions-IAM5',
    findings: functions.map((resource) => `Resource::${arnInFindings(resource)}:*`),
    reason: 'the framework grants each invocation with all versions of the function, `ARN:*`',
    limitedBy: 'naming one function each: the functions of one provider, which have one version, call each other',
  });
  for (const machine of below.filter((construct) => construct instanceof CfnStateMachine)) {
    acknowledge(machine, {
      rule: 'AwsSolutions-SF1',
      reason: 'log delivery of a state machine needs permission on every log group of the account',
      limitedBy: 'both functions that it calls: each call is in their own encrypted log group',
    });
    acknowledge(machine, {
      rule: 'AwsSolutions-SF2',
      reason: 'it runs during deployments only and waits for one function; a trace would show nothing else',
      limitedBy: 'its time limit, and the logs of the function',
    });
  }
}
