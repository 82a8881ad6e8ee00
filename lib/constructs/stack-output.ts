import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A value that a stack offers to other stacks, in any region. The output is there whether or not anybody reads it, so
 * that a stack which is about to be removed never loses what it still reads; and it is read by its name
 * (`Fn::GetStackOutput`), so that neither side is locked by an export.
 */
export class StackOutput {
  private readonly producer: Stack;

  constructor(
    scope: Stack,
    private readonly name: string,
    private readonly value: string,
    description: string,
  ) {
    this.producer = scope;
    new CfnOutput(scope, name, { value, description });
  }

  /** The value as it is written in the consumer's stack, which is deployed after the producer from now on. */
  readFrom(consumer: Construct): string {
    const stack = Stack.of(consumer);
    if (stack === this.producer) return this.value;
    stack.addStackDependency(this.producer);
    return Fn.getStackOutput(this.producer.stackName, this.name, this.producer.region);
  }
}

/** Outputs have letters and digits only. Names of links and VPCs have small letters, so X for a hyphen is unmistakable. */
export function outputName(what: string, about: string): string {
  return `${what}${about.replaceAll('-', 'X')}`;
}
