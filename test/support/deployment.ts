// A deployment as CloudFormation and the CDK's command line do it: one stack after the other in the order of their
// dependencies, then what the new app no longer has, dependents first. It watches what a careless change would break.

import { type Assembly, readsOf, type Template } from './assembly';

export interface Deployment {
  /** Names of stacks, in the order in which they were deployed or deleted. */
  readonly steps: readonly string[];
  /** What broke, in sentences; empty when every template that stood could read all it reads at every step. */
  readonly broken: readonly string[];
}

/** What stands on AWS: templates by stack name. */
type Standing = Map<string, { readonly region: string; readonly template: Template }>;

function unreadable(standing: Standing): readonly string[] {
  return [...standing].flatMap(([reader, { template }]) =>
    readsOf(template).flatMap(({ StackName, Region, OutputName }) => {
      const producer = standing.get(StackName);
      const there = producer?.region === Region && producer.template.Outputs?.[OutputName] !== undefined;
      return there ? [] : [`${reader} cannot read ${OutputName} of ${StackName} in ${Region}`];
    }),
  );
}

/** From one app to another. An empty map is an account in which nothing was deployed. */
export function deploy(before: Assembly, after: Assembly): Deployment {
  const standing: Standing = new Map([...before]);
  const steps: string[] = [];
  const broken: string[] = [];
  const watch = (step: string) => {
    steps.push(step);
    broken.push(...unreadable(standing).map((problem) => `${step}: ${problem}`));
  };
  for (const [name, stack] of after) {
    standing.set(name, stack);
    watch(`deploy ${name}`);
  }
  for (const name of [...before.keys()].reverse().filter((gone) => !after.has(gone))) {
    standing.delete(name);
    watch(`delete ${name}`);
  }
  return { steps, broken };
}

/** Names of every stack that is deployed before this one, however indirectly. */
export function allDependencies(assembly: Assembly, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (stack: string) => {
    for (const dependency of assembly.get(stack)?.dependencies ?? []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(name);
  return found;
}
