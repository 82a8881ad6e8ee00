// What can be said of templates on the command line, by every command that reads them.

import type { Command } from 'commander';
import type { ReadOptions } from '../verify/templates/options';

export interface TemplateOptions {
  readonly parameter?: readonly string[];
  readonly parameters?: readonly string[];
  readonly region?: readonly string[];
  readonly stackName?: readonly string[];
}

/** Gathers an option that may be given more than once. */
export function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function addTemplateOptions(command: Command): Command {
  return command
    .option('--parameter <name=value>', 'a parameter of all templates, or stack.name=value of one; repeatable', another)
    .option('--parameters <file>', 'a file of parameters, as the AWS CLI reads it; repeatable', another)
    .option('--region <region>', 'where templates are deployed, or file=region of one; repeatable', another)
    .option('--stack-name <file=name>', 'what a stack is called on AWS (default: as its file); repeatable', another);
}

export function readOptionsOf({ parameter, parameters, region, stackName }: TemplateOptions): ReadOptions {
  return {
    ...(parameter ? { parameters: parameter } : {}),
    ...(parameters ? { parameterFiles: parameters } : {}),
    ...(region ? { regions: region } : {}),
    ...(stackName ? { stackNames: stackName } : {}),
  };
}
